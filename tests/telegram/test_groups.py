"""Groups: answers when spoken to, to whom it was spoken."""

import pytest

from bot.telegram.app import House
from tests.botapi import BotApiDouble, User
from tests.telegram.fakes import STICKER, FakeServices


@pytest.fixture(name="api")
async def _api():  # type: ignore[no-untyped-def]
    """A bot that hears everything in its groups: what it hears it need not answer."""
    async with BotApiDouble(privacy=False) as api:
        yield api
        await api.assert_clean()


async def test_chatter_is_not_answered(
    api: BotApiDouble, bot: House, alice: User, bob: User
) -> None:
    """What people say to each other, and commands for others, stay without an answer."""
    group = api.group(-500, "Careers", [alice, bob])
    said = await alice.send("what does a senior earn?", chat=group)
    await bob.send("me@career_advisor_bots.example", chat=group)
    await bob.send("about 700", chat=group, reply_to=said)
    await bob.send("/weather", chat=group)
    await bob.send("/help@other_bot", chat=group)
    await bob.send_content(
        STICKER,
        chat=group,
    )
    await api.silence(group)


async def test_mention_is_answered_in_reply(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """A mention is taken out of the question, and the answer replies to the message."""
    group = api.group(-500, "Careers", [alice])
    said = await alice.send("@Career_Advisor_Bot, what does a senior earn?", chat=group)
    [reply] = await api.replies(group)
    assert reply.text == "You said: what does a senior earn?"
    assert reply.reply_to == said
    assert services.advisor.asked[0].conversation == "telegram:-500:1001"
    assert services.advisor.asked[0].user_id == "1001"


async def test_reply_to_the_bot_is_answered(api: BotApiDouble, bot: House, alice: User) -> None:
    """A reply to a message of the bot's needs no mention."""
    group = api.group(-500, "Careers", [alice])
    await alice.send("@career_advisor_bot hi", chat=group)
    [reply] = await api.replies(group)
    await alice.send("and juniors?", chat=group, reply_to=reply)
    [reply] = await api.replies(group)
    assert reply.text == "You said: and juniors?"


async def test_bare_mention_gets_a_hint(api: BotApiDouble, bot: House, alice: User) -> None:
    """A mention without words is asked what it wants."""
    group = api.group(-500, "Careers", [alice])
    await alice.send("@career_advisor_bot", chat=group)
    [reply] = await api.replies(group)
    assert reply.text.startswith("Yes?")


async def test_commands_work_in_groups(api: BotApiDouble, bot: House, alice: User) -> None:
    """A command with the bot's name is answered, an unknown one too."""
    group = api.group(-500, "Careers", [alice])
    await alice.send("/help@career_advisor_bot", chat=group)
    [reply] = await api.replies(group)
    assert "In a group I answer when you mention me" in reply.text
    await alice.send("/frobnicate@career_advisor_bot", chat=group)
    [reply] = await api.replies(group)
    assert "do not know that command" in reply.text


async def test_press_is_the_pressers_own_question(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User, bob: User
) -> None:
    """Somebody else's press is their question in their conversation, under their name."""
    group = api.group(-500, "Careers", [alice, bob])
    await alice.send("@career_advisor_bot hi", chat=group)
    [reply] = await api.replies(group)
    await bob.press(reply, "And in Germany?")
    [answer] = await api.replies(group)
    assert answer.text.startswith("Bob <b> › And in Germany?")
    assert services.advisor.asked[1].conversation == "telegram:-500:1002"
