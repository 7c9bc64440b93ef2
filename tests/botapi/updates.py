"""The updates that wait for the bot, with Telegram's offset semantics. Knows nothing of HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.botapi.records import Json

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds a bot gets only when it names them in allowed_updates."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One update in the queue; `body` may be malformed on purpose."""

    update_id: int
    lane: int
    """The chat it belongs to: a webhook gets the updates of a chat one after another."""
    body: Any


class UpdateQueue:
    """Keeps updates in the order of their ids until they are acknowledged."""

    def __init__(self, first_id: int = 900_001) -> None:
        self._next_id = first_id
        self._entries: list[Entry] = []
        self.allowed: tuple[str, ...] = ()
        """Empty means every kind but those in NOT_BY_DEFAULT."""

    def add(self, kind: str, content: Json) -> int | None:
        """Queue an update; None where the bot did not ask for its kind."""
        wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
        return self.add_raw({kind: content}) if wanted else None

    def add_raw(self, body: Any) -> int:
        """Queue any JSON as it stands; a dict without an update_id gets the next one."""
        update_id = self._next_id
        if isinstance(body, dict):
            body = {"update_id": update_id} | body
            update_id = body["update_id"] if isinstance(body["update_id"], int) else update_id
        self._next_id = max(self._next_id, update_id + 1)
        self._entries.append(Entry(update_id, _lane(body), body))
        self._entries.sort(key=lambda entry: entry.update_id)
        return update_id

    def restrict(self, allowed: Sequence[str] | None) -> None:
        """Set the kinds wanted from now on; None leaves the former setting."""
        if allowed is not None:
            self.allowed = tuple(allowed)

    def acknowledge(self, offset: int) -> None:
        """Forget all before the offset; a negative one keeps so many from the end."""
        if offset < 0:
            self._entries = self._entries[offset:]
        else:
            self._entries = [entry for entry in self._entries if entry.update_id >= offset]

    def page(self, limit: int) -> list[Any]:
        """Return the first updates without forgetting them."""
        return [entry.body for entry in self._entries[:limit]]

    def first_of_lane(self, lane: int) -> Entry | None:
        """Return the oldest update of a chat."""
        return next((entry for entry in self._entries if entry.lane == lane), None)

    def lanes(self) -> tuple[int, ...]:
        """Return the chats that have updates waiting."""
        return tuple(dict.fromkeys(entry.lane for entry in self._entries))

    def discard(self, entry: Entry) -> None:
        """Forget one update, delivered by webhook."""
        self._entries = [kept for kept in self._entries if kept is not entry]

    def clear(self) -> None:
        """Forget all that waits."""
        self._entries = []

    @property
    def ids(self) -> tuple[int, ...]:
        """The updates not yet acknowledged."""
        return tuple(entry.update_id for entry in self._entries)


def _lane(body: Any) -> int:
    if not isinstance(body, dict):
        return 0
    content = next((part for part in body.values() if isinstance(part, dict)), {})
    chat = content.get("chat") or (content.get("message") or {}).get("chat") or {}
    lane = chat.get("id", 0) if isinstance(chat, dict) else 0
    return lane if isinstance(lane, int) else 0
