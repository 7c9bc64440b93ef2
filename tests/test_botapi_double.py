"""The Bot API double behaves as Telegram does, seen through python-telegram-bot's own Bot."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyParameters,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from tests.botapi import BotApiDouble, NotSeenError
from tests.botapi.checks import Checks
from tests.botapi.entities import EntityError, parse_html
from tests.botapi.updates import UpdateQueue

ALICE = 1001


@pytest.fixture(autouse=True)
def _timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    # else making a RetryAfter warns of deprecation, inside python-telegram-bot
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture(name="api")
async def _api() -> AsyncIterator[BotApiDouble]:
    async with BotApiDouble() as double:
        yield double


@asynccontextmanager
async def connected(api: BotApiDouble, token: str | None = None) -> AsyncIterator[Bot]:
    """Give a real Bot that speaks to the double."""
    bot = Bot(token or api.token, base_url=f"{api.url}/bot", base_file_url=f"{api.url}/file/bot")
    async with bot:
        yield bot


@pytest.fixture(name="bot")
async def _bot(api: BotApiDouble) -> AsyncIterator[Bot]:
    async with connected(api) as bot:
        yield bot


def buttons(*data: str) -> InlineKeyboardMarkup:
    """Return a keyboard with one button a row."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(f"go {d}", callback_data=d)] for d in data])


def rules(api: BotApiDouble) -> list[str]:
    """Return the rules broken so far."""
    return [violation.rule for violation in api.violations]


