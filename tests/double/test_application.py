"""A real Application runs against the double."""

from collections.abc import Awaitable, Callable

import pytest
from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters
from tornado.netutil import bind_sockets

from tests.botapi import BotApiDouble
from tests.double.talking import ALICE


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


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_an_echo_bot(api: BotApiDouble, mode: str) -> None:
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
