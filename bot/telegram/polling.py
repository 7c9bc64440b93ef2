"""Asks Telegram for updates, and again only when the last ones are written down.

The offset of the next call is the acknowledgement, so it moves after the commit. Nothing but a
refused token ends the loop.
"""

import asyncio
import logging
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.telegram.api import AdvisorBot
from bot.telegram.backoff import Backoff
from bot.telegram.errors import TokenRefusedError
from bot.telegram.limits import pause_seconds
from bot.telegram.receiving import ALLOWED_UPDATES, Receiver

LONG_POLL_SECONDS = 30.0
CONFLICT_SECONDS = 10.0
_logger = logging.getLogger(__name__)


class Poller:
    """Long polling on raw JSON."""

    def __init__(self, bot: AdvisorBot, receiver: Receiver) -> None:
        self._bot = bot
        self._receiver = receiver
        self._offset = 0
        self._backoff = Backoff()
        self._in_trouble = ""

    async def run(self) -> None:
        """Ask for updates until cancelled; raises TokenRefusedError."""
        while True:
            try:
                await self._ask()
            except InvalidToken:
                raise TokenRefusedError(self._bot.address) from None
            except TelegramError as error:
                await self._wait_out(error)
            except Exception as error:  # noqa: BLE001 - a database out of reach comes back
                self._complain(f"Updates could not be written down: {type(error).__name__}")
                await self._backoff.pause()

    async def _ask(self) -> None:
        raw = await self._bot.raw_updates(self._offset, LONG_POLL_SECONDS, ALLOWED_UPDATES)
        updates: list[Any] = raw if isinstance(raw, list) else []
        await self._receiver.take(updates)
        moved = self._acknowledge(updates)
        if updates and not moved:
            # Nothing but things without an id: asking at once would spin.
            await self._backoff.pause()
            return
        self._recover()

    def _acknowledge(self, updates: list[Any]) -> bool:
        ids = [update.get("update_id") for update in updates if isinstance(update, dict)]
        highest = max((n for n in ids if isinstance(n, int)), default=None)
        if highest is None:
            return False
        # After a quiet week ids start anywhere, also below the offset.
        self._offset = highest + 1
        return True

    async def _wait_out(self, error: TelegramError) -> None:
        if isinstance(error, Conflict):
            self._complain(
                "Another program takes this bot's updates (409 Conflict): stop it, or give this "
                f"one a token of its own. Trying again every {CONFLICT_SECONDS:.0f} s"
            )
            await asyncio.sleep(CONFLICT_SECONDS)
            return
        self._complain(f"Telegram cannot be reached ({type(error).__name__}). Trying again")
        if isinstance(error, RetryAfter):
            await asyncio.sleep(pause_seconds(error))
        await self._backoff.pause()

    def _complain(self, line: str) -> None:
        """Say it once, not at every turn of the loop."""
        if line != self._in_trouble:
            _logger.warning("%s", line)
        self._in_trouble = line

    def _recover(self) -> None:
        self._backoff.reset()
        if self._in_trouble:
            _logger.warning("Updates come in again")
        self._in_trouble = ""