class TestReceiving:
    """getUpdates keeps Telegram's promises about offsets."""

    async def test_a_message_arrives_whole(self, api: BotApiDouble, bot: Bot) -> None:
        """A command carries its entity, its sender's language and a private chat."""
        message_id = await api.user(ALICE, "Alice", language_code="si").send("/start now")
        (update,) = await bot.get_updates()
        assert update.message is not None
        assert update.message.message_id == message_id
        assert update.message.chat.type == "private"
        assert update.message.from_user.language_code == "si"
        assert update.message.parse_entities() == {update.message.entities[0]: "/start"}

    async def test_only_an_offset_acknowledges(self, api: BotApiDouble, bot: Bot) -> None:
        """What was fetched comes again until a higher offset is asked for; then it is gone."""
        alice = api.user(ALICE, "Alice")
        for text in ("one", "two", "three"):
            await alice.send(text)
        first = await bot.get_updates(limit=2)
        assert [u.message.text for u in first] == ["one", "two"]
        assert len(api.pending) == 3
        rest = await bot.get_updates(offset=first[-1].update_id + 1)
        assert [u.message.text for u in rest] == ["three"]
        assert api.pending == (rest[0].update_id,)
        assert [u.message.text for u in await bot.get_updates()] == ["three"]

    async def test_a_negative_offset_keeps_the_last(self, api: BotApiDouble, bot: Bot) -> None:
        """An offset of -1 forgets all but the newest update."""
        alice = api.user(ALICE, "Alice")
        for text in ("one", "two"):
            await alice.send(text)
        assert [u.message.text for u in await bot.get_updates(offset=-1)] == ["two"]
        assert len(api.pending) == 1

    async def test_a_long_poll_wakes(self, api: BotApiDouble, bot: Bot) -> None:
        """A waiting poll answers when a message comes, and not at its time-out."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        poll = asyncio.create_task(bot.get_updates(timeout=20))
        await called(api, "getUpdates")
        assert not poll.done()
        await api.user(ALICE, "Alice").send("wake")
        assert [u.message.text for u in await poll] == ["wake"]
        assert loop.time() - started < 5

    async def test_an_empty_long_poll_lasts_its_time(self, api: BotApiDouble, bot: Bot) -> None:
        """A poll without news answers with nothing after its time."""
        started = asyncio.get_running_loop().time()
        assert await bot.get_updates(timeout=1) == ()
        assert 0.9 < asyncio.get_running_loop().time() - started < 5

    async def test_the_older_of_two_pollers_is_ousted(self, api: BotApiDouble, bot: Bot) -> None:
        """The older poll gets a conflict, the newer one the updates."""
        older = asyncio.create_task(bot.get_updates(timeout=20))
        await called(api, "getUpdates")
        async with connected(api) as rival:
            newer = asyncio.create_task(rival.get_updates(timeout=20))
            with pytest.raises(Conflict, match="terminated by other getUpdates request"):
                await older
            await api.user(ALICE, "Alice").send("hello")
            assert len(await newer) == 1

    async def test_a_poll_that_died_loses_nothing(self, api: BotApiDouble, bot: Bot) -> None:
        """What came after a poller died mid-poll is there for the next."""
        async with connected(api) as dead:
            poll = asyncio.create_task(dead.get_updates(timeout=20))
            await called(api, "getUpdates")
            poll.cancel()
            await asyncio.wait([poll])
        await api.user(ALICE, "Alice").send("still here")
        assert [u.message.text for u in await bot.get_updates()] == ["still here"]

    async def test_allowed_updates_stick(self, api: BotApiDouble, bot: Bot) -> None:
        """Kinds once asked for hold for later calls that name none, until others are named."""
        alice = api.user(ALICE, "Alice")
        await bot.get_updates(allowed_updates=["message"])
        await bot.get_updates()
        await alice.block()
        assert api.pending == ()
        await bot.get_updates(allowed_updates=["my_chat_member", "message_reaction"])
        await alice.unblock()
        (update,) = await bot.get_updates()
        assert update.my_chat_member.new_chat_member.status == "member"

    async def test_reactions_come_only_on_request(self, api: BotApiDouble, bot: Bot) -> None:
        """A reaction is no update by default, and one when asked for."""
        alice = api.user(ALICE, "Alice")
        message_id = await alice.send("hello")
        await alice.react(message_id, "👍")
        assert len(api.pending) == 1
        await bot.get_updates(allowed_updates=["message_reaction"])
        await alice.react(message_id, "👎")
        update = (await bot.get_updates())[-1]
        assert update.message_reaction.new_reaction[0].emoji == "👎"

    async def test_an_edit_and_a_document_arrive(self, api: BotApiDouble, bot: Bot) -> None:
        """Edits come as edited_message; a document's content can be fetched."""
        alice = api.user(ALICE, "Alice")
        await alice.edit(await alice.send("pay?"), "pay in Kandy?")
        await alice.send_document("role.md", b"# Role", caption="/add")
        first, edited, sent = await bot.get_updates()
        assert first.message.text == "pay?"
        assert edited.edited_message.text == "pay in Kandy?"
        file = await sent.message.document.get_file()
        assert bytes(await file.download_as_bytearray()) == b"# Role"

    async def test_malformed_updates_pass_through(self, api: BotApiDouble, bot: Bot) -> None:
        """A raw update goes out as it is; a later id is counted on from."""
        api.raw_update({"callback_query": {"id": "1"}})
        update_id = api.raw_update({"update_id": 2_000_000, "message": "nonsense"})
        await api.user(ALICE, "Alice").send("good")
        with pytest.raises(TypeError):
            await bot.get_updates()
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(f"{api.url}/bot{api.token}/getUpdates")
        raw = answer.json()["result"]
        assert [u["update_id"] for u in raw][1:] == [update_id, 2_000_001]
        assert raw[0]["callback_query"] == {"id": "1"}


class TestRefusals:
    """What Telegram refuses is refused in its words."""

    async def test_a_wrong_token(self, api: BotApiDouble) -> None:
        """A wrong token is unauthorized."""
        with pytest.raises(InvalidToken):
            async with connected(api, "123456:OTHER"):
                pass

    async def test_an_unknown_method(self, bot: Bot) -> None:
        """A method there is not is not found."""
        with pytest.raises(EndPointNotFound):
            await bot.do_api_request("sendTelepathy")

    async def test_strangers_and_blockers(self, api: BotApiDouble, bot: Bot) -> None:
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
    async def test_bad_html(self, api: BotApiDouble, bot: Bot, source: str, complaint: str) -> None:
        """Markup that is not Telegram's is a 400 and a violation, and nothing is delivered."""
        api.user(ALICE, "Alice", started=True)
        with pytest.raises(BadRequest, match=r"(?i)can't parse entities") as caught:
            await bot.send_message(ALICE, source, parse_mode="HTML")
        assert complaint in caught.value.message
        assert rules(api) == ["html"]
        assert api.sent == ()

    async def test_limits(self, api: BotApiDouble, bot: Bot) -> None:
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

    async def test_the_full_measure_is_allowed(self, api: BotApiDouble, bot: Bot) -> None:
        """4096 units after parsing and 64 bytes of data are within the limits."""
        api.user(ALICE, "Alice", started=True)
        text = "<b>" + "&amp;" * 4096 + "</b>"
        await bot.send_message(ALICE, text, parse_mode="HTML", reply_markup=buttons("x" * 64))
        await api.assert_clean()
        assert api.sent[0].text == "&" * 4096

    async def test_unchanged_and_missing_messages(self, api: BotApiDouble, bot: Bot) -> None:
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


