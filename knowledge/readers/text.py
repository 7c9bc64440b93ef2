"""Plain text as pasted from a web page to blocks. Knows layout, not what a text is about.

A pasted page has lost its markup; what is left is blank lines, bullets, short lines without a full
stop (headings), labels with their values on the next line, and terms run together.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from knowledge.models import Block, BlockKind
from knowledge.readers.layout import unglue
from knowledge.vocabulary import Vocabulary

_BULLET = re.compile(r"^(?:[•▪◦‣●○■□*·–—-]|\d{1,2}[.)])\s+(?=\S)")
_ORDINAL = re.compile(r"^\d{1,2}[.)]\s+")
_GLUED_ORDINAL = re.compile(r"^\d{2}(?=[A-Z])")
# A way back within a site, which is no part of the text.
_NAVIGATION = re.compile(r"^[←«‹⟵]\s*(?:\S+\s*){1,6}(?<![.!?])$")
_STEP = re.compile(r"^(?:step|stage|phase|part)\s+\d+\b", re.IGNORECASE)
_FIELD = re.compile(r"^[^:]{2,40}:\s+\S")
_VALUE = re.compile(r"[\d$£€₹]|\b[A-Z]{3,}\b")
# What a label that is glued to it stands for: "Min. Education|BACHELORS", "Senior|Rs.320k".
_LABELLED = re.compile(r"[~$£€₹\d]|Rs\b|[A-Z]{3,}(?: [A-Z]{3,})*$")
_HEADING_WORDS = 13
_VALUE_WORDS = 5
# "10-Year Growth" is a label though it holds a figure: a longer capitalised word shows it.
_TITLE_WORD = 3


class _Item(Enum):
    """What a line of a list is; lists of different lines are different lists."""

    BULLET = auto()
    NUMBERED = auto()
    TERMS = auto()
    FIELD = auto()


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    item: _Item | None = None
    terms: tuple[str, ...] = ()
    """Its terms, where several were run together."""

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def sentence(self) -> bool:
        ends = (".", "!", ":", ";", "…", "”", ",")
        return self.text.endswith(ends) or self.words > _HEADING_WORDS

    @property
    def value(self) -> bool:
        """Whether it looks like what a label stands for: "BACHELORS", "$75k", "indoor"."""
        if self.sentence or self.item or self.words > _VALUE_WORDS:
            return False
        return self.text[0].islower() or (bool(_VALUE.search(self.text)) and not self.titled)

    @property
    def titled(self) -> bool:
        """Whether a longer word of it has a capital, as in a heading."""
        words = re.findall(r"[A-Za-z]+", self.text)
        return any(word.istitle() and len(word) > _TITLE_WORD for word in words)

    @property
    def heading(self) -> bool:
        if self.item or self.sentence:
            return False
        if _STEP.match(self.text):
            return True
        opens = self.text[0].isupper() or self.text[0] in "'\"“‘"
        return not self.value and (opens or (self.text[0].isdigit() and self.titled))


def read_text(text: str, terms: Vocabulary) -> tuple[Block, ...]:
    """Return the blocks of a plain text; `terms` tells which terms stand alone elsewhere."""
    stripped = (line.strip() for line in text.splitlines())
    lines = [_line(line, terms) for line in stripped if line and not _NAVIGATION.match(line)]
    if lines and lines[0].heading:
        return (Block(BlockKind.HEADING, lines[0].text, depth=1), *_blocks(lines[1:]))
    return tuple(_blocks(lines))


def _line(text: str, terms: Vocabulary) -> _Line:
    bare = _BULLET.sub("", text, count=1)
    if bare != text:
        unnumbered = _GLUED_ORDINAL.sub("", bare)
        numbered = bool(_ORDINAL.match(text)) or unnumbered != bare
        return _Line(unnumbered, _Item.NUMBERED if numbered else _Item.BULLET)
    if bare.endswith((".", "!", "?", ",", ";")):
        return _Line(bare)
    parts = unglue(bare, terms)
    if len(parts) == 2 and _LABELLED.match(parts[1]) and ":" not in parts[0]:
        return _Line(f"{parts[0]}: {parts[1]}", _Item.FIELD)
    if len(parts) > 1:
        return _Line(bare, _Item.TERMS, tuple(parts))
    field = _FIELD.match(bare) and not _STEP.match(bare) and _VALUE.search(bare.split(":", 1)[1])
    return _Line(bare, _Item.FIELD if field else None)


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    """Depth 2 is a heading with words of its own or above others; 3 is one within such a group."""
    place = 0
    grouped = False
    while place < len(lines):
        line = lines[place]
        if not line.heading:
            run = _run(lines, place)
            yield _content(run)
            place += len(run)
            continue
        values = _values_after(lines, place)
        place += 1 + len(values)
        following = lines[place] if place < len(lines) else None
        above = following is not None and following.heading and not values
        if following is None and not values:
            yield Block(BlockKind.PARAGRAPH, line.text)
            continue
        yield Block(BlockKind.HEADING, line.text, depth=3 if grouped and not above else 2)
        if values:
            yield Block(BlockKind.PARAGRAPH, ", ".join(value.text for value in values))
        lone = bool(values) and (following is None or following.heading)
        grouped = above or (grouped and (lone or bool(_STEP.match(line.text))))


def _values_after(lines: Sequence[_Line], place: int) -> tuple[_Line, ...]:
    found: list[_Line] = []
    for line in lines[place + 1 : place + 4]:
        if not line.value:
            break
        found.append(line)
    return tuple(found)


def _run(lines: Sequence[_Line], place: int) -> Sequence[_Line]:
    """The line and those after it that belong to one list with it; prose stands line by line."""
    item = lines[place].item
    end = place + 1
    while item and end < len(lines) and lines[end].item is item:
        end += 1
    return lines[place:end]


def _content(run: Sequence[_Line]) -> Block:
    first = run[0]
    if first.item is None:
        return Block(BlockKind.PARAGRAPH, first.text)
    kind = BlockKind.STEPS if first.item is _Item.NUMBERED else BlockKind.BULLETS
    return Block(kind, items=tuple(term for line in run for term in line.terms or (line.text,)))
