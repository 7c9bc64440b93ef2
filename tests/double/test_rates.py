"""Messages that come too fast are violations."""

from datetime import timedelta

import pytest
from telegram.error import RetryAfter

from tests.botapi import BotApiDouble
from tests.botapi.checks import Checks
from tests.double.talking import ALICE, connected


async def test_a_burst_is_allowed_and_a_stream_is_not() -> None:
    """Three messages at once pass; the fourth within the second does not."""
    now = 100.0
    checks = Checks(lambda: now)
    for _ in range(3):
        checks.rate(ALICE)
    assert checks.found == []
    checks.rate(ALICE)
    assert [v.detail for v in checks.found] == ["more than 1 a second"]
    for _ in range(10):
        now += 1
        checks.rate(ALICE)
    assert len(checks.found) == 1


async def test_a_pause_must_be_kept() -> None:
    """After a 429 an early call is refused and noted; one after the time passes."""
    now = 100.0
    async with BotApiDouble(clock=lambda: now) as api, connected(api) as bot:
        api.user(ALICE, "Alice", started=True)
        api.fail_next("sendMessage", status=429, retry_after=5)
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(ALICE, "one")
        assert caught.value.retry_after == timedelta(seconds=5)
        now += 2
        with pytest.raises(RetryAfter):
            await bot.send_message(ALICE, "too early")
        assert [str(v) for v in api.violations] == [f"retry_after in chat {ALICE}: 3.0 s too early"]
        now += 3
        await bot.send_message(ALICE, "in time")
        assert [m.text for m in api.sent] == ["in time"]


async def test_every_chat_has_its_own_measure() -> None:
    """A group may get twenty messages a minute, all chats together thirty a second."""
    now = 100.0
    checks = Checks(lambda: now)
    for _ in range(20):
        checks.rate(-5001)
        now += 2.95
    checks.rate(-5001)
    assert [v.detail for v in checks.found] == ["more than 20 a minute"]
    for user_id in range(1, 31):
        checks.rate(user_id)
    assert [v.detail for v in checks.found][1:] == ["more than 30 messages a second in all"]
