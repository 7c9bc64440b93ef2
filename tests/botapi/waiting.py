"""Waiting for something to change, without polling. Knows not what changes."""

import asyncio
from collections.abc import Callable


class Bell:
    """Wakes everybody who waits; each judges for himself whether the change was his."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Let every waiter look again."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def wait_for(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Return whether `ready` came true within the time."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not ready():
            if not await self._next_ring(deadline - loop.time()):
                return ready()
        return True

    async def _next_ring(self, seconds: float) -> bool:
        if seconds <= 0:
            return False
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            return False
        finally:
            self._waiters.discard(waiter)
        return True
