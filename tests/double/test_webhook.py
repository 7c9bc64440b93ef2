"""Updates are pushed as Telegram pushes them."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from tests.botapi import BotApiDouble, NotSeenError
from tests.double.talking import ALICE, called

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


async def test_secret_order_and_retry(api: BotApiDouble, bot: Bot) -> None:
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


async def test_a_failing_chat_blocks_no_other(api: BotApiDouble, bot: Bot) -> None:
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


async def test_polling_and_webhook_exclude_each_other(api: BotApiDouble, bot: Bot) -> None:
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


async def test_a_dead_webhook_is_reported(api: BotApiDouble, bot: Bot) -> None:
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
