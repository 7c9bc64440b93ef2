"""How an answer came about, as a value that is kept with its turn and shown to whoever asks why.

Knows nothing of how it is gathered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.tracing import Check
from bot.wording import plain, render_html


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in the message, with its place in the mended text."""

    kind: str
    value: str
    said: str
    start: int
    end: int
    slips: int
    """Letters that were wrong."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What the message was taken for."""

    text: str
    """With its misspelt words mended."""
    intent: str
    confidence: float
    likeliest: dict[str, float] = field(default_factory=dict)
    """The classifier's first labels with their probabilities."""
    names: tuple[Name, ...] = ()
    occupation: str | None = None
    """An occupation named that no document is of."""
    strangers: tuple[str, ...] = ()
    """Words that neither the documents nor the topics use."""
    several: tuple[str, ...] = ()
    """The topics of its clauses, where they differ."""
    leans_on: str | None = None
    """The question before it, where it was read together with that."""
    role: str | None = None
    compared: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    topics: dict[str, float] = field(default_factory=dict)
    """What the answer was looked for under."""


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage found, with what put it in its place."""

    passage: str
    section: str
    topic: str | None
    score: float
    similarity: float
    meaning_rank: int | None
    """Its place in the search by meaning, from 1; None where that did not bring it."""
    word_rank: int | None
    """Its place in the search by words."""
    bonus: float
    """What topic, market and level added to the score; the rest is the two ranks'."""
    named: bool
    """Whether it holds a rare name that the question asks for."""
    shown: bool
    """Whether the answer draws on its section."""


@dataclass(frozen=True, slots=True)
class Found:
    """One search: what was looked for, and what came, the best first."""

    text: str
    role: str | None
    level: str | None
    market: str | None
    topics: dict[str, float]
    hits: tuple[FoundPassage, ...]


@dataclass(frozen=True, slots=True)
class UsedFact:
    """A fact that the answer states."""

    kind: str
    words: str
    role: str
    level: str | None
    market: str | None
    as_of: str | None
    source: int
    """The number of its source in the answer."""


@dataclass(frozen=True, slots=True)
class UsedSource:
    """A section that the answer draws on."""

    id: int
    title: str
    document: str
    section: str
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Origin:
    """What an answer depends on besides its question and the conversation."""

    generation: str
    encoder: str
    default_role: str | None = None
    default_market: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an answer is as it is: the same question in the same state has the same one again."""

    asked: str
    status: str
    origin: Origin
    understood: Understood | None = None
    """None where the message could not be read at all."""
    carried: dict[str, str] = field(default_factory=dict)
    """Slot to what it was left at by the turns before."""
    assumed: tuple[str, ...] = ()
    thresholds: tuple[Check, ...] = ()
    searches: tuple[Found, ...] = ()
    facts: tuple[UsedFact, ...] = ()
    sources: tuple[UsedSource, ...] = ()
    refused: str | None = None
    elapsed_ms: float = 0.0


def explanation_as_dict(explanation: Explanation) -> dict[str, Any]:
    """Return the explanation as JSON has it."""
    dumped: dict[str, Any] = _adapter().dump_python(explanation, mode="json")
    return dumped


def explanation_of(kept: Mapping[str, Any]) -> Explanation | None:
    """Return the explanation that was kept; None where none was, as of turns of long ago."""
    return _adapter().validate_python(kept) if kept else None


def explain_text(kept: Mapping[str, Any]) -> str:
    """Return an explanation as it was kept in a few lines of Telegram's HTML."""
    return render_html("why/short", why=explanation_of(kept))


def explain_in_full(explanation: Explanation) -> str:
    """Return all of an explanation as plain text in sections."""
    return plain(render_html("why/full", why=explanation))


@cache
def _adapter() -> TypeAdapter[Explanation]:
    return TypeAdapter(Explanation)