class TestSending:
    """What the bot sends is recorded as people see it."""

    async def test_html_becomes_text_and_entities(self, api: BotApiDouble, bot: Bot) -> None:
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

    async def test_replies_are_taken_once(self, api: BotApiDouble, bot: Bot) -> None:
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

    async def test_a_press_is_answered(self, api: BotApiDouble, bot: Bot) -> None:
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

    async def test_a_reply_keyboard_types_its_label(self, api: BotApiDouble, bot: Bot) -> None:
        """Pressing a reply keyboard's button sends the label as a message."""
        alice = api.user(ALICE, "Alice", started=True)
        keyboard = ReplyKeyboardMarkup([["Pay", "Skills"]])
        message = await bot.send_message(ALICE, "choose", reply_markup=keyboard)
        await alice.press(message.message_id, "Skills")
        assert [u.message.text for u in await bot.get_updates()] == ["Skills"]

    async def test_files_are_kept(self, api: BotApiDouble, bot: Bot) -> None:
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

    async def test_the_profile(self, api: BotApiDouble, bot: Bot) -> None:
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


class TestRates:
    """Messages that come too fast are violations."""

    async def test_a_burst_is_allowed_and_a_stream_is_not(self) -> None:
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

    async def test_a_pause_must_be_kept(self) -> None:
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
            assert [str(v) for v in api.violations] == [
                f"retry_after in chat {ALICE}: 3.0 s too early"
            ]
            now += 3
            await bot.send_message(ALICE, "in time")
            assert [m.text for m in api.sent] == ["in time"]

    async def test_every_chat_has_its_own_measure(self) -> None:
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


class TestFailures:
    """Planned failures meet the calls they were planned for."""

    async def test_refusals_by_plan(self, api: BotApiDouble, bot: Bot) -> None:
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

    async def test_a_dropped_call_was_not_delivered(self, api: BotApiDouble, bot: Bot) -> None:
        """The client sees a broken connection, and nobody a message."""
        api.user(ALICE, "Alice", started=True)
        api.fail_next("sendMessage", drop=True)
        with pytest.raises(NetworkError):
            await bot.send_message(ALICE, "lost")
        assert api.sent == ()

    async def test_a_call_is_delivered_then_dropped(self, api: BotApiDouble, bot: Bot) -> None:
        """The client sees a broken connection although the message was delivered."""
        alice = api.user(ALICE, "Alice", started=True)
        api.fail_next("sendMessage", deliver_then_drop=True)
        with pytest.raises(NetworkError):
            await bot.send_message(ALICE, "there")
        assert [m.text for m in await api.replies(alice)] == ["there"]

    async def test_a_late_answer_times_out(self, api: BotApiDouble, bot: Bot) -> None:
        """With a delay the client's patience ends first, though the message was delivered."""
        api.user(ALICE, "Alice", started=True)
        api.fail_next("sendMessage", deliver_then_drop=True, delay=30)
        with pytest.raises(TimedOut):
            await bot.send_message(ALICE, "there", read_timeout=0.2)
        assert len(api.sent) == 1


class TestGroups:
    """In a group the bot sees what privacy mode lets it see."""

    async def test_privacy_mode(self, api: BotApiDouble, bot: Bot) -> None:
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

    async def test_without_privacy_mode_all_is_seen(self) -> None:
        """A bot with privacy mode off sees plain talk, and getMe says so."""
        async with BotApiDouble(privacy=False) as api, connected(api) as bot:
            alice = api.user(ALICE, "Alice")
            await alice.send("what a day", chat=api.group(-5001, "Careers", members=[alice]))
            assert len(await bot.get_updates()) == 1
            assert bot.bot.can_read_all_group_messages


Refusals = dict[int, list[int]]
"""What a webhook answers with before it says 200, by chat."""


