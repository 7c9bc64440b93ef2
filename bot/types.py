"""What flows through the bot: a question in, an answer out. Knows nothing of Telegram."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from knowledge.models import Fact, Pay


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    CLARIFICATION = "clarification"
    NO_ANSWER = "no_answer"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Question:
    """One message of one person in one conversation."""

    text: str
    conversation: str
    """The thread it belongs to: "telegram:<chat>:<user>", or whatever a caller names."""
    user_id: str | None = None
    """Whose data it is, for export and forgetting; None where nobody is known."""
    asked_at: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Slots:
    """What a question, or the conversation before it, has settled."""

    role: str | None = None
    level: str | None = None
    market: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """A fact as an answer states it, bound to the source that says it."""

    stated: Pay | Fact
    role: str
    source: int
    """The number of the source in the answer."""


@dataclass(frozen=True, slots=True)
class AnswerSource:
    """A numbered source of an answer."""

    id: int
    title: str
    document: str
    section: str
    quote: str
    as_of: str | None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The advisor's word on one question."""

    question: str
    conversation: str
    status: Status
    text: str
    html: str
    intent: str
    slots: Slots
    confidence: float
    index_version: str
    assumptions: tuple[str, ...] = ()
    facts: tuple[AnswerFact, ...] = ()
    sources: tuple[AnswerSource, ...] = ()
    follow_ups: tuple[str, ...] = ()
    """Questions to go on with; each is a whole question that can be asked as it stands."""
    elapsed_ms: float = 0.0
    turn_id: int | None = None
    """Where the conversation keeps it; None when nothing keeps it."""
