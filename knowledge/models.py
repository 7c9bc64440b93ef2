"""What we know, as frozen types: blocks, sections, passages, facts and where each comes from.

Knows nothing of embeddings, Telegram or SQL.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

LEVELS = ("entry", "mid", "senior", "lead", "principal")
"""The levels of a career, each above the one before."""


class BlockKind(StrEnum):
    """How a piece of a document is laid out; an answer keeps the layout."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document in reading order, as a reader found it."""

    kind: BlockKind
    text: str = ""
    """The words of a heading or a paragraph; empty for lists."""
    items: tuple[str, ...] = ()
    """The items of a list; a table row is one item, its cells joined."""
    depth: int = 0
    """A heading's depth, 1 for the document's title; 0 for all else."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document's statements come from, as a person would name it."""

    title: str
    """For example "Sri Lankan market profile"."""
    address: str | None = None
    as_of: str | None = None
    """Year, month or day as the document gives it: "2025", "2025-03"."""
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An occupation that documents describe."""

    id: str
    """A slug: "back-end-systems-developer"."""
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pay:
    """What somebody earns, as one passage says it."""

    low: Decimal | None
    high: Decimal | None
    currency: str
    """ISO 4217: "LKR"."""
    period: str | None
    """"hour", "day", "week", "month", "year"; None where the text does not tell."""
    level: str | None = None
    """One of `LEVELS`; None where the text does not tell."""
    market: str | None = None
    """A country's English name or "Global"; None where the text does not tell."""
    basis: str = "range"
    """"range", "median", "average", "low", "high", or a percentile: "p10", "p25", "p75", "p90"."""
    engagement: str = "employment"
    """"employment" or "freelance"."""
    open_ended: bool = False
    """True for "$210,000+": the source gives the upper end as not the last word."""
    titles: tuple[str, ...] = ()
    """Job titles that the document gives for the level; without a level, whom or what part of the
    role the figure is for: "Matron", "Hospitals"."""
    as_of: str | None = None
    """Month or year that the passage itself gives: "May 2024"."""
    kind: str = "pay"

    @property
    def of_a_part(self) -> bool:
        """Whether it is of a part of the role only, or of another group beside it."""
        return self.level is None and bool(self.titles)


@dataclass(frozen=True, slots=True)
class Fact:
    """What one passage states of a role besides pay: a figure or a short term under a name."""

    kind: str
    """A key of knowledge/facts/kinds.yaml: "education", "jobs", "growth" ..."""
    value: str
    """As the passage has it: "Bachelor's degree", "3,391,000", "5% (Faster than average)"."""
    low: Decimal | None = None
    """The number, or a range's lower end; None where the value is a term."""
    high: Decimal | None = None
    unit: str | None = None
    """What the number counts: "jobs", "percent", "years", "hours"."""
    as_of: str | None = None
    """Year or span that the passage gives: "2024", "2024–34"."""
    level: str | None = None
    market: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit retrieved: one stretch of a document under one heading."""

    id: str
    """"<document id>#<n>", unique in a corpus."""
    document: str
    role: str
    """The role's id."""
    topic: str | None
    """What its innermost telling heading is about."""
    market: str | None
    level: str | None
    heading: tuple[str, ...]
    """The heading path, the document's title left out."""
    kind: BlockKind
    text: str
    """The passage as the document has it; list items on lines of their own."""
    items: tuple[str, ...] = ()
    pay: tuple[Pay, ...] = ()
    facts: tuple[Fact, ...] = ()
    also: tuple[str, ...] = ()
    """Topics of the headings further out."""
    outline: bool = False
    """Whether it lists the headings below its own: a whole roadmap in one."""

    @property
    def topics(self) -> frozenset[str]:
        """All that it is about, its own topic and those of the headings further out."""
        return frozenset((self.topic, *self.also) if self.topic else self.also)

    @property
    def lead(self) -> str:
        """What stands before a list; empty where nothing does, or for prose."""
        first = self.text.split("\n", 1)[0]
        return first if self.items and first != self.items[0] else ""

    @property
    def searchable(self) -> str:
        """Heading path and text in one, as both searches read it."""
        return f"{' › '.join(self.heading)}\n{self.text}" if self.heading else self.text


@dataclass(frozen=True, slots=True)
class RoleDocument:
    """One file that was read: what it is about, where it comes from, what it says."""

    id: str
    """The file's path below the documents folder, without its ending."""
    role: Role
    source: Source
    market: str | None
    passages: tuple[Passage, ...]
    digest: str
    """sha256 of the file's bytes."""
