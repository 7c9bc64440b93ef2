"""The way out: each answer once, in order, at Telegram's pace, whatever Telegram says."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram import serving
from bot.telegram.api import make_bot
from bot.telegram.app import House, running
from bot.telegram.delivery import Courier
from storage import Delivery, OutgoingMessage, StoredMessage, open_database
from tests.botapi import BotApiDouble, User
from tests.telegram.fakes import TOKEN, FakeServices, StumblingOutbox
from tests.telegram.ports import free_port

PAYLOAD = '{"method": "sendMessage", "params": {"text": "owed", "parse_mode": "HTML"}}'


@pytest.fixture(name="quick")
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again without much of a pause."""
    monkeypatch.setattr(serving, "RETRY_SECONDS", 0.05)


@pytest.mark.parametrize(
    "failure", [{"status": 502}, {"status": 500}, {"status": 429, "retry_after": 1}]
)
async def test_refused_message_is_sent_again(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User, failure: dict[str, int]
) -> None:
    """What Telegram says it did not take is sent again, once."""
    api.fail_next("sendMessage", **failure)  # type: ignore[arg-type]
    await alice.send("hi")
    [reply] = await api.replies(alice)
    assert reply.text == "You said: hi"
    await api.silence(alice, 0.2)
    await bot.lanes.idle()
    assert services.outbox.unsent() == ()


