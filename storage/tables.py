"""The tables. They never leave this package: callers get the records of records.py."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, UniqueConstraint, inspect
from sqlmodel import Field, SQLModel

from storage.columns import AnyText, JsonText, UtcDateTime, utc_now

# An id that was deleted must not come back: buttons under old messages carry turn ids.
_IDS_ARE_NOT_REUSED = {"sqlite_autoincrement": True}


def values(row: SQLModel) -> dict[str, Any]:
    """Return a row by column; pydantic's own dump breaks on lone surrogates."""
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}


class ConversationRow(SQLModel, table=True):
    """A thread; it has at least one turn, and whose it is the turns tell."""

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("name"), _IDS_ARE_NOT_REUSED)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(sa_type=AnyText)
    state: dict[str, Any] = Field(sa_column=Column(JsonText, nullable=False))
    forgotten_through: int = 0
    """The last turn before the last reset; 0 when there was none."""
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class TurnRow(SQLModel, table=True):
    """One question with its answer."""

    __tablename__ = "turns"
    __table_args__ = (
        Index("ix_turns_conversation_id", "conversation_id", "id"),
        _IDS_ARE_NOT_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    conversation_id: int = Field(foreign_key="conversations.id")
    user_id: str | None = Field(default=None, sa_type=AnyText, index=True)
    question: str = Field(sa_type=AnyText)
    answer_text: str = Field(sa_type=AnyText)
    status: str = Field(sa_type=AnyText)
    intent: str = Field(sa_type=AnyText)
    slots: dict[str, Any] = Field(sa_column=Column(JsonText, nullable=False))
    follow_ups: list[str] = Field(sa_column=Column(JsonText, nullable=False))
    sources: list[dict[str, Any]] = Field(sa_column=Column(JsonText, nullable=False))
    explanation: dict[str, Any] = Field(
        sa_column=Column(JsonText, nullable=False, server_default="{}")
    )
    answer_html: str = Field(
        default="", sa_column=Column(AnyText, nullable=False, server_default="")
    )
    vote: str = Field(default="", sa_column=Column(AnyText, nullable=False, server_default=""))
    """What the person thought of the answer; empty until they say."""
    index_version: str = Field(sa_type=AnyText)
    elapsed_ms: float
    asked_at: datetime = Field(sa_type=UtcDateTime, index=True)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class InboxRow(SQLModel, table=True):
    """An update; ordered by `seq`, since update ids start anywhere after a quiet week."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("update_id"),
        Index("ix_inbox_state_seq", "state", "seq"),
        Index("ix_inbox_state_finished_at", "state", "finished_at"),
        _IDS_ARE_NOT_REUSED,
    )

    seq: int | None = Field(default=None, primary_key=True)
    update_id: int = Field(sa_type=BigInteger)
    lane: str = Field(sa_type=AnyText)
    user_id: str | None = Field(default=None, sa_type=AnyText, index=True)
    body: str = Field(sa_type=AnyText)
    state: str = Field(default="pending", sa_type=AnyText)
    attempts: int = 0
    reason: str = Field(default="", sa_type=AnyText)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OutboxRow(SQLModel, table=True):
    """A message to deliver; no foreign key to the inbox, which may be purged before."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("update_id", "n"),
        Index("ix_outbox_state_seq", "state", "seq"),
        _IDS_ARE_NOT_REUSED,
    )

    seq: int | None = Field(default=None, primary_key=True)
    update_id: int = Field(sa_type=BigInteger)
    n: int
    chat_id: int = Field(sa_type=BigInteger, index=True)
    user_id: str | None = Field(default=None, sa_type=AnyText, index=True)
    payload: str = Field(sa_type=AnyText)
    state: str = Field(default="queued", sa_type=AnyText)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    reason: str = Field(default="", sa_type=AnyText)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class FeedbackRow(SQLModel, table=True):
    """A question that went badly, or well; it names nobody, no turn, and no time within the day."""

    __tablename__ = "feedback"
    __table_args__ = (_IDS_ARE_NOT_REUSED,)

    id: int | None = Field(default=None, primary_key=True)
    created_on: date = Field(index=True)
    question: str = Field(sa_type=AnyText)
    status: str = Field(sa_type=AnyText)
    intent: str = Field(sa_type=AnyText)
    slots: dict[str, Any] = Field(sa_column=Column(JsonText, nullable=False))
    verdict: str = Field(sa_type=AnyText)
    index_version: str = Field(sa_type=AnyText)
    handled: bool = False


def id_of(row: ConversationRow | TurnRow | FeedbackRow) -> int:
    """Return the id that the database gave."""
    if row.id is None:
        raise AssertionError("a row that was flushed has an id")
    return row.id
