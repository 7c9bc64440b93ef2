"""What the bot sends is recorded as people see it."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest

from tests.botapi import BotApiDouble, NotSeenError
from tests.double.talking import ALICE, buttons, rules


async def test_html_becomes_text_and_entities(api: BotApiDouble, bot: Bot) -> None:
    """The message returned has plain text and entities counted in UTF-16."""
    alice = api.user(ALICE, "Alice", started=True)
    html = '😀 <b>Pay &lt;5 &amp; more</b> <a href="https://a.lk/?x=1&amp;y=2">here</a>'
    message = await bot.send_message(
        ALICE,
        html,
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    (sent,) = await api.replies(alice)
    assert sent.text == message.text == "😀 Pay <5 & more here"
    assert sent.html == html
    bold, link = message.entities
    assert message.parse_entity(bold) == "Pay <5 & more"
    assert link.url == "https://a.lk/?x=1&y=2"


async def test_replies_are_taken_once(api: BotApiDouble, bot: Bot) -> None:
    """Each call returns the next messages of that chat; a wait in vain shows the transcript."""
    alice, bob = api.user(ALICE, "Alice", started=True), api.user(1002, "Bob", started=True)
    question = await alice.send("pay?")
    for chat_id, text in ((ALICE, "one"), (bob.id, "other"), (ALICE, "two")):
        await bot.send_message(chat_id, text)
    await bot.send_message(
        ALICE, "three", reply_parameters=ReplyParameters(question), reply_markup=buttons("a")
    )
    first, second = await api.replies(alice, count=2)
    (third,) = await api.replies(alice)
    assert [first.text, second.text, third.text] == ["one", "two", "three"]
    assert third.reply_to == question
    assert third.buttons == ("go a",)
    with pytest.raises(NotSeenError, match=r"(?s)0 of 1 sent .*Alice: pay\?.*BOT: three"):
        await api.replies(alice, timeout=0.05)
    await api.silence(alice, 0.05)
    await bot.send_message(ALICE, "four")
    with pytest.raises(NotSeenError, match="BOT: four"):
        await api.silence(alice, 0.05)


async def test_a_press_is_answered(api: BotApiDouble, bot: Bot) -> None:
    """A press by label brings the data; it is a violation until it is answered, once."""
    alice = api.user(ALICE, "Alice", started=True)
    await bot.send_message(ALICE, "menu", reply_markup=buttons("a", "b"))
    (menu,) = await api.replies(alice)
    query_id = await alice.press(menu, "go b")
    with pytest.raises(AssertionError, match=r"unanswered press .*go b"):
        await api.assert_clean(timeout=0.05)
    query = (await bot.get_updates())[0].callback_query
    assert query.data == "b"
    await query.answer("noted")
    assert (await api.callback_answer(query_id)).text == "noted"
    await api.assert_clean()
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await query.answer()
    await query.edit_message_text("done", reply_markup=buttons("c"))
    (edit,) = await api.edited(alice)
    assert (edit.message_id, edit.text, edit.buttons) == (menu.message_id, "done", ("go c",))
    with pytest.raises(LookupError, match=r"has no button 'go b'; it has \['go c'\]"):
        await alice.press(menu, "go b")
    assert api.sent[0].text == "menu"


async def test_a_reply_keyboard_types_its_label(api: BotApiDouble, bot: Bot) -> None:
    """Pressing a reply keyboard's button sends the label as a message."""
    alice = api.user(ALICE, "Alice", started=True)
    keyboard = ReplyKeyboardMarkup([["Pay", "Skills"]])
    message = await bot.send_message(ALICE, "choose", reply_markup=keyboard)
    await alice.press(message.message_id, "Skills")
    assert [u.message.text for u in await bot.get_updates()] == ["Skills"]


async def test_files_are_kept(api: BotApiDouble, bot: Bot) -> None:
    """An upload is recorded with its content, and its file_id sends it again."""
    api.user(ALICE, "Alice", started=True)
    photo = await bot.send_photo(
        ALICE, b"\x89PNG", filename="c.png", caption="<i>c</i>", parse_mode="HTML"
    )
    await bot.send_photo(ALICE, photo.photo[-1].file_id)
    document = await bot.send_document(ALICE, b"text", filename="export.json")
    assert document.document.file_name == "export.json"
    contents = [m.upload.content for m in api.sent if m.upload]
    assert contents == [b"\x89PNG", b"\x89PNG", b"text"]
    assert (api.sent[0].text, photo.caption_entities[0].type) == ("c", "italic")


async def test_the_profile(api: BotApiDouble, bot: Bot) -> None:
    """Commands are kept by scope and language; descriptions by language; chats are known."""
    api.user(ALICE, "Alice", started=True)
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([("pay", "What it pays")], scope=scope, language_code="en")
    await bot.set_my_description("Advice", language_code="en")
    await bot.set_my_short_description("Short")
    assert await bot.get_my_commands(scope, "en") == (BotCommand("pay", "What it pays"),)
    assert await bot.get_my_commands() == ()
    await bot.delete_my_commands(scope, "en")
    assert await bot.get_my_commands(scope, "en") == ()
    assert api.methods.profile.words == {
        ("description", "en"): "Advice",
        ("short_description", ""): "Short",
    }
    with pytest.raises(BadRequest):
        await bot.set_my_commands([("Pay!", "x")])
    assert rules(api) == ["commands"]
    assert (await bot.get_chat(ALICE)).first_name == "Alice"
    assert await bot.send_chat_action(ALICE, "typing")
    message = await bot.send_message(ALICE, "x")
    assert await message.set_reaction("👍")
    assert api.calls[-1].params["reaction"] == [{"type": "emoji", "emoji": "👍"}]
