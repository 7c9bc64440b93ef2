"""getUpdates keeps Telegram's promises about offsets."""

import asyncio

import httpx
import pytest
from telegram import Bot
from telegram.error import Conflict

from tests.botapi import BotApiDouble
from tests.double.talking import ALICE, called, connected


async def test_a_message_arrives_whole(api: BotApiDouble, bot: Bot) -> None:
    """A command carries its entity, its sender's language and a private chat."""
    message_id = await api.user(ALICE, "Alice", language_code="si").send("/start now")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.message_id == message_id
    assert update.message.chat.type == "private"
    assert update.message.from_user.language_code == "si"
    assert update.message.parse_entities() == {update.message.entities[0]: "/start"}


async def test_only_an_offset_acknowledges(api: BotApiDouble, bot: Bot) -> None:
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


async def test_a_negative_offset_keeps_the_last(api: BotApiDouble, bot: Bot) -> None:
    """An offset of -1 forgets all but the newest update."""
    alice = api.user(ALICE, "Alice")
    for text in ("one", "two"):
        await alice.send(text)
    assert [u.message.text for u in await bot.get_updates(offset=-1)] == ["two"]
    assert len(api.pending) == 1


async def test_a_long_poll_wakes(api: BotApiDouble, bot: Bot) -> None:
    """A waiting poll answers when a message comes, and not at its time-out."""
    loop = asyncio.get_running_loop()
    started = loop.time()
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await called(api, "getUpdates")
    assert not poll.done()
    await api.user(ALICE, "Alice").send("wake")
    assert [u.message.text for u in await poll] == ["wake"]
    assert loop.time() - started < 5


async def test_an_empty_long_poll_lasts_its_time(api: BotApiDouble, bot: Bot) -> None:
    """A poll without news answers with nothing after its time."""
    started = asyncio.get_running_loop().time()
    assert await bot.get_updates(timeout=1) == ()
    assert 0.9 < asyncio.get_running_loop().time() - started < 5


async def test_the_older_of_two_pollers_is_ousted(api: BotApiDouble, bot: Bot) -> None:
    """The older poll gets a conflict, the newer one the updates."""
    older = asyncio.create_task(bot.get_updates(timeout=20))
    await called(api, "getUpdates")
    async with connected(api) as rival:
        newer = asyncio.create_task(rival.get_updates(timeout=20))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older
        await api.user(ALICE, "Alice").send("hello")
        assert len(await newer) == 1


async def test_a_poll_that_died_loses_nothing(api: BotApiDouble, bot: Bot) -> None:
    """What came after a poller died mid-poll is there for the next."""
    async with connected(api) as dead:
        poll = asyncio.create_task(dead.get_updates(timeout=20))
        await called(api, "getUpdates")
        poll.cancel()
        await asyncio.wait([poll])
    await api.user(ALICE, "Alice").send("still here")
    assert [u.message.text for u in await bot.get_updates()] == ["still here"]


async def test_allowed_updates_stick(api: BotApiDouble, bot: Bot) -> None:
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


async def test_reactions_come_only_on_request(api: BotApiDouble, bot: Bot) -> None:
    """A reaction is no update by default, and one when asked for."""
    alice = api.user(ALICE, "Alice")
    message_id = await alice.send("hello")
    await alice.react(message_id, "👍")
    assert len(api.pending) == 1
    await bot.get_updates(allowed_updates=["message_reaction"])
    await alice.react(message_id, "👎")
    update = (await bot.get_updates())[-1]
    assert update.message_reaction.new_reaction[0].emoji == "👎"


async def test_an_edit_and_a_document_arrive(api: BotApiDouble, bot: Bot) -> None:
    """Edits come as edited_message; a document's content can be fetched."""
    alice = api.user(ALICE, "Alice")
    await alice.edit(await alice.send("pay?"), "pay in Kandy?")
    await alice.send_document("role.md", b"# Role", caption="/add")
    first, edited, sent = await bot.get_updates()
    assert first.message.text == "pay?"
    assert edited.edited_message.text == "pay in Kandy?"
    file = await sent.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"# Role"


async def test_malformed_updates_pass_through(api: BotApiDouble, bot: Bot) -> None:
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
