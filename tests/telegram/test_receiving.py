"""The ways in: written down before acknowledged, each update once, poison set aside."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from bot.telegram import polling
from bot.telegram.app import House, running
from bot.telegram.receiving import Receiver, incoming
from storage import Inbox, IncomingUpdate
from tests.botapi import BotApiDouble, User
from tests.telegram.fakes import TOKEN, FakeServices, make_services
from tests.telegram.ports import free_port

SECRET = "a-secret"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
POISON = {"message": {"message_id": "no number", "chat": 7, "date": "yesterday"}}


class UnreliableInbox:
    """An inbox whose database is out of reach for the first so many batches."""

    def __init__(self, inbox: Inbox, failures: int) -> None:
        self._inbox = inbox
        self.failures = failures

    def add(self, batch: list[IncomingUpdate]) -> int:
        """Fail, or keep the batch."""
        if self.failures > 0:
            self.failures -= 1
            raise OperationalError("INSERT", {}, Exception("database is locked"))
        return self._inbox.add(batch)

    def __getattr__(self, name: str) -> object:
        return getattr(self._inbox, name)


@pytest.fixture(name="hooked")
async def _hooked(api: BotApiDouble, tmp_path: Path) -> AsyncIterator[FakeServices]:
    """Services whose settings name a webhook on a free port."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/hook"
    services = make_services(tmp_path, api.url, webhook_url=url, port=port, webhook_secret=SECRET)
    yield services
    services.close()


