"""What the tests of the Bot API double share: a Bot that speaks to it, and looks at what it saw."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.botapi import BotApiDouble

ALICE = 1001


@asynccontextmanager
async def connected(api: BotApiDouble, token: str | None = None) -> AsyncIterator[Bot]:
    """Give a real Bot that speaks to the double."""
    bot = Bot(token or api.token, base_url=f"{api.url}/bot", base_file_url=f"{api.url}/file/bot")
    async with bot:
        yield bot


def buttons(*data: str) -> InlineKeyboardMarkup:
    """Return a keyboard with one button a row."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(f"go {d}", callback_data=d)] for d in data])


def rules(api: BotApiDouble) -> list[str]:
    """Return the rules broken so far."""
    return [violation.rule for violation in api.violations]


async def called(api: BotApiDouble, method: str) -> None:
    """Return when the bot has called a method."""
    was_called = lambda: any(call.method == method for call in api.calls)  # noqa: E731
    assert await api.world.bell.wait_for(was_called, 5)
