"""What flows in and out of the memory: frozen records, free of the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """One question with its answer."""

    conversation: str
    user_id: str | None
    """Whose data it is; None where nobody is known."""
    question: str
    answer_text: str
    status: str
    intent: str
    slots: dict[str, Any]
    follow_ups: tuple[str, ...]
    index_version: str
    asked_at: datetime
    elapsed_ms: float
    sources: tuple[dict[str, Any], ...]
    explanation: Mapping[str, Any] = field(default_factory=dict)
    """How the answer came about; storage does not look into it."""
    answer_html: str = ""
    """The answer as it was told, whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTurn(_Turn):
    """A turn to keep, and the state in which it leaves the conversation."""

    state: dict[str, Any]
    """What the dialogue needs to go on; storage does not look into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRecord(_Turn):
    """A turn as it was kept."""

    id: int
    vote: str
    """What the person thought of the answer; empty until they say."""
    created_at: datetime


class Verdict(StrEnum):
    """Why a question is kept as feedback."""

    UNANSWERED = "unanswered"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeedback:
    """How one question went, without the person who asked it."""

    question: str
    status: str
    intent: str
    slots: Mapping[str, Any]
    verdict: Verdict
    index_version: str
    created_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRecord(NewFeedback):
    """Feedback as it was kept, with what could be personal masked."""

    id: int
    handled: bool
    """Whether somebody has dealt with it."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was deleted."""

    conversations: int
    turns: int


@dataclass(frozen=True, slots=True)
class IncomingUpdate:
    """An update as it came in, not read yet."""

    update_id: int
    lane: str
    """Updates of one lane are answered in order; lanes go side by side."""
    user_id: str | None
    body: str
    """The raw update as JSON; empty once it is done."""


@dataclass(frozen=True, slots=True)
class DeadUpdate:
    """An update that was given up."""

    update: IncomingUpdate
    attempts: int
    reason: str


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message to deliver."""

    chat_id: int
    payload: str
    """The call to make as JSON; storage does not look into it."""
    user_id: str | None = None
    """Whom it answers; None takes the person whose update it answers."""


class Delivery(StrEnum):
    """How far a message has come."""

    QUEUED = "queued"
    SENDING = "sending"
    """Handed over, outcome unknown: it may or may not have arrived."""
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message in the outbox."""

    update_id: int
    n: int
    """Its place among the messages that answer one update, from 0."""
    chat_id: int
    payload: str
    state: Delivery
