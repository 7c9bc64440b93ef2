"""Order and fairness: a chat's messages one by one, no chat at another's cost."""

import asyncio

from bot.telegram.app import House
from tests.botapi import BotApiDouble, User
from tests.telegram.fakes import FakeServices


async def test_chat_is_answered_in_order(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """A quick question does not overtake the slow one before it."""
    for text in ("wait 0.3", "two", "three"):
        await alice.send(text)
    replies = await api.replies(alice, count=3)
    assert [r.text for r in replies] == [f"You said: {t}" for t in ("wait 0.3", "two", "three")]


async def test_slow_chat_holds_up_no_other(
    api: BotApiDouble, bot: House, alice: User, bob: User
) -> None:
    """While one chat's answer takes long, another is answered."""
    await alice.send("wait 4")
    await asyncio.sleep(0.1)
    await bob.send("hi")
    await api.replies(bob, timeout=3.5)
    assert "BOT: You said" not in api.transcript(alice)
    await api.replies(alice, timeout=10)


async def test_busy_chats_starve_nobody(
    api: BotApiDouble, bot: House, services: FakeServices, bob: User
) -> None:
    """With every slot taken by chats that have more to come, a newcomer is next but few."""
    busy = [api.user(2000 + n, f"Busy {n}") for n in range(6)]
    for round_ in range(8):
        for person in busy:
            await person.send(f"wait 0.1 {round_}")
    await asyncio.sleep(0.3)
    await bob.send("hi")
    await api.replies(bob, timeout=10)
    answered = [question.text for question in services.advisor.asked]
    assert answered.index("hi") < 30


async def test_slots_are_bounded(api: BotApiDouble, bot: House, services: FakeServices) -> None:
    """No more than four questions are in work at the same time."""
    people = [api.user(3000 + n, f"Person {n}") for n in range(8)]
    for person in people:
        await person.send("wait 0.4")
    await api.acknowledged()
    await asyncio.sleep(0.25)
    assert len(services.advisor.asked) == 4
    for person in people:
        await api.replies(person)
