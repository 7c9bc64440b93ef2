"""What a person may ask of the memory, over all tables: be shown it, and be forgotten."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session, SQLModel, col, select

from storage.records import Forgotten
from storage.tables import ConversationRow, FeedbackRow, InboxRow, OutboxRow, TurnRow, values

_ROW_NUMBERS = {"seq", "conversation_id"}


def forget(session: Session, user_id: str) -> Forgotten:
    """Delete the person's rows in every table; feedback is nobody's, so it stays."""
    theirs = select(TurnRow.conversation_id).where(TurnRow.user_id == user_id)
    # The state of a thread shared with others may hold what this person said.
    session.connection().execute(
        update(ConversationRow).where(col(ConversationRow.id).in_(theirs)).values(state={})
    )
    turns = _delete(session, TurnRow, col(TurnRow.user_id) == user_id)
    _delete(session, InboxRow, col(InboxRow.user_id) == user_id)
    _delete(session, OutboxRow, col(OutboxRow.user_id) == user_id)
    return Forgotten(conversations=_delete_empty(session), turns=turns)


def purge(session: Session, before: datetime) -> Forgotten:
    """Delete what is older; messages still under way stay until they are through."""
    turns = _delete(session, TurnRow, col(TurnRow.asked_at) < before)
    _delete(session, InboxRow, col(InboxRow.finished_at) < before)
    _delete(session, OutboxRow, col(OutboxRow.finished_at) < before)
    _delete(session, FeedbackRow, col(FeedbackRow.created_on) < before.astimezone(UTC).date())
    return Forgotten(conversations=_delete_empty(session), turns=turns)


def export(session: Session, user_id: str) -> dict[str, Any]:
    """Collect the person's rows from every table."""
    return {
        "user_id": user_id,
        "conversations": _conversations(session, user_id),
        "inbox": _rows(session, InboxRow, InboxRow.user_id == user_id),
        "outbox": _rows(session, OutboxRow, OutboxRow.user_id == user_id),
    }


def _conversations(session: Session, user_id: str) -> list[dict[str, Any]]:
    """Collect the threads in which the person spoke, with their own turns."""
    theirs = select(TurnRow.conversation_id).where(TurnRow.user_id == user_id)
    threads = session.exec(
        select(ConversationRow)
        .where(col(ConversationRow.id).in_(theirs))
        .order_by(col(ConversationRow.id))
    ).all()
    return [
        {
            "conversation": thread.name,
            "state": thread.state,
            "turns": _rows(
                session,
                TurnRow,
                TurnRow.user_id == user_id,
                TurnRow.conversation_id == thread.id,
            ),
        }
        for thread in threads
    ]


def _rows(session: Session, table: type[SQLModel], *where: Any) -> list[dict[str, Any]]:
    """Return rows in the order they were made; row numbers say nothing to a person."""
    key = next(iter(table.__table__.primary_key))  # type: ignore[attr-defined]
    rows = session.exec(select(table).where(*where).order_by(key)).all()
    return [
        {name: _plain(value) for name, value in values(row).items() if name not in _ROW_NUMBERS}
        for row in rows
    ]


def _plain(value: Any) -> Any:
    """Return the value as JSON knows it."""
    return value.isoformat() if isinstance(value, datetime) else value


def _delete(session: Session, table: type[SQLModel], where: ColumnElement[bool]) -> int:
    """Delete and count."""
    return session.connection().execute(delete(table).where(where)).rowcount


def _delete_empty(session: Session) -> int:
    """Delete conversations without turns."""
    spoken = select(TurnRow.id).where(TurnRow.conversation_id == ConversationRow.id).exists()
    return _delete(session, ConversationRow, ~spoken)
