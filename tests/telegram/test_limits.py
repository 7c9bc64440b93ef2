"""Telegram's rates, in virtual time: what is sent stays below them from any moment on."""

import asyncio
import heapq
import itertools
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.telegram.limits import MAX_PAUSE_SECONDS, ChatLimiter, Pass, pause_seconds


class VirtualTime:
    """A clock that stands still until everybody sleeps, then goes on to the next who wakes."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    async def sleep(self, seconds: float) -> None:
        """Sleep in virtual time."""
        waiter = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._numbers), waiter))
        await waiter

    async def run(self, work: "asyncio.Future[Any]") -> None:
        """Let time pass until the work is done."""
        while not work.done():
            for _ in range(20):
                await asyncio.sleep(0)
            if self._sleepers:
                self.now, _, waiter = heapq.heappop(self._sleepers)
                waiter.set_result(None)
        await work


class Line:
    """A limiter in virtual time, and when its calls went through."""

    def __init__(self) -> None:
        self.time = VirtualTime()
        self.limiter = ChatLimiter(lambda: self.time.now, self.time.sleep)
        self.sent: list[tuple[float, int]] = []

    async def call(
        self, chat: int, wish: Pass | None = None, method: str = "sendMessage", fail: float = 0
    ) -> Any:
        """Make a call through the limiter."""

        async def go() -> str:
            if fail:
                raise RetryAfter(int(fail))
            self.sent.append((self.time.now, chat))
            return "done"

        return await self.limiter.process_request(go, (), {}, method, {"chat_id": chat}, wish)

    async def all(self, *chats: int) -> list[float]:
        """Send to chats side by side and return when each message went out."""
        await self.time.run(asyncio.gather(*(self.call(chat) for chat in chats)))
        return [at for at, _ in self.sent]


def most_within(times: list[float], seconds: float) -> int:
    """Return how many fall into the fullest stretch of so many seconds."""
    return max(sum(start <= at < start + seconds for at in times) for start in times)


async def test_private_chat_gets_one_a_second() -> None:
    """After a burst of three, one message a second; all are sent."""
    times = await Line().all(*[7] * 30)
    assert len(times) == 30
    assert times[2] == times[0]
    assert all(later - earlier >= 1 for earlier, later in itertools.pairwise(times[3:]))


async def test_group_gets_twenty_a_minute() -> None:
    """No minute holds more than twenty messages, wherever it begins."""
    times = await Line().all(*[-7] * 65)
    assert len(times) == 65
    assert most_within(times, 60) == 20


async def test_all_chats_together_stay_below_thirty_a_second() -> None:
    """Many chats are spread over seconds."""
    times = await Line().all(*range(1, 201))
    assert len(times) == 200
    assert most_within(times, 1) == 25
    assert max(times) - min(times) < 10


async def test_typing_takes_nobodys_turn() -> None:
    """Typing is shown while there is room, dropped when there is none, and never counted."""
    line = Line()
    for _ in range(5):
        assert await line.call(7, method="sendChatAction") == "done"
    assert await line.all(7, 7, 7) == [line.time.now] * 8
    assert await line.call(7, method="sendChatAction") is True
    assert await line.call(7, Pass(droppable=True), "editMessageText") is True
    assert len(line.sent) == 8


async def test_pause_is_the_chats_own() -> None:
    """After a 429 its chat is quiet for as long as asked; others go on; callers see the error."""
    line = Line()
    with pytest.raises(RetryAfter):
        await line.call(7, fail=30)
    start = line.time.now
    await line.all(7, 8)
    assert line.sent == [(start, 8), (start + 30, 7)]


def test_pause_is_capped() -> None:
    """An hour that Telegram asks for is not slept through."""
    assert pause_seconds(RetryAfter(3600)) == MAX_PAUSE_SECONDS
