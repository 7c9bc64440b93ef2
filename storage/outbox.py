"""What goes out and is not delivered yet. Knows nothing of how a message is sent."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Engine, update
from sqlmodel import Session, col, select

from storage.columns import utc_now
from storage.records import Delivery, OutgoingMessage, StoredMessage
from storage.tables import InboxRow, OutboxRow
from storage.transactions import insert_new, reading, writing

_UNSENT = (Delivery.QUEUED, Delivery.SENDING)


class Outbox:
    """Messages, written down before they are sent, so that an answer is made once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, update_id: int, messages: Sequence[OutgoingMessage]) -> None:
        """Keep the messages that answer an update as a whole; the first answer stands."""
        with writing(self._engine) as session:
            owner = _owner(session, update_id)
            for n, message in enumerate(messages):
                row = OutboxRow(
                    update_id=update_id,
                    n=n,
                    chat_id=message.chat_id,
                    user_id=message.user_id or owner,
                    payload=message.payload,
                )
                if not insert_new(session, row, "update_id", "n"):
                    return

    def has(self, update_id: int) -> bool:
        """Tell whether an answer to the update was ever put here."""
        with reading(self._engine) as session:
            rows = select(OutboxRow.n).where(OutboxRow.update_id == update_id)
            return session.exec(rows).first() is not None

    def unsent(self) -> tuple[StoredMessage, ...]:
        """Return what is queued or of unknown outcome, in the order it was put."""
        return self._unsent()

    def unsent_of(self, update_id: int) -> tuple[StoredMessage, ...]:
        """Return what of the answer to one update is queued or of unknown outcome, in order."""
        return self._unsent(col(OutboxRow.update_id) == update_id)

    def sending(self, message: StoredMessage) -> None:
        """Note that the message is being handed over: from here on its outcome is unknown."""
        self._set(message, state=Delivery.SENDING)

    def queued(self, message: StoredMessage) -> None:
        """Note that the message surely did not arrive and waits for another try."""
        self._set(message, state=Delivery.QUEUED)

    def sent(self, message: StoredMessage, message_id: int) -> None:
        """Note that the message arrived; what it said is erased."""
        self._set(
            message,
            state=Delivery.SENT,
            payload="",
            message_id=message_id,
            finished_at=utc_now(),
        )

    def dead(self, message: StoredMessage, reason: str) -> None:
        """Give the message up."""
        self._set(message, state=Delivery.DEAD, reason=reason, finished_at=utc_now())

    def migrate_chat(self, old_chat_id: int, new_chat_id: int) -> None:
        """Send to the new chat what is kept for the old one."""
        moved = update(OutboxRow).where(col(OutboxRow.chat_id) == old_chat_id)
        with writing(self._engine) as session:
            session.connection().execute(moved.values(chat_id=new_chat_id))

    def _unsent(self, *which: ColumnElement[bool]) -> tuple[StoredMessage, ...]:
        """Return the messages not settled, of all or of those asked for."""
        rows = select(OutboxRow).where(col(OutboxRow.state).in_(_UNSENT), *which)
        with reading(self._engine) as session:
            found = session.exec(rows.order_by(col(OutboxRow.seq)))
            return tuple(_stored(row) for row in found)

    def _set(self, message: StoredMessage, **values: Any) -> None:
        """Change a message that is still unsent; what was settled stays as it is."""
        change = update(OutboxRow).where(
            col(OutboxRow.update_id) == message.update_id,
            col(OutboxRow.n) == message.n,
            col(OutboxRow.state).in_(_UNSENT),
        )
        with writing(self._engine) as session:
            session.connection().execute(change.values(**values))


def _owner(session: Session, update_id: int) -> str | None:
    """Return whose update it is, if that is known."""
    return session.exec(select(InboxRow.user_id).where(InboxRow.update_id == update_id)).first()


def _stored(row: OutboxRow) -> StoredMessage:
    """Return the row as callers know it."""
    return StoredMessage(
        update_id=row.update_id,
        n=row.n,
        chat_id=row.chat_id,
        payload=row.payload,
        state=Delivery(row.state),
    )