class _Hook(RequestHandler):
    def initialize(self, got: list[tuple[str | None, dict]], refusals: Refusals) -> None:
        self._got, self._refusals = got, refusals

    def post(self) -> None:
        secret = self.request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        body = json.loads(self.request.body)
        self._got.append((secret, body))
        refusals = self._refusals.get(body["message"]["chat"]["id"])
        self.set_status(refusals.pop(0) if refusals else 200)


@asynccontextmanager
async def listening(refusals: Refusals) -> AsyncIterator[tuple[str, list]]:
    """Give a webhook and what it got."""
    got: list[tuple[str | None, dict]] = []
    rule = (r"/hook", _Hook, {"got": got, "refusals": refusals})
    server = HTTPServer(Application([rule], log_function=lambda _: None))
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    yield f"http://127.0.0.1:{sockets[0].getsockname()[1]}", got
    server.stop()
    await server.close_all_connections()


class TestWebhook:
    """Updates are pushed as Telegram pushes them."""

    async def test_secret_order_and_retry(self, api: BotApiDouble, bot: Bot) -> None:
        """Each push bears the secret; a refused update comes again before the chat's next one."""
        alice = api.user(ALICE, "Alice")
        await alice.send("before")
        async with listening({ALICE: [500, 503]}) as (address, got):
            await bot.set_webhook(f"{address}/hook", secret_token="s3cret")
            await alice.send("after")
            await api.webhook_delivered()
            await bot.delete_webhook()
        assert [body["message"]["text"] for _, body in got] == ["before"] * 3 + ["after"]
        assert {secret for secret, _ in got} == {"s3cret"}
        assert [d.status for d in api.deliveries] == [500, 503, 200, 200]

    async def test_a_failing_chat_blocks_no_other(self, api: BotApiDouble, bot: Bot) -> None:
        """While one chat's update is refused, other chats get theirs."""
        refusals = {ALICE: [500] * 1000}
        async with listening(refusals) as (address, got):
            await bot.set_webhook("https://bot.example/hook")
            api.route_webhook(address)
            await api.user(ALICE, "Alice").send("refused at first")
            refused = api.pending
            await api.user(1002, "Bob").send("meanwhile")
            assert await api.world.bell.wait_for(lambda: api.pending == refused, 5)
            refusals.clear()
            await api.webhook_delivered()
            await bot.delete_webhook()
        texts = [body["message"]["text"] for _, body in got]
        assert texts[0] == texts[-1] == "refused at first"
        assert texts.count("meanwhile") == 1

    async def test_polling_and_webhook_exclude_each_other(
        self, api: BotApiDouble, bot: Bot
    ) -> None:
        """setWebhook ends a poll, none can begin; an unsafe address or secret is refused."""
        poll = asyncio.create_task(bot.get_updates(timeout=20))
        await called(api, "getUpdates")
        await bot.set_webhook("https://bot.example/hook")
        with pytest.raises(Conflict, match="terminated by setWebhook"):
            await poll
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        assert (await bot.get_webhook_info()).url == "https://bot.example/hook"
        await bot.delete_webhook(drop_pending_updates=True)
        assert await bot.get_updates() == ()
        with pytest.raises(BadRequest, match="https"):
            await bot.set_webhook("http://bot.example/hook")
        with pytest.raises(BadRequest, match="unallowed"):
            await bot.set_webhook("https://bot.example/hook", secret_token="no spaces")

    async def test_a_dead_webhook_is_reported(self, api: BotApiDouble, bot: Bot) -> None:
        """Without a listener the update stays, and getWebhookInfo names the error."""
        async with listening({}) as (address, _):
            pass
        await bot.set_webhook(f"{address}/hook")
        await api.user(ALICE, "Alice").send("hello")
        with pytest.raises(NotSeenError, match="Not delivered"):
            await api.webhook_delivered(timeout=0.2)
        info = await bot.get_webhook_info()
        assert (info.pending_update_count, info.last_error_message[:17]) == (1, "Connection failed")
        await bot.delete_webhook()


