"""The Bot API double behaves as Telegram does, seen through python-telegram-bot's own Bot."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.botapi import BotApiDouble
from tests.double.talking import connected


@pytest.fixture(name="api")
async def _api() -> AsyncIterator[BotApiDouble]:
    async with BotApiDouble() as double:
        yield double


@pytest.fixture(name="bot")
async def _bot(api: BotApiDouble) -> AsyncIterator[Bot]:
    async with connected(api) as bot:
        yield bot
