"""From the outbox to Telegram: in order, each message once as far as anyone can tell.

Telegram takes no key to recognise a repeated call by, so a message whose request went out without
an answer coming back may or may not have arrived. It is then taken as arrived and never sent again:
`sending` is noted when the connection stands and only the request's body is left to be written, so
that between note and body lies next to nothing, while an answer takes its time to come back.
What certainly did not arrive is sent again, and an edit, which can be repeated unseen, always is.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from telegram.error import ChatMigrated, Forbidden, TelegramError

from bot.telegram.api import AdvisorBot
from bot.telegram.backoff import Backoff
from bot.telegram.outgoing import Payload
from bot.telegram.verdicts import Verdict, judge
from storage import Delivery, Outbox, OutgoingMessage, StoredMessage

_REFUSALS = 8
"""How often a server that answers may put a message off before it is given up."""
_logger = logging.getLogger(__name__)


class Courier:
    """Delivers stored messages and notes in the outbox what became of them."""

    def __init__(self, bot: AdvisorBot, outbox: Outbox) -> None:
        self._bot = bot
        self._outbox = outbox

    async def post(self, update_id: int, messages: Sequence[OutgoingMessage]) -> None:
        """Write down as a whole what answers an update, then deliver it."""
        if not messages:
            return
        await asyncio.to_thread(self._outbox.put, update_id, messages)
        await self.deliver(
            [
                StoredMessage(update_id, n, message.chat_id, message.payload, Delivery.QUEUED)
                for n, message in enumerate(messages)
            ]
        )

    async def deliver(self, messages: Sequence[StoredMessage]) -> None:
        """Deliver messages in order; return when each has arrived or is given up."""
        moved: dict[int, int] = {}
        lost: dict[int, str] = {}
        for message in messages:
            here = replace(message, chat_id=moved.get(message.chat_id, message.chat_id))
            if here.chat_id in lost:
                await self._give_up(here, lost[here.chat_id])
                continue
            errand = _Errand(self._bot, self._outbox, here)
            await errand.run()
            if errand.message.chat_id != here.chat_id:
                moved[here.chat_id] = errand.message.chat_id
            if errand.unreachable:
                lost[errand.message.chat_id] = errand.unreachable

    async def _give_up(self, message: StoredMessage, reason: str) -> None:
        await asyncio.to_thread(self._outbox.dead, message, reason)


class _Errand:
    """The way of one message."""

    def __init__(self, bot: AdvisorBot, outbox: Outbox, message: StoredMessage) -> None:
        self._bot = bot
        self._outbox = outbox
        self.message = message
        self._payload = Payload.from_json(message.payload)
        self._refused = 0
        self._handed_over = False
        self._backoff = Backoff(longest=60.0)
        self.unreachable = ""
        """Why nothing more will reach the chat; empty while it can be reached."""

    async def run(self) -> None:
        """Go until the message has arrived or is given up."""
        if self.message.state is Delivery.SENDING and not self._payload.repeatable:
            await self._dead("outcome unknown since an earlier attempt")
            return
        while not await self._attempt():
            pass

    async def _attempt(self) -> bool:
        """Make the call once; tell whether that settled it."""
        self._handed_over = False
        params = {"chat_id": self.message.chat_id} | self._payload.params
        try:
            result = await self._bot.call(self._payload.method, params, on_write=self._note_sending)
        except TelegramError as error:
            return await self._settle(error)
        await self._note_sent(result.get("message_id", 0) if isinstance(result, dict) else 0)
        return True

    async def _settle(self, error: TelegramError) -> bool:
        verdict = judge(error, handed_over=self._handed_over)
        if verdict is Verdict.UNKNOWN and self._payload.repeatable:
            verdict = Verdict.LATER
        match verdict:
            case Verdict.ARRIVED:
                await self._note_sent(int(self._payload.params.get("message_id", 0)))
                return True
            case Verdict.UNKNOWN:
                await self._dead(f"outcome unknown: {type(error).__name__}")
                return True
            case Verdict.HOPELESS:
                return await self._hopeless(error)
            case _:
                return await self._prepare_next(verdict, error)

    async def _hopeless(self, error: TelegramError) -> bool:
        if isinstance(error, Forbidden):
            self.unreachable = error.message
        await self._dead(error.message)
        return True

    async def _prepare_next(self, verdict: Verdict, error: TelegramError) -> bool:
        """Mend what can be mended before the next attempt; tell whether it is given up instead."""
        self._refused += 0 if error.__cause__ else 1
        plain_already = verdict is Verdict.PLAIN and "parse_mode" not in self._payload.params
        if self._refused > _REFUSALS or plain_already:
            await self._dead(error.message)
            return True
        await self._note_queued()
        if verdict is Verdict.PLAIN:
            self._payload = self._payload.plain()
        elif isinstance(error, ChatMigrated):
            await self._move(error.new_chat_id)
        elif verdict is Verdict.LATER:
            await self._backoff.pause()
        return False

    async def _move(self, new_chat_id: int) -> None:
        old = self.message.chat_id
        await asyncio.to_thread(self._outbox.migrate_chat, old, new_chat_id)
        self.message = replace(self.message, chat_id=new_chat_id)

    def _note_sending(self) -> None:
        # On the event loop, unlike all else: the way to another thread and back would come between
        # the note and the request, and whoever dies there leaves a message that is never sent.
        self._outbox.sending(self.message)
        self._handed_over = True

    async def _note_queued(self) -> None:
        # A message that certainly did not arrive must not be taken for one that may have.
        if self._handed_over:
            await asyncio.to_thread(self._outbox.queued, self.message)

    async def _note_sent(self, message_id: int) -> None:
        await asyncio.to_thread(self._outbox.sent, self.message, message_id)

    async def _dead(self, reason: str) -> None:
        where = f"{self.message.update_id}/{self.message.n}"
        _logger.warning("Message %s is given up: %s", where, reason)
        await asyncio.to_thread(self._outbox.dead, self.message, reason)
