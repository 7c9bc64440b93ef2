"""What flows from the sources to the documents: facts as their sources write them.

Figures stay text, as the source has them, so that none is rounded or computed on the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Words:
    """What a person wrote of a career: how it is called and what the work is."""

    role: str
    aliases: tuple[str, ...]
    work: str


@dataclass(frozen=True, slots=True)
class Wage:
    """One statement on pay of the handbook."""

    period: str
    """"year" or "hour"."""
    median: str
    """As written, without currency: "93,600", "23.33"."""
    dated: str
    """"May 2024"."""
    low: str | None = None
    """The lowest tenth earn less than this."""
    high: str | None = None
    """The highest tenth earn more than this."""
    title: str | None = None
    """The occupation of a group that it is of; None for the page's own."""
    at_least: bool = False
    """Whether the source gives the median as no less than this."""


@dataclass(frozen=True, slots=True)
class Member:
    """An occupation of a page, with its projection."""

    title: str
    code: str
    """Of the Standard Occupational Classification: "29-1141"."""
    jobs: str
    """In the projection's first year."""
    jobs_then: str
    """In its last year."""
    percent: str


class Share(NamedTuple):
    """How many of an occupation's jobs are in an industry."""

    industry: str
    percent: str


@dataclass(frozen=True, slots=True)
class Employers:
    """The industries with the most jobs of an occupation."""

    title: str | None
    """The occupation of a group; None for the page's own."""
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What a page of the handbook states, prose left out."""

    slug: str
    title: str
    address: str
    education: str | None
    experience: str | None
    training: str | None
    jobs: str | None
    growth: str | None
    """Per cent, "-3"."""
    growth_words: str | None
    """"Much faster than average"."""
    change: str | None
    openings: str | None
    wages: tuple[Wage, ...]
    members: tuple[Member, ...]
    employers: tuple[Employers, ...]
    qualities: tuple[str, ...]
    similar: tuple[str, ...]
    hours: tuple[str, ...]
    hazards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a paragraph, a list or both."""

    heading: str
    items: tuple[str, ...] = ()
    text: str = ""

    @staticmethod
    def of(heading: str, items: Sequence[str], text: str = "") -> tuple["Section", ...]:
        """Return the section alone, or nothing where it would say nothing."""
        return (Section(heading, tuple(items), text),) if items or text else ()
