"""What people see when they write to the bot in private."""

import html

from bot.telegram.app import House
from tests.botapi import BotApiDouble, User
from tests.telegram.fakes import STICKER, FakeServices


async def test_question_is_answered(api: BotApiDouble, bot: House, alice: User) -> None:
    """A text is answered by the advisor's words with its follow-ups as buttons."""
    await alice.send("what does a senior earn?")
    [reply] = await api.replies(alice)
    assert reply.text == "You said: what does a senior earn?"
    assert reply.buttons == ("more on what does a senior earn??", "And in Germany?", "👍", "👎")


async def test_conversation_is_of_chat_and_person(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """The advisor is told chat and person."""
    await alice.send("hi")
    await api.replies(alice)
    assert services.advisor.asked[0].conversation == "telegram:1001:1001"
    assert services.advisor.asked[0].user_id == "1001"


async def test_markup_in_question_is_harmless(api: BotApiDouble, bot: House, alice: User) -> None:
    """Tags and ampersands of a person come back as the text they are, pressed ones too."""
    await alice.send("<script>&amp; </b>")
    [reply] = await api.replies(alice)
    assert reply.text == "You said: <script>&amp; </b>"
    await alice.press(reply, reply.buttons[0])
    [pressed] = await api.replies(alice)
    assert pressed.text.startswith("› more on <script>&amp; </b>?")


async def test_typing_is_shown(api: BotApiDouble, bot: House, alice: User) -> None:
    """While an answer is made the bot is typing."""
    await alice.send("wait 0.2")
    await api.replies(alice)
    assert "(the bot is typing)" in api.transcript(alice)


async def test_long_answer_comes_in_pieces(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """A long answer loses no word, and only its last message has buttons."""
    words = " ".join(f"w{n}" for n in range(2500))
    services.advisor.make_html = lambda _: f"<b>{html.escape(words)}</b>"
    await alice.send("tell me all")
    replies = await api.replies(alice, count=4)
    assert " ".join(reply.text for reply in replies) == words
    assert [bool(reply.buttons) for reply in replies] == [False, False, False, True]


async def test_start_offers_examples(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """/start, with a payload too, offers three questions that can be pressed."""
    await alice.send("/start r_backend")
    [reply] = await api.replies(alice)
    assert len(reply.buttons) == 3
    await alice.press(reply, reply.buttons[1])
    [answer] = await api.replies(alice)
    assert services.advisor.asked[0].text == "What skills does a Backend Developer need?"
    assert "You said: What skills does a Backend Developer need?" in answer.text


async def test_help_lists_commands(api: BotApiDouble, bot: House, alice: User) -> None:
    """/help names every command but those for admins."""
    await alice.send("/help")
    [reply] = await api.replies(alice)
    assert "/forget – Delete everything kept about you" in reply.text
    assert "/reindex" not in reply.text


async def test_sources_are_listed(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """/sources names title, role, market, date and address; words after it choose."""
    await alice.send("/sources")
    [reply] = await api.replies(alice)
    assert (
        "Backend Developers & <pay>\nBackend Developer · Sri Lanka · as of March 2025" in reply.text
    )
    assert "https://example.org/pay?a=1&b=2" in reply.text
    await alice.send("/sources nurse")
    [reply] = await api.replies(alice)
    assert "I answer from 1 document\n" in reply.text
    assert "Backend" not in reply.text
    await alice.send("/sources <b>")
    [reply] = await api.replies(alice)
    assert reply.text.startswith("No document matches “<b>”")


async def test_other_than_text(api: BotApiDouble, bot: House, alice: User) -> None:
    """A sticker is told that only text is read."""
    await alice.send_content(STICKER)
    [reply] = await api.replies(alice)
    assert reply.text == "I can only read text. Please type your question."


async def test_unknown_command(api: BotApiDouble, bot: House, alice: User) -> None:
    """An unknown command points to /help."""
    await alice.send("/frobnicate now")
    [reply] = await api.replies(alice)
    assert "/help" in reply.text


async def test_edited_question_is_answered_anew(api: BotApiDouble, bot: House, alice: User) -> None:
    """A mended question is answered again, as a reply to it."""
    message_id = await alice.send("what does a seniro earn?")
    await api.replies(alice)
    await alice.edit(message_id, "what does a senior earn?")
    [reply] = await api.replies(alice)
    assert reply.text == "You said: what does a senior earn?"
    assert reply.reply_to == message_id


async def test_reset_starts_afresh(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """/reset empties the conversation's state."""
    await alice.send("hi")
    await api.replies(alice)
    assert services.conversations.state("telegram:1001:1001") == {"said": "hi"}
    await alice.send("/reset")
    await api.replies(alice)
    assert services.conversations.state("telegram:1001:1001") == {}


async def test_privacy_names_forget(api: BotApiDouble, bot: House, alice: User) -> None:
    """/privacy says what is kept and how to delete it."""
    await alice.send("/privacy")
    [reply] = await api.replies(alice)
    assert "What is kept" in reply.text
    assert "/forget" in reply.text


async def test_examples_follow_the_documents(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """With one role nobody need name it; without documents nothing is offered."""
    services.advisor.documents = services.advisor.documents[:1]
    await alice.send("/start")
    [reply] = await api.replies(alice)
    assert reply.buttons[0] == "What does a senior earn?"
    services.advisor.documents = ()
    await alice.send("/start")
    [reply] = await api.replies(alice)
    assert reply.buttons == ()
    assert "Type a question" in reply.text
