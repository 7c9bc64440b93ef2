"""One update from the inbox to its delivered answer, whatever happens on the way.

Knows nothing of what handlers say; PTB's handlers decide that.
"""

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.telegram.context import Context, Desk, Exchange, message_of
from bot.telegram.delivery import Courier
from bot.telegram.outgoing import destination, messages
from bot.telegram.rendering import as_replies
from bot.telegram.texts import say
from storage import IncomingUpdate, OutgoingMessage, StoredMessage

ATTEMPTS = 3
AT_ONCE = 4
RETRY_SECONDS = 0.5
_logger = logging.getLogger(__name__)


class UnreadableUpdateError(Exception):
    """An update that PTB cannot read, now or later."""


class Clerk:
    """Serves updates: answers, writes the answer down, delivers it, strikes the update off."""

    def __init__(
        self,
        application: "Application[Any, Context, Any, Any, Any, Any]",
        desk: Desk,
        courier: Courier,
    ) -> None:
        self._application = application
        self._desk = desk
        self._courier = courier
        self._inbox = desk.services.inbox
        self._outbox = desk.services.outbox
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._orphans: list[StoredMessage] = []

    async def take_over(self) -> Sequence[IncomingUpdate]:
        """Return what an earlier run left, and deliver what belongs to no update any more."""
        pending = await asyncio.to_thread(self._inbox.pending)
        ids = {update.update_id for update in pending}
        unsent = await asyncio.to_thread(self._outbox.unsent)
        self._orphans = [message for message in unsent if message.update_id not in ids]
        if pending:
            _logger.info("Taking up %d updates of an earlier run", len(pending))
        return pending

    async def deliver_orphans(self) -> None:
        """Deliver what an earlier run owed for updates that are settled."""
        await self._courier.deliver(self._orphans)

    async def serve(self, incoming: IncomingUpdate) -> None:
        """Settle one update; a slot is held while it is answered, not while it is delivered."""
        update_id = incoming.update_id
        if await asyncio.to_thread(self._outbox.has, update_id):
            # Answered by an earlier run or attempt, which may not have delivered all of it.
            await self._courier.deliver(await asyncio.to_thread(self._outbox.unsent_of, update_id))
        else:
            await self._courier.post(update_id, await self._answer(incoming))
        await asyncio.to_thread(self._inbox.done, update_id)

    async def _answer(self, incoming: IncomingUpdate) -> Sequence[OutgoingMessage]:
        """Return what the handlers reply; after too many failures the update is buried."""
        try:
            update = self._read(incoming)
        except UnreadableUpdateError as error:
            _logger.warning("Update %d is buried: %s", incoming.update_id, error)
            await asyncio.to_thread(self._inbox.bury, incoming.update_id, str(error))
            return ()
        while True:
            exchange = await self._handle(update)
            if exchange.error is None:
                return exchange.outgoing
            if not await self._may_try_again(update.update_id, type(exchange.error).__name__):
                return _apology(update)

    async def _handle(self, update: Update) -> Exchange:
        exchange = Exchange(update)
        async with self._slots:
            self._desk.exchanges[update.update_id] = exchange
            try:
                await self._application.process_update(update)
            finally:
                del self._desk.exchanges[update.update_id]
        return exchange

    async def _may_try_again(self, update_id: int, reason: str) -> bool:
        attempts = await asyncio.to_thread(self._inbox.failed, update_id, reason)
        if 0 < attempts < ATTEMPTS:
            await asyncio.sleep(RETRY_SECONDS * attempts)
            return True
        await asyncio.to_thread(self._inbox.bury, update_id, reason)
        return False

    def _read(self, incoming: IncomingUpdate) -> Update:
        try:
            update = Update.de_json(json.loads(incoming.body), self._application.bot)
        except Exception as error:  # noqa: BLE001 - PTB raises whatever its classes raise
            # The error's own words may quote the person.
            raise UnreadableUpdateError(f"unreadable: {type(error).__name__}") from None
        return update


def _apology(update: Update) -> list[OutgoingMessage]:
    message = message_of(update)
    if message is None:
        return []
    return messages(as_replies(say("failed")), destination(message, quote=True))
