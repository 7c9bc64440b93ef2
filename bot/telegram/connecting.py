"""The first calls to Telegram, made again and again until they come through or are refused."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.settings import Settings
from bot.telegram.api import AdvisorBot
from bot.telegram.backoff import Backoff
from bot.telegram.errors import TokenRefusedError, WebhookRefusedError
from bot.telegram.receiving import ALLOWED_UPDATES

_logger = logging.getLogger(__name__)


async def insist(bot: AdvisorBot, call: Callable[[], Awaitable[Any]]) -> None:
    """Make the call until it comes through; raises what no repetition will mend."""
    backoff = Backoff()
    while True:
        try:
            await call()
        except InvalidToken:
            # PTB's own message quotes the token.
            raise TokenRefusedError(bot.address) from None
        except BadRequest:
            raise
        except TelegramError as error:
            name = type(error).__name__
            _logger.warning("%s cannot be reached (%s), trying again", bot.address, name)
            await backoff.pause()
        else:
            return


async def leave_webhook(bot: AdvisorBot) -> None:
    """Clear the way for polling; what waits at Telegram's is kept."""
    await insist(bot, lambda: bot.call("deleteWebhook", {"drop_pending_updates": False}))


async def set_webhook(bot: AdvisorBot, settings: Settings, secret: str) -> None:
    """Tell Telegram where to bring updates, and what to prove itself with."""
    params = {
        "url": settings.webhook_url,
        "secret_token": secret,
        "allowed_updates": list(ALLOWED_UPDATES),
        "drop_pending_updates": False,
    }
    try:
        await insist(bot, lambda: bot.call("setWebhook", params))
    except BadRequest as error:
        raise WebhookRefusedError(str(settings.webhook_url), error.message) from None
