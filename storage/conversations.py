"""Conversations and their turns. Knows nothing of what a state means or how an answer is made."""

from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import privacy
from storage.records import Forgotten, NewTurn, TurnRecord
from storage.tables import ConversationRow, TurnRow, id_of
from storage.transactions import insert_new, reading, writing


class Conversations:
    """What was said, by conversation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def state(self, conversation: str) -> dict[str, Any]:
        """Return the state the last turn left; empty when new or reset."""
        with reading(self._engine) as session:
            row = session.exec(_named(conversation)).first()
            return {} if row is None else row.state

    def record(self, turn: NewTurn) -> int:
        """Keep the turn and the state it leaves, and return the turn's id."""
        with writing(self._engine) as session:
            row = TurnRow(
                conversation_id=_take_up(session, turn),
                user_id=turn.user_id,
                question=turn.question,
                answer_text=turn.answer_text,
                status=turn.status,
                intent=turn.intent,
                slots=turn.slots,
                follow_ups=list(turn.follow_ups),
                sources=list(turn.sources),
                explanation=dict(turn.explanation),
                answer_html=turn.answer_html,
                index_version=turn.index_version,
                elapsed_ms=turn.elapsed_ms,
                asked_at=turn.asked_at,
            )
            session.add(row)
            session.flush()
            return id_of(row)

    def turn(self, turn_id: int) -> TurnRecord | None:
        """Return the turn, or None when it is not kept (any more)."""
        with reading(self._engine) as session:
            row = session.get(TurnRow, turn_id)
            if row is None:
                return None
            thread = session.get_one(ConversationRow, row.conversation_id)
            return _record(row, thread.name)

    def history(self, conversation: str, limit: int = 20) -> tuple[TurnRecord, ...]:
        """Return the latest turns since the last reset, oldest first."""
        with reading(self._engine) as session:
            thread = session.exec(_named(conversation)).first()
            if thread is None:
                return ()
            rows = session.exec(
                select(TurnRow)
                .where(TurnRow.conversation_id == thread.id)
                .where(col(TurnRow.id) > thread.forgotten_through)
                .order_by(col(TurnRow.id).desc())
                .limit(limit)
            ).all()
            return tuple(_record(row, conversation) for row in reversed(rows))

    def reset(self, conversation: str) -> None:
        """Start the thread afresh; what was said stays kept."""
        with writing(self._engine) as session:
            thread = session.exec(_named(conversation).with_for_update()).first()
            if thread is None:
                return
            last = select(func.max(TurnRow.id)).where(TurnRow.conversation_id == thread.id)
            thread.forgotten_through = session.exec(last).one() or 0
            thread.state = {}

    def forget(self, user_id: str) -> Forgotten:
        """Delete everything kept about the person, messages in and out included."""
        with writing(self._engine) as session:
            return privacy.forget(session, user_id)

    def export(self, user_id: str) -> dict[str, Any]:
        """Return everything kept about the person, ready for JSON."""
        with reading(self._engine) as session:
            return privacy.export(session, user_id)

    def purge(self, before: datetime) -> Forgotten:
        """Delete what is older, messages that are through or given up included."""
        with writing(self._engine) as session:
            return privacy.purge(session, before)


def _named(conversation: str) -> SelectOfScalar[ConversationRow]:
    """Return the query for a conversation."""
    return select(ConversationRow).where(ConversationRow.name == conversation)


def _take_up(session: Session, turn: NewTurn) -> int:
    """Lock the conversation, made when new, and leave it in the turn's state."""
    insert_new(session, ConversationRow(name=turn.conversation, state=turn.state), "name")
    row = session.exec(_named(turn.conversation).with_for_update()).one()
    row.state = turn.state
    return id_of(row)


def _record(row: TurnRow, conversation: str) -> TurnRecord:
    """Return the row as callers know it."""
    return TurnRecord(
        id=id_of(row),
        conversation=conversation,
        user_id=row.user_id,
        question=row.question,
        answer_text=row.answer_text,
        status=row.status,
        intent=row.intent,
        slots=row.slots,
        follow_ups=tuple(row.follow_ups),
        index_version=row.index_version,
        asked_at=row.asked_at,
        elapsed_ms=row.elapsed_ms,
        sources=tuple(row.sources),
        explanation=row.explanation,
        answer_html=row.answer_html,
        vote=row.vote,
        created_at=row.created_at,
    )
