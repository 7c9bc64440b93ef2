"""Plain text as pasted from a web page to blocks. Knows layout, not what a text is about.

A pasted page has lost its markup; what is left is blank lines, bullets, short lines without a full
stop (headings), labels with their values on the next line, and terms run together.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.models import Block, BlockKind
from knowledge.readers.layout import Known, unglue

_BULLET = re.compile(r"^(?:[•▪◦‣●○■□*·–—-]|\d{1,2}[.)])\s+(?=\S)")
_ORDINAL = re.compile(r"^\d{1,2}[.)]\s+")
_GLUED_ORDINAL = re.compile(r"^\d{2}(?=[A-Z])")
_STEP = re.compile(r"^(?:step|stage|phase|part)\s+\d+\b", re.IGNORECASE)
_FIELD = re.compile(r"^[^:]{2,40}:\s+\S")
_VALUE = re.compile(r"[\d$£€₹]|\b[A-Z]{3,}\b")
_HEADING_WORDS = 13
_VALUE_WORDS = 5
# "10-Year Growth" is a label though it holds a figure: a longer capitalised word shows it.
_TITLE_WORD = 3


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    bullet: bool
    ordered: bool
    terms: tuple[str, ...]
    """Its terms, where several were run together."""

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def sentence(self) -> bool:
        return (
            self.text.endswith((".", "!", ":", ";", "…", "”", ",")) or self.words > _HEADING_WORDS
        )

    @property
    def value(self) -> bool:
        """Whether it looks like what a label stands for: "BACHELORS", "$75k", "indoor"."""
        if self.sentence or self.bullet or self.words > _VALUE_WORDS:
            return False
        words = re.findall(r"[A-Za-z]+", self.text)
        named = any(word.istitle() and len(word) > _TITLE_WORD for word in words)
        return self.text[0].islower() or (bool(_VALUE.search(self.text)) and not named)

    @property
    def heading(self) -> bool:
        if self.bullet or self.sentence or len(self.terms) > 1:
            return False
        if _STEP.match(self.text):
            return True
        if _FIELD.match(self.text) and _VALUE.search(self.text.split(":", 1)[1]):
            return False
        return not self.value and (self.text[0].isupper() or self.text[0] in "'\"“‘")


def read_text(text: str, known: Known) -> tuple[Block, ...]:
    """Return the blocks of a plain text; `known` tells which terms stand alone elsewhere."""
    lines = [_line(line.strip(), known) for line in text.splitlines() if line.strip()]
    title = Block(BlockKind.HEADING, lines[0].text, depth=1) if lines and lines[0].heading else None
    body = lines[1:] if title else lines
    return (*((title,) if title else ()), *_merge_lists(_blocks(body)))


def _line(text: str, known: Known) -> _Line:
    ordered = bool(_ORDINAL.match(text))
    bare = _BULLET.sub("", text, count=1)
    bullet = bare != text
    if bullet and (glued := _GLUED_ORDINAL.sub("", bare)) != bare:
        bare, ordered = glued, True
    prose = bullet or bare.endswith((".", "!", "?", ",", ";"))
    terms = () if prose else tuple(unglue(bare, known))
    if len(terms) == 2 and _VALUE.search(terms[1]) and ":" not in terms[0]:
        bare, terms = f"{terms[0]}: {terms[1]}", ()
    return _Line(bare, bullet, ordered, terms if len(terms) > 1 else ())


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    """Depth 2 is a heading with words of its own or above others; 3 is one within such a group."""
    place = 0
    grouped = False
    while place < len(lines):
        line = lines[place]
        values = _values_after(lines, place) if line.heading else ()
        following = lines[place + 1 + len(values)] if place + 1 + len(values) < len(lines) else None
        if values and (following is None or following.heading):
            yield Block(BlockKind.HEADING, line.text, depth=3 if grouped else 2)
            yield Block(BlockKind.PARAGRAPH, ", ".join(v.text for v in values))
            place += 1 + len(values)
        elif line.heading and following is not None:
            above = following.heading and not values
            yield Block(BlockKind.HEADING, line.text, depth=3 if grouped and not above else 2)
            grouped = above
            place += 1
        else:
            yield from _content(line)
            place += 1


def _values_after(lines: Sequence[_Line], place: int) -> tuple[_Line, ...]:
    found: list[_Line] = []
    for line in lines[place + 1 : place + 4]:
        if not line.value or line.terms or _FIELD.match(line.text):
            break
        found.append(line)
    return tuple(found)


def _content(line: _Line) -> Iterator[Block]:
    if line.bullet:
        yield Block(BlockKind.STEPS if line.ordered else BlockKind.BULLETS, items=(line.text,))
    elif line.terms:
        yield Block(BlockKind.BULLETS, items=line.terms)
    elif _FIELD.match(line.text) and not line.sentence:
        yield Block(BlockKind.BULLETS, items=(line.text,))
    else:
        yield Block(BlockKind.PARAGRAPH, line.text)


def _merge_lists(blocks: Iterator[Block]) -> Iterator[Block]:
    """Join neighbouring items of one kind into one list."""
    held: Block | None = None
    for block in blocks:
        if held and held.items and block.kind is held.kind:
            held = Block(held.kind, items=held.items + block.items)
            continue
        if held:
            yield held
        held = block
    if held:
        yield held
