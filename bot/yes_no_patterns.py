"""The patterns of yes_no.yaml, compiled, and what they read out of a question or a value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from knowledge.facts.values import step_named
from knowledge.resources import yaml_resource

YES, NO, DEPENDS = "yes", "no", "depends"
OTHER_WAY = {YES: NO, NO: YES, DEPENDS: DEPENDS}
_GRADES = ("high", "medium", "low", "none")
_Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Credential:
    """Education as a question names it, on the ladder of education."""

    pattern: _Pattern
    has: range
    """Where the typical beginner is here, they have it."""
    lacks: range
    """Where here, they have it not; elsewhere nobody can tell."""

    def needed_at(self, rank: int) -> str | None:
        """Return whether one needs it where the typical education is of a rank."""
        return YES if rank in self.has else NO if rank in self.lacks else None


@dataclass(frozen=True, slots=True)
class Trait:
    """What the work may be: stressful, dangerous."""

    asked: _Pattern
    stated: _Pattern
    label: _Pattern
    """A label whose grade says it: "Stress level"."""
    plainly: _Pattern
    """What says it outright."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What may be needed: a licence, programming."""

    asked: _Pattern
    needed: _Pattern
    not_needed: _Pattern


def fits(name: str, text: str) -> bool:
    """Return whether a pattern by its name occurs in a text of small letters."""
    return bool(pattern(name).search(text))


@cache
def pattern(name: str) -> _Pattern:
    """Return a pattern by its name: "needs", "ai.safe"."""
    found: Any = _entries()
    for part in name.split("."):
        found = found[part]
    return _compiled(found)


def without_opening(text: str) -> str:
    """Return a question in small letters, without what leads up to it: "hi, do you know if"."""
    said = " ".join(text.replace("’", "'").casefold().split()).strip(" ?.!")
    return _opening().sub("", said)


def grade(value: str) -> str | None:
    """Return the grade that a value is: "low, seen over the long term" is "low"."""
    said = value.casefold().strip(" .")
    return next((name for name in _GRADES if fits(f"graded.{name}", said)), None)


def education_rank(value: str) -> int | None:
    """Return where education as documents name it stands; None where that is not clear."""
    ranks = education_ranks(value)
    return ranks[0] if len(ranks) == 1 else None


def education_ranks(text: str) -> tuple[int, ...]:
    """Return where all the education stands that a text names."""
    said = text.casefold()
    return tuple(rank for rank, found in _ranks() if found.search(said))


def credential_asked(said: str) -> Credential | None:
    """Return the education that a question asks about, the first that it names.

    Of a degree in a subject the documents tell at most that none is needed.
    """
    asked = next((c for c in _credentials() if c.pattern.search(said)), None)
    if asked and fits("of_a_subject", said):
        return Credential(asked.pattern, range(0), asked.lacks)
    return asked


@cache
def traits() -> tuple[Trait, ...]:
    """Return the traits that questions ask about."""
    return tuple(
        Trait(
            _compiled(entry["asked"]),
            re.compile(_joined(_entries()["trait_of_work"]) + _joined(entry["stated"])),
            _compiled(entry["graded"]),
            _compiled(entry.get("plainly", "(?!)")),
        )
        for entry in _entries()["traits"]
    )


@cache
def things() -> tuple[Thing, ...]:
    """Return the things that questions ask whether they are needed."""
    return tuple(
        Thing(
            _compiled(entry["asked"]),
            _about("needed", entry["stated"]),
            _about("not_needed", entry["stated"]),
        )
        for entry in _entries()["things"]
    )


def _about(name: str, thing: str) -> _Pattern:
    return re.compile(_joined(_entries()[name]).replace("{thing}", thing))


@cache
def _entries() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml_resource("bot", "yes_no.yaml")
    return loaded


@cache
def _opening() -> _Pattern:
    return re.compile(rf"^(?:(?:{_joined(_entries()['openings'])})\b[\s,:!-]*)+")


@cache
def _ranks() -> tuple[tuple[int, _Pattern], ...]:
    grades: dict[str, str] = _entries()["grades"]
    return tuple((step_named("education", step), _compiled(p)) for step, p in grades.items())


@cache
def _credentials() -> tuple[Credential, ...]:
    return tuple(
        Credential(_compiled(entry["pattern"]), _span(entry["has"]), _span(entry["lacks"]))
        for entry in _entries()["credentials"]
    )


def _span(ends: list[str]) -> range:
    """From one step of education to another."""
    if not ends:
        return range(0)
    first, last = (step_named("education", end) for end in ends)
    return range(first, last + 1)


def _compiled(text: str) -> _Pattern:
    return re.compile(_joined(text))


def _joined(text: str) -> str:
    """A pattern that stands on several lines, as one."""
    return "".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines())
