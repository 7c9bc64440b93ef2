"""What Telegram shows of the bot outside a chat: menus of commands and descriptions."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from telegram.error import TelegramError

from bot.telegram.api import AdvisorBot
from bot.telegram.commands import COMMANDS, Command
from bot.telegram.texts import say

_logger = logging.getLogger(__name__)


async def show_menu(bot: AdvisorBot, admins: Iterable[int]) -> None:
    """Register commands by scope, and the descriptions; a failure stops nothing."""
    everybody = _listed(lambda command: not command.for_admins)
    in_groups = _listed(lambda command: command.in_groups and not command.for_admins)
    await _call(bot, "setMyCommands", _scoped(everybody, "all_private_chats"))
    await _call(bot, "setMyCommands", _scoped(in_groups, "all_group_chats"))
    for admin in sorted(admins):
        # Refused until the admin has written to the bot once.
        scope = {"type": "chat", "chat_id": admin}
        commands = {"commands": _listed(lambda _: True), "scope": scope}
        await _call(bot, "setMyCommands", commands)
    await _call(bot, "setMyDescription", {"description": say("description")})
    await _call(bot, "setMyShortDescription", {"short_description": say("short_description")})


def _listed(shown: Callable[[Command], bool]) -> list[dict[str, str]]:
    return [
        {"command": command.name, "description": command.description}
        for command in COMMANDS
        if shown(command)
    ]


def _scoped(commands: list[dict[str, str]], scope: str) -> dict[str, Any]:
    return {"commands": commands, "scope": {"type": scope}}


async def _call(bot: AdvisorBot, method: str, params: dict[str, Any]) -> None:
    try:
        await bot.call(method, params)
    except TelegramError as error:
        _logger.info("%s was refused: %s", method, type(error).__name__)
