"""What Telegram shows before anybody writes, and what it must never show."""

import logging

import pytest

from bot.telegram.api import make_bot
from bot.telegram.app import running
from bot.telegram.commands import COMMANDS
from bot.telegram.handlers import COMMAND_HANDLERS
from bot.telegram.secrets import quiet_logs
from tests.botapi import BotApiDouble, User
from tests.telegram.conftest import ADMIN
from tests.telegram.fakes import TOKEN, FakeServices


async def test_commands_are_registered_by_scope(api: BotApiDouble, services: FakeServices) -> None:
    """Everybody's menu lacks the admin's command; the admin's chat has it."""
    async with running(services):
        await api.world.bell.wait_for(lambda: len(api.methods.profile.words) == 2, 5)
    menus = {
        scope: {command["command"] for command in commands}
        for (scope, _), commands in api.methods.profile.commands.items()
    }
    everybody = {command.name for command in COMMANDS} - {"reindex"}
    by_kind = {kind: next(menus[s] for s in menus if kind in s) for kind in ("private", "group")}
    assert by_kind == {"private": everybody, "group": everybody}
    assert next(menus[s] for s in menus if str(ADMIN) in s) == everybody | {"reindex"}
    assert {kind for kind, _ in api.methods.profile.words} == {"description", "short_description"}


async def test_refused_menu_stops_nothing(
    api: BotApiDouble, services: FakeServices, alice: User
) -> None:
    """Without its menus the bot answers all the same."""
    for method in ("setMyCommands", "setMyDescription", "setMyShortDescription"):
        api.fail_next(method, status=400, times=9)
    async with running(services):
        await alice.send("hi")
        await api.replies(alice)


def test_every_command_has_its_handler() -> None:
    """The table of commands and the handlers name the same."""
    assert [command.name for command in COMMANDS] == list(COMMAND_HANDLERS)


async def test_token_shows_nowhere(
    api: BotApiDouble, services: FakeServices, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither logs, requests and failures included, nor a repr hold the token."""
    caplog.set_level(logging.DEBUG)
    with quiet_logs(services.settings):
        api.fail_next("sendMessage", status=403)
        async with running(services) as house:
            await alice.send("hi")
            await alice.send("hello")
            await api.replies(alice)
            shown = repr(house.bot) + repr(house.application) + repr(house.desk)
        error = RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")
        logging.getLogger("anything").error("failed at %s", f"/bot{TOKEN}/", exc_info=error)
    assert "failed at /bot***/" in caplog.text
    assert "RuntimeError" in caplog.text
    assert TOKEN not in caplog.text
    assert TOKEN not in shown
    assert TOKEN not in repr(make_bot(TOKEN, "https://api.telegram.org"))
