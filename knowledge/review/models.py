"""What a review of documents finds, as frozen types. Knows not how it is found or shown."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.corpus import Corpus
from knowledge.models import Fact, Pay, RoleDocument


class Grade(StrEnum):
    """How much a finding matters."""

    WARNING = "warning"
    """An answer is lost or may be wrong by it."""
    NOTE = "note"
    """Worth knowing; it may well be meant."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in a document that looks wrong, with where it stands and the next step."""

    kind: str
    """"two_sums", "range_upside_down", "no_market" ..."""
    grade: Grade
    message: str
    heading: tuple[str, ...] = ()
    line: str = ""
    """The line as the document has it; empty where it is of the document as a whole."""


@dataclass(frozen=True, slots=True)
class PayLine:
    """A pay fact with the line that it was read from."""

    pay: Pay
    heading: tuple[str, ...]
    line: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """Another fact, with the heading that it stands under."""

    fact: Fact
    heading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What one document was read as, and what looks wrong in it."""

    document: RoleDocument
    topics: tuple[tuple[str, int], ...]
    """The topics that headings show, each with its number of passages, in reading order."""
    silent: tuple[tuple[str, ...], ...]
    """The heading paths that show no topic; an empty one is the text before all headings."""
    pay: tuple[PayLine, ...]
    facts: tuple[FactLine, ...]
    findings: tuple[Finding, ...]

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What an answer is lost by."""
        return tuple(f for f in self.findings if f.grade is Grade.WARNING)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What may well be meant."""
        return tuple(f for f in self.findings if f.grade is Grade.NOTE)


@dataclass(frozen=True, slots=True)
class FolderReview:
    """A folder's documents with what was found in each."""

    corpus: Corpus
    reviews: tuple[Review, ...]


def warning(kind: str, message: str, heading: tuple[str, ...] = (), line: str = "") -> Finding:
    """Return a finding that an answer is lost by."""
    return Finding(kind, Grade.WARNING, message, heading, line)


def note(kind: str, message: str, heading: tuple[str, ...] = (), line: str = "") -> Finding:
    """Return a finding that may well be meant."""
    return Finding(kind, Grade.NOTE, message, heading, line)
