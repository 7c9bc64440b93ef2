"""Running text of HTML elements: words, lines, what a link leads to. Knows no block's meaning."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml.html import HtmlElement

from knowledge.models import Block, BlockKind
from knowledge.readers.navigation import is_navigation

_BULLET = re.compile(r"^[•▪◦‣●○■□·–-]\s+")
_FIELD = re.compile(r"[^:.]{2,40}:\s+\S")
_MARK = re.compile(r"[\[(]?[\d*†‡,\s]*[\])]?")
_BREAK = "\0"
_JOINERS = {
    BlockKind.HEADING: " ",
    BlockKind.PARAGRAPH: " · ",
    BlockKind.BULLETS: ": ",
    BlockKind.STEPS: ": ",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some running text; `linked` where it is a link."""

    text: str
    linked: bool = False


def pieces(element: HtmlElement, *, linked: bool) -> Iterator[Piece]:
    """The running text of an element; a figure set high is a footnote's mark, not a digit."""
    linked = linked or element.tag == "a"
    if element.tag == "br":
        yield Piece(_BREAK)
    elif element.tag != "sup" or not _MARK.fullmatch("".join(element.itertext()).strip()):
        yield Piece(element.text or "", linked)
        for child in element:
            yield from pieces(child, linked=linked)
            yield Piece(child.tail or "", linked)


def line_of(element: HtmlElement) -> str:
    """An element's words on one line."""
    text = "".join(piece.text for piece in pieces(element, linked=False))
    return " ".join(text.replace(_BREAK, " ").split())


def prose(run: Sequence[Piece]) -> Iterator[Block]:
    """Running text as paragraphs, one for each line; a line that is all link leads away."""
    lines: list[str] = []
    for broken, group in groupby(run, key=lambda piece: piece.text == _BREAK):
        line = list(group)
        text = " ".join("".join(piece.text for piece in line).split())
        told = any(piece.text.strip() and not piece.linked for piece in line)
        if not broken and text and told and not is_navigation(text):
            lines.append(text)
    bare = [_BULLET.sub("", line) for line in lines]
    listed = bare != lines or (len(lines) > 1 and all(map(_FIELD.match, lines)))
    if listed:
        yield Block(BlockKind.BULLETS, items=tuple(bare))
    else:
        yield from (Block(BlockKind.PARAGRAPH, line) for line in lines)


def in_line(blocks: Iterable[Block]) -> str:
    """Blocks as one line: an item's, or a cell's."""
    text = ""
    for block in blocks:
        more = block.text or ", ".join(block.items)
        joiner = " " if text.endswith((".", ":", "!", "?", ",")) else _JOINERS[block.kind]
        if more:
            text = f"{text}{joiner}{more}" if text else more
    return text
