"""Stops the spinner on a pressed button at once, however long its answer takes.

A press must not wait in its lane for this: Telegram shows it as hanging, and soon as expired.
"""

import json
import logging
from collections.abc import Iterable
from typing import Any

from telegram.error import BadRequest, TelegramError

from bot.telegram.api import AdvisorBot
from bot.telegram.background import Background
from storage import IncomingUpdate

_logger = logging.getLogger(__name__)


class Acknowledger:
    """Answers every press that comes in, without words."""

    def __init__(self, bot: AdvisorBot, background: Background) -> None:
        self._bot = bot
        self._background = background

    def take(self, updates: Iterable[IncomingUpdate]) -> None:
        """Answer the presses among the updates."""
        for update in updates:
            query_id = _query_id(update.body)
            if query_id is not None:
                self._background.start(self._answer(query_id), "acknowledge a press")

    async def _answer(self, query_id: str) -> None:
        try:
            await self._bot.call("answerCallbackQuery", {"callback_query_id": query_id})
        except BadRequest:
            _logger.debug("A press was too old to be acknowledged")
        except TelegramError as error:
            _logger.info("A press was not acknowledged: %s", type(error).__name__)


def _query_id(body: str) -> str | None:
    if '"callback_query"' not in body:
        return None
    update: Any = json.loads(body)
    query = update.get("callback_query")
    query_id = query.get("id") if isinstance(query, dict) else None
    return query_id if isinstance(query_id, str) else None
