"""Order: each lane one by one, lanes side by side. Knows nothing of what is in an update."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from storage import IncomingUpdate

Serve = Callable[[IncomingUpdate], Awaitable[None]]
_ATTEMPTS = 5
_FIRST_PAUSE_SECONDS = 0.5
_logger = logging.getLogger(__name__)


class Lanes:
    """A task for every lane in which something waits; none for the others."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._queues: dict[str, deque[IncomingUpdate]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._known: set[int] = set()
        self._closing = False

    def put(self, updates: Iterable[IncomingUpdate]) -> None:
        """Add updates at the end of their lanes; one that waits already is not added again."""
        for update in updates:
            if update.update_id not in self._known:
                self._known.add(update.update_id)
                self._append(update)

    def __len__(self) -> int:
        return len(self._known)

    async def idle(self) -> None:
        """Return when nothing is in work, and nothing waits unless stopped."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def stop(self) -> None:
        """Begin nothing more; what waits stays in the inbox."""
        self._closing = True

    async def cancel(self) -> None:
        """Break off what is in work; it stays in the inbox too."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _append(self, update: IncomingUpdate) -> None:
        queue = self._queues.get(update.lane)
        if queue is not None:
            queue.append(update)
            return
        self._queues[update.lane] = deque([update])
        task = asyncio.create_task(self._run(update.lane), name=f"lane {update.lane}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, lane: str) -> None:
        queue = self._queues[lane]
        while queue and not self._closing:
            await self._settle(queue[0])
            self._known.discard(queue.popleft().update_id)
        del self._queues[lane]

    async def _settle(self, update: IncomingUpdate) -> None:
        """Serve an update; one that even the inbox cannot settle waits for the next start."""
        for attempt in range(_ATTEMPTS):
            try:
                return await self._serve(update)
            except Exception as error:  # noqa: BLE001 - a lane must outlive a database out of reach
                name = type(error).__name__
                _logger.warning("Update %d could not be settled: %s", update.update_id, name)
            await asyncio.sleep(_FIRST_PAUSE_SECONDS * 4**attempt)
        _logger.error("Update %d is left in the inbox until the next start", update.update_id)
        return None
