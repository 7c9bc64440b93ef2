"""Telegram's rates, kept before Telegram has to ask for it. Knows nothing of what is sent.

Each chat has a pace of its own, and a 429 silences its own chat alone: PTB's AIORateLimiter has no
rate for private chats, pauses everybody on a 429 and ends that pause too early.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

CHAT_BURST = 3
# A little more than Telegram's second: requests do not travel equally fast.
CHAT_SECONDS = 1.05
GROUP_PER_MINUTE = 20
GLOBAL_PER_SECOND = 25
MAX_PAUSE_SECONDS = 120.0
_IDLE_SECONDS = 300.0
_MANY_CHATS = 1000


@dataclass(frozen=True, slots=True)
class Pass:
    """How a call wishes to be treated."""

    droppable: bool = False
    """Rather not made at all than late: progress, typing."""


_PLAIN = Pass()
_TYPING = "sendChatAction"


class Window:
    """So many in so many seconds, wherever one begins to count."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._taken: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Return the seconds until there is room."""
        while self._taken and self._taken[0] <= now - self._seconds:
            self._taken.popleft()
        return 0.0 if len(self._taken) < self._most else self._taken[0] + self._seconds - now

    def take(self, now: float) -> None:
        """Count one."""
        self._taken.append(now)


@dataclass(slots=True)
class _Chat:
    """The pace of one chat: a burst, then one by one."""

    group: Window | None
    even_at: float = 0.0
    """When all that was sent is paid for, at one message a second."""
    paused_until: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Who came first goes first."""

    def wait(self, now: float) -> float:
        burst = self.even_at - (CHAT_BURST - 1) * CHAT_SECONDS - now
        return max(burst, self.paused_until - now, self.group.wait(now) if self.group else 0.0)

    def take(self, now: float) -> None:
        self.even_at = max(self.even_at, now) + CHAT_SECONDS
        if self.group:
            self.group.take(now)

    def idle(self, now: float) -> bool:
        settled = max(self.even_at, self.paused_until) < now - _IDLE_SECONDS
        return settled and not self.lock.locked()


class ChatLimiter(BaseRateLimiter[Pass]):
    """Lets a call through when Telegram would take it."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._everywhere = Window(GLOBAL_PER_SECOND, 1.0)
        self._chats: dict[int | str, _Chat] = {}

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Pass | None,
    ) -> Any:
        """Make the call when its turn has come; a droppable one now or never."""
        chat_id = data.get("chat_id")
        if chat_id is None:
            return await callback(*args, **kwargs)
        wish = rate_limit_args or _PLAIN
        chat = self._chat(chat_id)
        droppable = wish.droppable or endpoint == _TYPING
        if droppable and (chat.lock.locked() or self._wait(chat) > 0):
            return True
        if endpoint != _TYPING:
            # Typing is no message: it must not use up the turn of the answer it announces.
            await self._turn(chat)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            chat.paused_until = self._clock() + pause_seconds(error)
            raise

    async def _turn(self, chat: _Chat) -> None:
        async with chat.lock:
            while (seconds := self._wait(chat)) > 0:
                await self._sleep(seconds)
            now = self._clock()
            chat.take(now)
            self._everywhere.take(now)

    def _wait(self, chat: _Chat) -> float:
        now = self._clock()
        return max(chat.wait(now), self._everywhere.wait(now))

    def _chat(self, chat_id: int | str) -> _Chat:
        if len(self._chats) > _MANY_CHATS and chat_id not in self._chats:
            now = self._clock()
            self._chats = {key: chat for key, chat in self._chats.items() if not chat.idle(now)}
        return self._chats.setdefault(chat_id, _Chat(_group_window(chat_id)))


def pause_seconds(error: RetryAfter) -> float:
    """Return how long to be quiet after a 429, capped."""
    asked = error.retry_after
    seconds = asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
    return min(seconds, MAX_PAUSE_SECONDS)


def _group_window(chat_id: int | str) -> Window | None:
    is_private = isinstance(chat_id, int) and chat_id > 0
    return None if is_private else Window(GROUP_PER_MINUTE, 60.0)