async def test_poison_does_no_harm(
    api: BotApiDouble, services: FakeServices, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    """What PTB cannot read is buried; its neighbours in the batch are answered, nothing spins."""
    bodies: list[Any] = [POISON, {"callback_query": []}, ["no update"], {"message": None}]
    for body in bodies:
        api.raw_update(body)
    await alice.send("hi")
    async with running(services) as house:
        [reply] = await api.replies(alice)
        await house.lanes.idle()
        assert reply.text == "You said: hi"
        await asyncio.sleep(0.2)
        asked = [call for call in api.calls if call.method == "getUpdates"]
        assert len(asked) <= 3
    assert services.inbox.pending() == ()
    assert [dead.update.update_id for dead in services.inbox.dead()] == [900_001, 900_002]


async def test_same_update_twice_is_answered_once(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """Known updates among new ones in a batch are not answered again."""
    await alice.send("hi")
    await api.replies(alice)
    await bot.lanes.idle()
    known = IncomingUpdate(900_001, "1001", "1001", "{}")
    receiver = Receiver(services.inbox, bot.lanes.put)
    body = {"chat": {"id": 1001, "type": "private"}, "date": 1, "message_id": 5}
    person = {"id": 1001, "is_bot": False, "first_name": "A"}
    new = {"update_id": 7, "message": body | {"from": person, "text": "new"}}
    assert await receiver.take([{"update_id": known.update_id, "message": body}, new]) == 1
    [reply] = await api.replies(alice)
    assert reply.text == "You said: new"
    assert await receiver.take([new]) == 0
    await api.silence(alice, 0.2)


async def test_polling_acknowledges_after_the_commit(
    api: BotApiDouble, services: FakeServices, alice: User
) -> None:
    """With the database out of reach nothing is acknowledged, and all is answered afterwards."""
    object.__setattr__(services, "inbox", UnreliableInbox(services.inbox, failures=1))
    await alice.send("hi")
    async with running(services):
        await asyncio.sleep(0.2)
        assert api.pending == (900_001,)
        [reply] = await api.replies(alice)
        assert reply.text == "You said: hi"


@pytest.mark.parametrize(
    "failure",
    [{"status": 502}, {"drop": True}, {"status": 429, "retry_after": 1}, {"status": 409}],
)
async def test_polling_outlives_trouble(
    api: BotApiDouble,
    services: FakeServices,
    alice: User,
    failure: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Errors of getUpdates are waited out and said once in the log, a conflict by its name."""
    monkeypatch.setattr(polling, "CONFLICT_SECONDS", 0.3)
    api.fail_next("getUpdates", **failure)  # type: ignore[arg-type]
    async with running(services):
        await alice.send("hi")
        await api.replies(alice)
    complaints = [r for r in caplog.records if r.name == "bot.telegram.polling"]
    assert len(complaints) == 2
    if failure.get("status") == 409:
        assert "Another program takes this bot's updates" in complaints[0].message


async def test_webhook_answers(api: BotApiDouble, hooked: FakeServices, alice: User) -> None:
    """With WEBHOOK_URL set, updates are pushed, and taken with 200 once they are written down."""
    async with running(hooked):
        await alice.send("hi")
        [reply] = await api.replies(alice)
        await api.webhook_delivered()
        assert reply.text == "You said: hi"
        assert api.webhook.target is not None
        assert api.webhook.target.secret == SECRET
    assert not [call for call in api.calls if call.method == "getUpdates"]


async def test_webhook_says_500_when_the_database_fails(
    api: BotApiDouble, hooked: FakeServices, alice: User
) -> None:
    """What could not be written down is refused, so that Telegram brings it again."""
    object.__setattr__(hooked, "inbox", UnreliableInbox(hooked.inbox, failures=2))
    async with running(hooked):
        await alice.send("hi")
        await api.replies(alice)
        await api.webhook_delivered()
    assert [delivery.status for delivery in api.deliveries] == [500, 500, 200]


async def test_webhook_lets_nobody_else_in(api: BotApiDouble, hooked: FakeServices) -> None:
    """Wrong secret, wrong type, no JSON, too much: all refused; nothing of it is kept."""
    body = json.dumps({"update_id": 1})
    good = {HEADER: SECRET, "Content-Type": "application/json"}
    async with running(hooked), httpx.AsyncClient() as client:
        url = str(hooked.settings.webhook_url)

        async def status(content: str, headers: dict[str, str]) -> int:
            return (await client.post(url, content=content, headers=headers)).status_code

        assert await status(body, good | {HEADER: "wrong"}) == 403
        assert await status(body, {"Content-Type": "application/json"}) == 403
        assert await status(body, good | {"Content-Type": "text/plain"}) == 415
        assert await status("{", good) == 400
        assert await status("[" * 100_000, good) == 400
        assert await status("[]", good) == 200
        with_too_much = json.dumps({"update_id": 2, "text": "x" * 1_100_000})
        # The connection may be closed while the client is still writing.
        with suppress(httpx.TransportError):
            assert await status(with_too_much, good) == 400
        assert (await client.get(url)).status_code == 405
        assert hooked.inbox.pending() == ()


async def test_health(api: BotApiDouble, hooked: FakeServices, alice: User) -> None:
    """/health says what waits, when the last update came and which index answers."""
    async with running(hooked) as house, httpx.AsyncClient() as client:
        address = f"http://127.0.0.1:{hooked.settings.port}/health"
        first = (await client.get(address)).json()
        assert first == {
            "ok": True,
            "pending": 0,
            "last_update_seconds_ago": None,
            "index_version": "v1",
        }
        await alice.send("hi")
        await api.replies(alice)
        await house.lanes.idle()
        assert (await client.get(address)).json()["last_update_seconds_ago"] < 5
        hooked.close()
        (hooked.settings.data_dir / "advisor.db").unlink()


async def test_webhook_without_a_secret_is_not_open(api: BotApiDouble, tmp_path: Path) -> None:
    """Without WEBHOOK_SECRET one follows from the token, the same at every start."""
    port = free_port()
    services = make_services(tmp_path, api.url, webhook_url=f"http://127.0.0.1:{port}", port=port)
    secrets = []
    for _ in range(2):
        async with running(services):
            assert api.webhook.target is not None
            secrets.append(api.webhook.target.secret)
    assert secrets[0] == secrets[1]
    assert len(str(secrets[0])) == 64
    assert TOKEN not in str(secrets[0])
    services.close()


@pytest.mark.parametrize(
    ("raw", "lane", "user"),
    [
        ({"update_id": 1, "message": {"chat": {"id": 5}, "from": {"id": 6}}}, "5", "6"),
        (
            {"update_id": 1, "callback_query": {"from": {"id": 6}, "message": {"chat": {"id": 5}}}},
            "5",
            "6",
        ),
        ({"update_id": 1, "callback_query": {"from": {"id": 6}}}, "6", "6"),
        ({"update_id": 1, "message": [1]}, "nobody", None),
    ],
)
def test_lane_is_the_chat(raw: dict[str, object], lane: str, user: str | None) -> None:
    """The lane is the chat where there is one, else the person."""
    update = incoming(raw)
    assert update is not None
    assert (update.lane, update.user_id) == (lane, user)


@pytest.mark.parametrize("raw", [None, [], {}, {"update_id": "1"}, {"update_id": True}, 3])
def test_without_an_id_nothing_is_kept(raw: object) -> None:
    """What has no id could not be recognised when it comes again."""
    assert incoming(raw) is None


async def test_no_user_text_in_the_log(
    api: BotApiDouble,
    bot: House,
    services: FakeServices,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither an answered question nor a failing one leaves its words in the log."""
    services.advisor.failures["my very secret plan"] = 9
    with caplog.at_level(logging.DEBUG, "bot"):
        await alice.send("my very secret plan")
        await alice.send("another secret")
        await api.replies(alice, count=2)
    assert "A handler failed with RuntimeError" in caplog.text
    assert "secret" not in "".join(r.getMessage() for r in caplog.records if "bot" in r.name)
