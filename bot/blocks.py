"""Extracts to the blocks that an answer shows, without what it has said already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.citations import Citations
from bot.extracts import Extract
from bot.money_text import pay_text
from knowledge.models import Fact, Passage, Pay


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an answer: what it shows of one section."""

    heading: str
    kind: str
    """An extract's kinds, or "inline" for a line that says its heading again."""
    lead: str
    items: tuple[str, ...]
    source: int
    joined: bool = False
    """Whether it goes on with the section of the block before it."""


@dataclass(slots=True)
class Said:
    """What an answer has said so far, by document."""

    lines: set[tuple[str, str]] = field(default_factory=set)
    evidence: str = ""
    """The sentence quoted after a yes or a no."""

    @classmethod
    def of(cls, stated: Iterable[tuple[Pay | Fact, Passage]]) -> "Said":
        """Return what facts say, each as its document has it."""
        said = cls()
        for fact, passage in stated:
            said.add(fact.value if isinstance(fact, Fact) else pay_text(fact), passage)
        return said

    def add(self, line: str, passage: Passage) -> None:
        """Note what is said."""
        self.lines.add((passage.document, line.casefold()))

    def new(self, items: Iterable[str], passage: Passage) -> tuple[str, ...]:
        """Return the items not said yet; "Label: value" is said where the value was a fact.

        A bare name may stand in two lists, and is missed where it is left out of one.
        """
        found = []
        for item in items:
            _, colon, value = item.partition(": ")
            folded = {(passage.document, item.casefold()), (passage.document, value.casefold())}
            if item != self.evidence and not (colon and folded & self.lines):
                found.append(item)
                self.add(item, passage)
        return tuple(found)


def blocks(found: Sequence[Extract], said: Said, citations: Citations) -> tuple[Block, ...]:
    """Return the blocks for extracts in their order; one that says nothing new is left out."""
    shown: list[Block] = []
    for extract in found:
        items = said.new(extract.items, extract.passage)
        lead = extract.lead.replace(said.evidence, "").strip() if said.evidence else extract.lead
        if not items and not lead:
            continue
        source = citations.number(extract.passage)
        before = shown[-1] if shown else None
        joined = before is not None and (before.source, before.heading) == (source, extract.heading)
        kind = "inline" if _says_heading(items, extract.heading) else extract.kind
        shown.append(Block(extract.heading, kind, lead, items, source, joined))
    return tuple(shown)


def _says_heading(items: Sequence[str], heading: str) -> bool:
    return len(items) == 1 and items[0].casefold().startswith(f"{heading.casefold()}: ")
