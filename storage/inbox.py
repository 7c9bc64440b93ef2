"""What came in and is not answered yet. Knows nothing of what an update says."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, update
from sqlmodel import col, select

from storage.columns import utc_now
from storage.records import DeadUpdate, IncomingUpdate
from storage.tables import InboxRow
from storage.transactions import insert_new, reading, writing

_PENDING, _DONE, _DEAD = "pending", "done", "dead"


class Inbox:
    """Updates, written down before they are acknowledged and struck off once answered."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, updates: Sequence[IncomingUpdate]) -> int:
        """Keep a batch as a whole; return how many of it were not known yet."""
        with writing(self._engine) as session:
            return sum(insert_new(session, _row(update), "update_id") for update in updates)

    def pending(self) -> tuple[IncomingUpdate, ...]:
        """Return what is neither done nor dead, in the order it came."""
        return tuple(_incoming(row) for row in self._in_state(_PENDING))

    def done(self, update_id: int) -> None:
        """Strike the update off: its body is erased, its id stays to know it again."""
        self._set(update_id, state=_DONE, body="", reason="", finished_at=utc_now())

    def failed(self, update_id: int, reason: str) -> int:
        """Count a failed attempt; return how many there were, 0 for an unknown update."""
        attempts = select(InboxRow.attempts).where(InboxRow.update_id == update_id)
        counted = (
            update(InboxRow)
            .where(col(InboxRow.update_id) == update_id)
            .values(attempts=InboxRow.attempts + 1, reason=reason)
        )
        with writing(self._engine) as session:
            session.connection().execute(counted)
            return session.exec(attempts).first() or 0

    def bury(self, update_id: int, reason: str) -> None:
        """Give the update up: no longer pending, kept to look at."""
        self._set(update_id, state=_DEAD, reason=reason, finished_at=utc_now())

    def dead(self) -> tuple[DeadUpdate, ...]:
        """Return what was given up, in the order it came."""
        return tuple(
            DeadUpdate(update=_incoming(row), attempts=row.attempts, reason=row.reason)
            for row in self._in_state(_DEAD)
        )

    def purge(self, before: datetime) -> int:
        """Delete what was done earlier; return how many."""
        old = delete(InboxRow).where(
            col(InboxRow.state) == _DONE, col(InboxRow.finished_at) < before
        )
        with writing(self._engine) as session:
            return session.connection().execute(old).rowcount

    def _in_state(self, state: str) -> Sequence[InboxRow]:
        """Return rows in the order they came."""
        rows = select(InboxRow).where(InboxRow.state == state).order_by(col(InboxRow.seq))
        with reading(self._engine) as session:
            return session.exec(rows).all()

    def _set(self, update_id: int, **values: Any) -> None:
        """Change an update that is still pending; what was settled stays as it is."""
        change = update(InboxRow).where(
            col(InboxRow.update_id) == update_id, col(InboxRow.state) == _PENDING
        )
        with writing(self._engine) as session:
            session.connection().execute(change.values(**values))


def _row(update: IncomingUpdate) -> InboxRow:
    """Return the row of a new update."""
    return InboxRow(
        update_id=update.update_id, lane=update.lane, user_id=update.user_id, body=update.body
    )


def _incoming(row: InboxRow) -> IncomingUpdate:
    """Return the row as callers know it."""
    return IncomingUpdate(
        update_id=row.update_id, lane=row.lane, user_id=row.user_id, body=row.body
    )
