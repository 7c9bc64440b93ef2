"""Raw updates into the inbox, before anybody acknowledges them.

Reads no more of an update than whose lane it belongs to, so that a malformed one does no harm.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

from storage import Inbox, IncomingUpdate

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
_MAX_ID = 2**63 - 1
_logger = logging.getLogger(__name__)


class Receiver:
    """The one way in, for polling and webhook alike."""

    def __init__(self, inbox: Inbox, hand_on: Callable[[Sequence[IncomingUpdate]], None]) -> None:
        self._inbox = inbox
        self._hand_on = hand_on
        self._last_at: float | None = None

    @property
    def seconds_since_update(self) -> float | None:
        """How long ago the last update came in; None before the first."""
        return None if self._last_at is None else time.monotonic() - self._last_at

    async def take(self, raw: Sequence[Any]) -> int:
        """Write a batch down in one transaction, then hand on what is new; return how many."""
        batch = [update for update in map(incoming, raw) if update]
        if len(batch) < len(raw):
            _logger.warning("%d updates without an id were dropped", len(raw) - len(batch))
        if not batch:
            return 0
        self._last_at = time.monotonic()
        new = await asyncio.to_thread(self._inbox.add, batch)
        if new == len(batch):
            self._hand_on(batch)
        elif new:
            self._hand_on(await asyncio.to_thread(self._still_pending, batch))
        return new

    def _still_pending(self, batch: Sequence[IncomingUpdate]) -> list[IncomingUpdate]:
        """Return what of a batch that was known in part is not answered."""
        pending = {update.update_id for update in self._inbox.pending()}
        return [update for update in batch if update.update_id in pending]


def incoming(raw: Any) -> IncomingUpdate | None:
    """Return the update as it is kept; None where it has no id to know it again by."""
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    if not isinstance(update_id, int) or isinstance(update_id, bool) or update_id > _MAX_ID:
        return None
    content = next((part for key, part in raw.items() if key in ALLOWED_UPDATES), None)
    user_id = _id(_part(content, "from"))
    chat_id = _id(_part(content, "chat")) or _id(_part(_part(content, "message"), "chat"))
    lane = chat_id or user_id or "nobody"
    return IncomingUpdate(update_id, lane, user_id, json.dumps(raw, ensure_ascii=False))


def _part(content: Any, name: str) -> Any:
    return content.get(name) if isinstance(content, dict) else None


def _id(thing: Any) -> str | None:
    value = _part(thing, "id")
    return str(value) if isinstance(value, int) else None
