"""In a group the bot sees what privacy mode lets it see."""

from telegram import Bot

from tests.botapi import BotApiDouble
from tests.double.talking import ALICE, connected


async def test_privacy_mode(api: BotApiDouble, bot: Bot) -> None:
    """Commands, mentions and replies to the bot arrive; talk and other bots' commands not."""
    alice = api.user(ALICE, "Alice")
    group = api.group(-5001, "Careers", members=[alice])
    greeting = await bot.send_message(group.id, "hello all")
    talk = await alice.send("what a day", chat=group)
    for text in ("/pay@other_bot", "see a/b", "mail me@career_advisor_bots"):
        await alice.send(text, chat=group)
    await alice.send("nobody's", chat=group, reply_to=talk)
    assert api.pending == ()
    for text in ("/pay", "/pay@Career_Advisor_Bot dev", "so, @career_advisor_bot, pay?"):
        await alice.send(text, chat=group)
    await alice.send("and you?", chat=group, reply_to=greeting.message_id)
    seen = await bot.get_updates()
    assert [u.message.text for u in seen][-1] == "and you?"
    assert len(seen) == 4
    assert seen[-1].message.reply_to_message.text == "hello all"
    assert {u.message.chat.title for u in seen} == {"Careers"}


async def test_without_privacy_mode_all_is_seen() -> None:
    """A bot with privacy mode off sees plain talk, and getMe says so."""
    async with BotApiDouble(privacy=False) as api, connected(api) as bot:
        alice = api.user(ALICE, "Alice")
        await alice.send("what a day", chat=api.group(-5001, "Careers", members=[alice]))
        assert len(await bot.get_updates()) == 1
        assert bot.bot.can_read_all_group_messages