async def test_unknown_outcome_is_not_sent_twice(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """A message that arrived without Telegram's answer coming back is not repeated."""
    api.fail_next("sendMessage", deliver_then_drop=True)
    await alice.send("hi")
    await alice.send("and more")
    first, second = await api.replies(alice, count=2)
    assert (first.text, second.text) == ("You said: hi", "You said: and more")
    await api.silence(alice, 0.2)


async def test_unreachable_server_is_tried_until_it_is_there(
    services: FakeServices,
) -> None:
    """While nobody listens a message stays queued, not of unknown outcome."""
    port, api = free_port(), BotApiDouble(token=TOKEN)
    alice = api.user(1001, "Alice", started=True)
    bot = make_bot(TOKEN, f"http://127.0.0.1:{port}")
    courier = Courier(bot, services.outbox)
    delivery = asyncio.create_task(courier.post(1, [OutgoingMessage(alice.id, PAYLOAD)]))
    await asyncio.sleep(0.7)
    [message] = services.outbox.unsent()
    assert message.state is Delivery.QUEUED
    await api.start(port)
    [reply] = await api.replies(alice)
    assert reply.text == "owed"
    await delivery
    for request in bot.request, bot._request[0]:
        await request.shutdown()
    await api.stop()


async def test_pause_of_one_chat_holds_up_no_other(
    api: BotApiDouble, bot: House, alice: User, bob: User
) -> None:
    """A 429 silences its chat for as long as it asks, and only that one."""
    api.fail_next("sendMessage", status=429, retry_after=2, chat=alice)
    await alice.send("hi")
    await asyncio.sleep(0.2)
    await bob.send("hello")
    [quick] = await api.replies(bob, timeout=1)
    [late] = await api.replies(alice)
    assert late.at - quick.at > 1


async def test_blocked_bot_gives_up(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """Who blocked the bot gets nothing more, and nothing is tried again."""
    await alice.send("wait 0.3")
    await alice.block()
    await api.acknowledged()
    await bot.lanes.idle()
    assert [call.method for call in api.calls].count("sendMessage") == 1
    assert services.outbox.unsent() == ()
    assert services.inbox.pending() == ()
    await alice.unblock()
    await alice.send("back again")
    [reply] = await api.replies(alice)
    assert reply.text == "You said: back again"


async def test_unreadable_markup_goes_out_plain(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """Words that Telegram cannot read as HTML are sent without markup."""
    services.advisor.make_html = lambda _: "<b>a &lt; b</b> <unknown>&amp; c</unknown>"
    await alice.send("hi")
    [reply] = await api.replies(alice)
    assert (reply.text, reply.parse_mode) == ("a < b & c", None)
    assert [violation.rule for violation in api.checks.found] == ["html"]
    api.checks.found.clear()


async def test_moved_group_gets_its_answer(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """A group that became a supergroup is answered there."""
    group = api.group(-500, "Careers", [alice])
    new = api.group(-100500, "Careers", [alice])
    api.fail_next("sendMessage", status=400, migrate_to_chat_id=new.id, chat=group)
    await alice.send("@career_advisor_bot hi", chat=group)
    [reply] = await api.replies(new)
    assert reply.text == "You said: hi"


async def test_hopeless_message_is_given_up(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """What Telegram refuses for good does not hold up what follows."""
    api.fail_next("sendMessage", status=400, description="chat not found")
    await alice.send("hi")
    await alice.send("still there?")
    [reply] = await api.replies(alice)
    assert reply.text == "You said: still there?"
    await bot.lanes.idle()
    assert services.outbox.unsent() == ()


async def test_restart_sends_what_was_queued_and_not_what_may_have_arrived(
    api: BotApiDouble, services: FakeServices, alice: User
) -> None:
    """Of an earlier run's messages the queued go out; those handed over are taken as arrived."""
    await alice.send("hi")
    await alice.send("hello")
    outbox = services.outbox
    for update_id in (900_001, 900_002, 5):
        outbox.put(update_id, [OutgoingMessage(alice.id, PAYLOAD)])
    outbox.sending(StoredMessage(900_001, 0, alice.id, PAYLOAD, Delivery.QUEUED))
    async with running(services) as house:
        replies = await api.replies(alice, count=2)
        assert [reply.text for reply in replies] == ["owed", "owed"]
        await api.silence(alice, 0.2)
        await house.lanes.idle()
    assert services.advisor.asked == []
    assert services.outbox.unsent() == ()
    assert services.inbox.pending() == ()


@pytest.mark.parametrize("step", ["put", "sending", "sent"])
async def test_outbox_out_of_reach_once_loses_no_message(
    api: BotApiDouble, services: FakeServices, alice: User, tmp_path: Path, step: str
) -> None:
    """An answer of two messages arrives whole and once, wherever its way was interrupted."""
    engine = open_database(f"sqlite:///{tmp_path / 'advisor.db'}")
    outbox = StumblingOutbox(engine, step)
    words = "word " * 1200  # one paragraph, which is cut but not folded
    services.advisor.make_html = lambda _: words
    async with running(replace(services, outbox=outbox)) as house:
        await alice.send("hi")
        replies = await api.replies(alice, count=2)
        await api.silence(alice, 0.2)
        await house.lanes.idle()
    assert outbox.step == ""
    assert [word for reply in replies for word in reply.text.split()] == words.split()
    assert len(services.advisor.asked) == 1
    assert outbox.unsent() == ()
    assert services.inbox.pending() == ()
    engine.dispose()


async def test_failing_advisor_is_tried_again(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User, quick: None
) -> None:
    """A passing failure heals without a word."""
    services.advisor.failures["hi"] = 2
    await alice.send("hi")
    [reply] = await api.replies(alice)
    assert reply.text == "You said: hi"
    assert len(services.advisor.asked) == 3


async def test_lasting_failure_is_said_and_buried(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User, quick: None
) -> None:
    """After three failures the person is told, the update kept, and the next one answered."""
    services.advisor.failures["hi"] = 9
    await alice.send("hi")
    await alice.send("hello")
    sorry, answer = await api.replies(alice, count=2)
    assert sorry.text.startswith("Something went wrong on my side")
    assert answer.text == "You said: hello"
    await bot.lanes.idle()
    [dead] = services.inbox.dead()
    assert (dead.attempts, dead.reason) == (3, "RuntimeError")
    assert services.inbox.pending() == ()
