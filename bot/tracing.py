"""What decided an answer, noted where it is decided: thresholds, searches, why it was refused.

Knows nothing of how an answer is made or shown. Notes made where nobody listens go nowhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from retrieval.types import Hit, Query

if TYPE_CHECKING:
    # not at run time: whatever takes part in an answer may make notes, the recogniser too
    from bot.recognizer import Recognition


@dataclass(frozen=True, slots=True)
class Check:
    """One number held against a threshold."""

    name: str
    """The threshold's name in the code."""
    value: float
    least: float
    passed: bool


@dataclass(frozen=True, slots=True)
class Search:
    """What was looked for, and what was found."""

    query: Query
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """All that was noted on the way to one answer, in the order it was decided."""

    recognition: "Recognition | None" = None
    """None where the message could not be read at all."""
    checks: tuple[Check, ...] = ()
    searches: tuple[Search, ...] = ()
    refused: str | None = None
    """What it was refused for: "no_topic", "unknown_role" ..."""


@dataclass(slots=True)
class Notes:
    """The trace so far."""

    trace: Trace = field(default_factory=Trace)


_notes: ContextVar[Notes | None] = ContextVar("notes", default=None)


@contextmanager
def tracing() -> Iterator[Notes]:
    """Gather the notes that are made within; each thread gathers its own."""
    notes = Notes()
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


def reaches(name: str, value: float, least: float) -> bool:
    """Return whether a value reaches a threshold, and note it: what decides is what is told."""
    check = Check(name, float(value), least, bool(value >= least))
    if (notes := _notes.get()) and check not in notes.trace.checks:
        _note(checks=(*notes.trace.checks, check))
    return check.passed


def understood(recognition: "Recognition") -> None:
    """Note what a message was recognised as."""
    _note(recognition=recognition)


def searched(query: Query, hits: tuple[Hit, ...]) -> None:
    """Note a search; the same one again tells nothing new."""
    search = Search(query, hits)
    if (notes := _notes.get()) and all(query != done.query for done in notes.trace.searches):
        _note(searches=(*notes.trace.searches, search))


def refused(reason: str) -> None:
    """Note why there is no answer."""
    _note(refused=reason)


def _note(**changes: Any) -> None:
    if notes := _notes.get():
        notes.trace = replace(notes.trace, **changes)