class TestTheWholeApplication:
    """A real Application runs against the double."""

    @pytest.mark.parametrize("mode", ["polling", "webhook"])
    async def test_an_echo_bot(self, api: BotApiDouble, mode: str) -> None:
        """An echo bot answers in polling and in webhook mode, and acknowledges all."""

        async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            await update.message.reply_text(f"re: {update.message.text}")

        app = ApplicationBuilder().token(api.token).base_url(f"{api.url}/bot").build()
        app.add_handler(MessageHandler(filters.TEXT, echo))
        async with app:
            await app.start()
            await STARTERS[mode](api, app)
            alice = api.user(ALICE, "Alice")
            await alice.send("one")
            await alice.send("two")
            assert [m.text for m in await api.replies(alice, 2)] == ["re: one", "re: two"]
            await api.acknowledged()
            await app.updater.stop()
            await app.stop()
            await api.webhook.stop()
        await api.assert_clean()
        assert api.transcript(alice).splitlines()[0] == "#1 Alice: one"


async def _poll(api: BotApiDouble, app) -> None:
    await app.updater.start_polling(timeout=5)


async def _listen(api: BotApiDouble, app) -> None:
    with bind_sockets(0, "127.0.0.1")[0] as free:
        port = free.getsockname()[1]
    await app.updater.start_webhook(
        listen="127.0.0.1",
        port=port,
        url_path="hook",
        webhook_url=f"http://127.0.0.1:{port}/hook",
        secret_token="s3cret",
    )


STARTERS: dict[str, Callable[..., Awaitable[None]]] = {"polling": _poll, "webhook": _listen}


class TestParts:
    """The parts that need no server."""

    def test_nested_html(self) -> None:
        """Nested tags give nested entities, outer first; a language belongs to its block."""
        shown = parse_html(
            "\n<blockquote expandable>a <b>b <i>c</i></b></blockquote>"
            '<pre><code class="language-py">x&#39;</code></pre>'
            "<tg-spoiler>s</tg-spoiler><i></i> \n"
        )
        assert shown.text == "a b cx's"
        kinds = [(e["type"], e["offset"], e["length"]) for e in shown.entities]
        assert kinds == [
            ("expandable_blockquote", 0, 5),
            ("bold", 2, 3),
            ("italic", 4, 1),
            ("pre", 5, 2),
            ("spoiler", 7, 1),
        ]
        assert shown.entities[3]["language"] == "py"

    def test_the_first_fault_is_told(self) -> None:
        """The complaint names the byte at which the markup goes wrong."""
        with pytest.raises(EntityError, match='unescaped "<" at byte offset 3'):
            parse_html("é <")

    def test_lanes_are_chats(self) -> None:
        """Updates queue by chat; what belongs to none shares one lane."""
        queue = UpdateQueue()
        queue.add("message", {"chat": {"id": 5}})
        queue.add("callback_query", {"message": {"chat": {"id": 7}}})
        queue.add_raw([])
        assert queue.lanes() == (5, 7, 0)

    async def test_json_bodies_are_read(self, api: BotApiDouble) -> None:
        """A call may bring its parameters as JSON or in the address, too."""
        api.user(ALICE, "Alice", started=True)
        address = f"{api.url}/bot{api.token}/sendMessage"
        async with httpx.AsyncClient(trust_env=False) as client:
            first = await client.post(address, json={"chat_id": ALICE, "text": " 12 "})
            second = await client.get(address, params={"chat_id": ALICE, "text": "13"})
        assert (first.json()["ok"], second.json()["ok"]) == (True, True)
        assert [(m.text, m.html) for m in api.sent] == [("12", " 12 "), ("13", "13")]

    async def test_it_runs_by_itself(self) -> None:
        """The module serves in a process of its own and is driven over /control."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.botapi", stdout=asyncio.subprocess.PIPE
        )
        try:
            line = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
            url, token = (part.split("=", 1)[1] for part in line.split())
            async with httpx.AsyncClient(trust_env=False) as client:
                await client.post(f"{url}/control/send", json={"user": 7, "text": "hi"})
                updates = (await client.get(f"{url}/bot{token}/getUpdates")).json()["result"]
                state = (await client.get(f"{url}/control/state")).json()
        finally:
            process.terminate()
            await process.communicate()
        assert updates[0]["message"]["text"] == "hi"
        assert state["pending"] == [updates[0]["update_id"]]
        assert state["transcripts"] == {"7": "#1 User7: hi"}


async def called(api: BotApiDouble, method: str) -> None:
    """Return when the bot has called a method."""
    was_called = lambda: any(call.method == method for call in api.calls)  # noqa: E731
    assert await api.world.bell.wait_for(was_called, 5)
