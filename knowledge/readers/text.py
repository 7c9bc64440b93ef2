"""Plain text as pasted from a web page to blocks. Knows layout, not what a text is about.

A pasted page has lost its markup; what is left is blank lines, bullets, short lines without a full
stop (headings), labels with their values on the next line, and terms run together.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from knowledge.models import Block, BlockKind
from knowledge.money import find_money
from knowledge.readers.layout import unglue
from knowledge.readers.navigation import is_navigation, is_remark, without_link
from knowledge.readers.table import Names, Row, is_amount, joined_rows
from knowledge.vocabulary import Vocabulary

_BULLET = re.compile(r"^(?:[•▪◦‣●○■□*·–—-]|\d{1,2}[.)])\s+(?=\S)")
_ORDINAL = re.compile(r"^\d{1,2}[.)]\s+")
_GLUED_ORDINAL = re.compile(r"^\d{2}(?=[A-Z])")
_STEP = re.compile(r"^(?:step|stage|phase|part)\s+\d+\b", re.IGNORECASE)
_FIELD = re.compile(r"^[^:]{2,40}:\s+\S")
_VALUE = re.compile(r"[\d$£€₹]|\b[A-Z]{3,}\b")
# What a label that is glued to it stands for: "Min. Education|BACHELORS", "Senior|Rs.320k".
_LABELLED = re.compile(r"[~$£€₹\d]|Rs\b|[A-Z]{3,}(?: [A-Z]{3,})*$")
# A paragraph's heading in its own first line: "Physical stamina. Nurses should be ...".
_RUN_IN = re.compile(r"(?P<name>[A-Z][\w'’-]*(?: [\w'’-]+){0,4})\. (?=[A-Z])(?=.{40})")
_HEADING_WORDS = 13
_VALUE_WORDS = 5
# "10-Year Growth" is a label though it holds a figure: a longer capitalised word shows it.
_TITLE_WORD = 3
# So many labels, each with one bare amount on the next line, are a table and no headings.
_CHART = 3


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
    def pay(self) -> bool:
        """Whether it says in words what somebody is paid, if without a full stop."""
        return self.words > _VALUE_WORDS and any(
            m.period and m.currency for m in find_money(self.text)
        )

    @property
    def heading(self) -> bool:
        if self.item or self.sentence or is_remark(self.text) or self.pay:
            return False
        if _STEP.match(self.text):
            return True
        opens = self.text[0].isupper() or self.text[0] in "'\"“‘"
        return not self.value and (opens or (self.text[0].isdigit() and self.titled))


def read_text(text: str, terms: Vocabulary) -> tuple[Block, ...]:
    """Return the blocks of a plain text; `terms` tells which terms stand alone elsewhere."""
    stripped = (without_link(line.strip()) for line in text.splitlines())
    kept = [line for line in stripped if line and not is_navigation(line)]
    lines = [
        _line(row, terms) if isinstance(row, str) else _tabled(row) for row in joined_rows(kept)
    ]
    if not lines or not lines[0].heading:
        return tuple(_blocks(lines))
    title, rest = lines[0].text, _charted(lines[1:])
    rest = _with_names(rest)
    # a page says its title again above its charts: no heading of a section
    rest = [line for line in rest if line.text.casefold() != title.casefold()]
    return (Block(BlockKind.HEADING, title, depth=1), *_blocks(_without_contents(rest)))


def _with_names(lines: Sequence[_Line]) -> list[_Line]:
    """The lines with the list of their run-in headings before a run of them.

    "Compassion. Nurses should be caring. ..." is a paragraph under its own short heading; what a
    page lists so is asked for by the names.
    """
    made: list[_Line] = []
    place = 0
    while place < len(lines):
        run = 0
        while place + run < len(lines) and _RUN_IN.match(lines[place + run].text):
            run += 1
        names = [str(_RUN_IN.match(line.text)["name"]) for line in lines[place : place + run]]  # type: ignore[index]
        if run >= _CHART:
            made.append(_Line(", ".join(names), _Item.TERMS, tuple(names)))
        made += lines[place : place + max(run, 1)]
        place += max(run, 1)
    return made


def _without_contents(lines: Sequence[_Line]) -> list[_Line]:
    """The lines without a table of contents: bullets before the text that are headings in it."""
    count = next((n for n, line in enumerate(lines) if line.item is not _Item.BULLET), len(lines))
    headings = {line.text.casefold() for line in lines[count:] if line.heading}
    there = sum(line.text.casefold() in headings for line in lines[:count])
    return list(lines[count:] if there > count / 2 else lines)


def _tabled(row: Row | Names) -> _Line:
    """A table's row, or the list of what its rows are about."""
    if isinstance(row, Row):
        return _Line(row.text, _Item.FIELD)
    return _Line(", ".join(row.items), _Item.TERMS, row.items)


def _charted(lines: Sequence[_Line]) -> list[_Line]:
    """The lines with a chart's labels and amounts, on alternating lines, as labelled values."""
    made: list[_Line] = []
    place = 0
    while place < len(lines):
        pairs = _pairs(lines, place)
        if len(pairs) >= _CHART:
            made += [_Line(f"{label}: {amount}", _Item.FIELD) for label, amount in pairs]
            place += 2 * len(pairs)
        else:
            made.append(lines[place])
            place += 1
    return made


def _pairs(lines: Sequence[_Line], place: int) -> list[tuple[str, str]]:
    """The labels with amounts that lines go on with."""
    found: list[tuple[str, str]] = []
    for n in range(place, len(lines) - 1, 2):
        label, amount = lines[n], lines[n + 1]
        if label.item or label.sentence or is_amount(label.text) or not is_amount(amount.text):
            break
        found.append((label.text, amount.text))
    return found


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
