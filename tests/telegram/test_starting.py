"""Starting: what cannot work says so at once, what may yet work is tried on."""

import asyncio
import socket
from pathlib import Path

import pytest

from bot.telegram.app import run, running
from bot.telegram.errors import ListeningError, TokenRefusedError, WebhookRefusedError
from tests.botapi import BotApiDouble, User
from tests.telegram.fakes import FakeServices, make_services
from tests.telegram.ports import free_port


async def test_wrong_token_is_refused(api: BotApiDouble, tmp_path: Path) -> None:
    """The error names the next step and not the token."""
    services = make_services(tmp_path, api.url, telegram_bot_token="123456:WRONG")
    with pytest.raises(TokenRefusedError, match="@BotFather") as caught:
        async with running(services):
            pass
    assert "WRONG" not in str(caught.value)
    services.close()


def test_what_can_be_no_token_ends_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A token that Telegram could never have given is refused without a call; exit code 1."""
    services = make_services(tmp_path, "http://127.0.0.1:9", telegram_bot_token="no token\n")
    assert run(services) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("career-advisor: The Bot API at http://127.0.0.1:9 refused")
    services.close()


async def test_refused_webhook_says_what_to_do(api: BotApiDouble, tmp_path: Path) -> None:
    """An address that Telegram does not take ends the start."""
    services = make_services(tmp_path, api.url, webhook_url="http://example.org", port=free_port())
    with pytest.raises(WebhookRefusedError, match="WEBHOOK_URL http://example"):
        async with running(services):
            pass
    services.close()


async def test_taken_port_says_what_to_do(api: BotApiDouble, tmp_path: Path) -> None:
    """A port that somebody else has ends the start."""
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        services = make_services(tmp_path, api.url, webhook_url="https://e.org", port=port)
        with pytest.raises(ListeningError, match=f"port {port}.*set PORT"):
            async with running(services):
                pass
    services.close()


async def test_unreachable_api_is_tried_on(
    api: BotApiDouble, services: FakeServices, alice: User
) -> None:
    """Trouble at the first calls is waited out."""
    api.fail_next("getMe", drop=True)
    api.fail_next("deleteWebhook", status=502)
    await alice.send("hi")
    async with running(services):
        [reply] = await api.replies(alice)
    assert reply.text == "You said: hi"


async def test_start_leaves_nothing_behind(api: BotApiDouble, services: FakeServices) -> None:
    """Every task of the bot has ended when the bot has."""
    before = asyncio.all_tasks()
    async with running(services) as house:
        await house.lanes.idle()
    left = {task.get_name() for task in asyncio.all_tasks() - before}
    assert not left & {"poller", "menu", "deliver what was owed", "reindex"}
