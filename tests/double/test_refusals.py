"""What Telegram refuses is refused in its words."""

import pytest
from telegram import Bot
from telegram.error import BadRequest, EndPointNotFound, Forbidden, InvalidToken

from tests.botapi import BotApiDouble
from tests.double.talking import ALICE, buttons, connected, rules


async def test_a_wrong_token(api: BotApiDouble) -> None:
    """A wrong token is unauthorized."""
    with pytest.raises(InvalidToken):
        async with connected(api, "123456:OTHER"):
            pass


async def test_an_unknown_method(bot: Bot) -> None:
    """A method there is not is not found."""
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendTelepathy")


async def test_strangers_and_blockers(api: BotApiDouble, bot: Bot) -> None:
    """Nobody is written to who is unknown, has not written, or has blocked the bot."""
    with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
        await bot.send_message(77, "hello")
    alice = api.user(ALICE, "Alice")
    with pytest.raises(Forbidden, match="can't initiate"):
        await bot.send_message(ALICE, "hello")
    await alice.send("/start")
    await alice.block()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(ALICE, "hello")
    await alice.unblock()
    await bot.send_message(ALICE, "hello")
    assert [m.text for m in api.sent] == ["hello"]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>bold", "can't find end tag"),
        ("<b><i>x</b></i>", "unmatched end tag at byte offset 7"),
        ("<h1>x</h1>", 'unsupported start tag "h1"'),
        ("x<br/>", 'unsupported start tag "br"'),
        ("3 < 4", "unescaped"),
        ("4 > 3", "unescaped"),
        ("R&D", "unescaped"),
        ("&nbsp;", "unescaped"),
        ("x</b>", "unexpected end tag"),
        ("<a>x</a>", "href"),
        ("<span>x</span>", "tg-spoiler"),
    ],
)
async def test_bad_html(api: BotApiDouble, bot: Bot, source: str, complaint: str) -> None:
    """Markup that is not Telegram's is a 400 and a violation, and nothing is delivered."""
    api.user(ALICE, "Alice", started=True)
    with pytest.raises(BadRequest, match=r"(?i)can't parse entities") as caught:
        await bot.send_message(ALICE, source, parse_mode="HTML")
    assert complaint in caught.value.message
    assert rules(api) == ["html"]
    assert api.sent == ()


async def test_limits(api: BotApiDouble, bot: Bot) -> None:
    """Texts, captions, buttons and answers beyond the limits are refused and noted."""
    api.user(ALICE, "Alice", started=True)
    for attempt in (
        bot.send_message(ALICE, "😀" * 2049),
        bot.send_message(ALICE, "<b> </b>", parse_mode="HTML"),
        bot.send_message(ALICE, "x", reply_markup=buttons("зарплата" * 5)),
        bot.send_message(ALICE, "x", reply_markup=buttons(*map(str, range(101)))),
        bot.send_document(ALICE, b"x", caption="x" * 1025, filename="a.txt"),
        bot.answer_callback_query("1", "x" * 201),
    ):
        with pytest.raises(BadRequest):
            await attempt
    assert rules(api) == [
        "text too long",
        "empty text",
        "callback_data",
        "too many buttons",
        "text too long",
        "callback answer",
    ]
    assert api.sent == ()


async def test_the_full_measure_is_allowed(api: BotApiDouble, bot: Bot) -> None:
    """4096 units after parsing and 64 bytes of data are within the limits."""
    api.user(ALICE, "Alice", started=True)
    text = "<b>" + "&amp;" * 4096 + "</b>"
    await bot.send_message(ALICE, text, parse_mode="HTML", reply_markup=buttons("x" * 64))
    await api.assert_clean()
    assert api.sent[0].text == "&" * 4096


async def test_unchanged_and_missing_messages(api: BotApiDouble, bot: Bot) -> None:
    """An edit that changes nothing, an edit or a deletion of nothing are 400s."""
    api.user(ALICE, "Alice", started=True)
    message = await bot.send_message(ALICE, "hello", reply_markup=buttons("a"))
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await message.edit_text("hello", reply_markup=buttons("a"))
    await message.delete()
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await message.edit_text("new")
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await message.delete()
    with pytest.raises(BadRequest, match=r"(?i)message to be replied not found"):
        await bot.send_message(ALICE, "x", reply_to_message_id=message.message_id)
    assert api.violations == []
