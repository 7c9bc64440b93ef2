"""Planned failures meet the calls they were planned for."""

import pytest
from telegram import Bot
from telegram.error import ChatMigrated, Forbidden, NetworkError, TimedOut

from tests.botapi import BotApiDouble
from tests.double.talking import ALICE


async def test_refusals_by_plan(api: BotApiDouble, bot: Bot) -> None:
    """A planned refusal counts down, and meets only its chat."""
    for user_id in (ALICE, 1002):
        api.user(user_id, "Somebody", started=True)
    api.fail_next("sendMessage", status=403, chat=ALICE, times=2)
    await bot.send_message(1002, "other")
    for _ in range(2):
        with pytest.raises(Forbidden):
            await bot.send_message(ALICE, "x")
    await bot.send_message(ALICE, "now")
    api.fail_next("sendMessage", status=400, description="upgraded", migrate_to_chat_id=-1005)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(ALICE, "x")
    assert caught.value.new_chat_id == -1005
    assert [m.text for m in api.sent] == ["other", "now"]
    assert api.faults_left == ()


async def test_a_dropped_call_was_not_delivered(api: BotApiDouble, bot: Bot) -> None:
    """The client sees a broken connection, and nobody a message."""
    api.user(ALICE, "Alice", started=True)
    api.fail_next("sendMessage", drop=True)
    with pytest.raises(NetworkError):
        await bot.send_message(ALICE, "lost")
    assert api.sent == ()


async def test_a_call_is_delivered_then_dropped(api: BotApiDouble, bot: Bot) -> None:
    """The client sees a broken connection although the message was delivered."""
    alice = api.user(ALICE, "Alice", started=True)
    api.fail_next("sendMessage", deliver_then_drop=True)
    with pytest.raises(NetworkError):
        await bot.send_message(ALICE, "there")
    assert [m.text for m in await api.replies(alice)] == ["there"]


async def test_a_late_answer_times_out(api: BotApiDouble, bot: Bot) -> None:
    """With a delay the client's patience ends first, though the message was delivered."""
    api.user(ALICE, "Alice", started=True)
    api.fail_next("sendMessage", deliver_then_drop=True, delay=30)
    with pytest.raises(TimedOut):
        await bot.send_message(ALICE, "there", read_timeout=0.2)
    assert len(api.sent) == 1
