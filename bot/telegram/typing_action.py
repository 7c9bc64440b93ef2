"""Shows that the bot is at work while it is."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram.error import TelegramError

from bot.telegram.api import AdvisorBot
from bot.telegram.context import Context, message_of
from bot.telegram.outgoing import destination

# Telegram shows it for five seconds.
_AGAIN_SECONDS = 4.0
_logger = logging.getLogger(__name__)


@asynccontextmanager
async def typing(context: Context) -> AsyncIterator[None]:
    """Show `typing …` in the chat of the update; a chat at its rate goes without."""
    message = message_of(context.exchange.update)
    if message is None:
        yield
        return
    place = destination(message, quote=False)
    params: dict[str, Any] = {"chat_id": place.chat_id, "action": "typing"}
    if place.thread_id is not None:
        params["message_thread_id"] = place.thread_id
    task = asyncio.create_task(_keep_showing(context.bot, params), name="typing")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _keep_showing(bot: AdvisorBot, params: dict[str, Any]) -> None:
    while True:
        try:
            await bot.call("sendChatAction", params)
        except TelegramError as error:
            _logger.debug("Typing was not shown: %s", type(error).__name__)
        await asyncio.sleep(_AGAIN_SECONDS)
