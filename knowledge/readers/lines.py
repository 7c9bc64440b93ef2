"""Lines of printed pages to blocks: headings by their size, paragraphs by their leading.

Knows no file format and not what a page is about.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from knowledge.models import Block, BlockKind
from knowledge.readers.grid import GridRow, grid_blocks

_BULLET = re.compile(r"^(?:[•▪◦‣●○■□·–]|[-*](?=\s))\s*")
_ORDINAL = re.compile(r"^\d{1,2}[.)]\s+")
# What a list's layout puts before its items.
_MARK = re.compile(r"[•▪◦‣●○■□·–*-]|\d{1,2}[.)]")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_LARGER = 1.12
_LONGEST_HEADING = 120
_LONGEST_BOLD = 80
# A gap so many times the usual one parts paragraphs.
_PARTING = 1.35
# A line shorter than this share of a full one is a paragraph's last.
_FULL = 0.7
_MOST_DEPTH = 6


@dataclass(slots=True)
class Line:
    """One line of a page: its cells, where they are, and how it looks."""

    cells: list[str]
    spans: list[tuple[float, float]]
    """Where each cell begins and ends."""
    y: float
    size: float
    bold: bool
    depth: int = 0
    """A heading's depth; 0 for all else."""
    gap: float = field(default=0.0)
    """How far below the line before; not positive where it stands in another column or page."""

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(self.cells)

    @property
    def end(self) -> float:
        """Where its last cell ends."""
        return self.spans[-1][1]


def line_blocks(pages: Sequence[Sequence[Line]], title: str) -> Iterator[Block]:
    """Yield the blocks of pages; `title` is the document's where its lines show none."""
    lines = _body(pages)
    _set_depths(lines)
    if title and not any(line.depth for line in lines):
        yield Block(BlockKind.HEADING, title, depth=1)
    usual = _Usual.of(lines)
    drafts = (block for group in _groups(lines, usual) for block in _blocks(group))
    for item, run in groupby(drafts, key=lambda block: block.kind if block.items else None):
        if item:
            yield Block(item, items=tuple(text for block in run for text in block.items))
        else:
            yield from run


def _body(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of all pages without page numbers and what stands above or below each text."""
    edges = [_edges(page) for page in pages]
    times = Counter(bare for page in edges for bare in {_bare(line) for line in page})
    body: list[Line] = []
    for page, ends in zip(pages, edges, strict=True):
        running = {id(line) for line in ends if _is_running(line, times[_bare(line)], len(pages))}
        kept = [line for line in page if id(line) not in running]
        for before, line in pairwise(kept):
            line.gap = before.y - line.y
        for line in kept:
            if _MARK.fullmatch(line.cells[0]):
                line.cells, line.spans = [line.text], [(line.spans[0][0], line.end)]
        body += kept
    return body


def _edges(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.y)
    return [*by_height[:1], *by_height[-1:]]


def _bare(line: Line) -> str:
    return f"{line.size:.0f} {re.sub(r'[0-9]+', '', line.text)}"


def _is_running(line: Line, times: int, pages: int) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text)) or times > max(1, pages / 2)


def _set_depths(lines: Sequence[Line]) -> None:
    """Give each heading its depth: larger than the text, or bold in its size, and short."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    most_bold = sum(line.bold for line in lines) > len(lines) / 2
    looks: dict[int, tuple[float, bool]] = {}
    for n, line in enumerate(lines):
        larger = line.size > body * _LARGER and len(line.text) <= _LONGEST_HEADING
        bold = line.bold and not most_bold and len(line.text) <= _LONGEST_BOLD
        if (larger or bold) and _may_be_heading(line):
            looks[n] = (round(line.size, 1) if larger else body, line.bold)
    ranks = sorted(set(looks.values()), reverse=True)
    first = 1 if ranks and list(looks.values()).count(ranks[0]) == 1 else 2
    for n, look in looks.items():
        lines[n].depth = min(first + ranks.index(look), _MOST_DEPTH)


def _may_be_heading(line: Line) -> bool:
    """Whether its words could be a heading's, however it looks."""
    if len(line.cells) > 1 or _BULLET.match(line.text) or line.text.endswith((".", ",", ";")):
        return False
    return any(map(str.isalpha, line.text))


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual in a document's text."""

    leading: float
    full: float
    """As many characters make a full line."""

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "_Usual":
        text = [line for line in lines if not line.depth and len(line.cells) == 1]
        gaps = [line.gap for line in text if line.gap > 0]
        lengths = sorted(len(line.text) for line in text) or [0]
        return cls(median(gaps) if gaps else 0.0, lengths[int(len(lengths) * 0.9)] * _FULL)


def _groups(lines: Sequence[Line], usual: _Usual) -> Iterator[list[Line]]:
    """The lines, those together that are one heading, paragraph, item or table."""
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group, line, usual):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(group: Sequence[Line], line: Line, usual: _Usual) -> bool:
    before = group[-1]
    near = 0 < line.gap <= max(usual.leading * _PARTING, line.size * _PARTING)
    if line.depth or before.depth:
        return near and line.depth == before.depth and line.size == before.size
    if len(group[0].cells) > 1:
        return line.gap > 0 and _fits(group, line, near=near)
    if len(line.cells) > 1 or _is_item(line.text):
        return False
    if not near and line.gap > 0:
        return False
    lower = line.text[0].islower()
    return lower if not near or len(before.text) < usual.full else True


def _is_item(text: str) -> bool:
    return bool(_BULLET.match(text) or _ORDINAL.match(text))


def _fits(group: Sequence[Line], line: Line, *, near: bool) -> bool:
    """Whether a line is the next row of a table, or what a cell of the last row goes on with."""
    columns = _columns(group)
    if len(line.cells) == 1:
        return near and _column(line.spans[0], columns) > 0
    together = _columns([*group, line])
    alone = {_column(span, together) for span in line.spans}
    return len(alone) == len(line.cells) and len(together) >= max(len(columns), len(line.cells))


def _columns(lines: Iterable[Line]) -> list[tuple[float, float]]:
    """What cells below each other span."""
    columns: list[tuple[float, float]] = []
    for start, end in sorted(span for line in lines for span in line.spans):
        if columns and start < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(end, columns[-1][1]))
        else:
            columns.append((start, end))
    return columns


def _column(span: tuple[float, float], columns: Sequence[tuple[float, float]]) -> int:
    """The one column that a cell stands in; -1 for none or several."""
    found = [n for n, (start, end) in enumerate(columns) if span[0] < end and start < span[1]]
    return found[0] if len(found) == 1 else -1


def _blocks(group: Sequence[Line]) -> Iterator[Block]:
    first = group[0]
    if first.depth:
        yield Block(BlockKind.HEADING, _joined(group), depth=first.depth)
    elif len(first.cells) == 1:
        yield _paragraph(_joined(group))
    else:
        yield from grid_blocks(_rows(group))


def _joined(lines: Sequence[Line]) -> str:
    text = ""
    for line in lines:
        text += line.text if not text or text.endswith("-") else f" {line.text}"
    return text


def _paragraph(text: str) -> Block:
    if bullet := _BULLET.match(text):
        return Block(BlockKind.BULLETS, items=(text[bullet.end() :] or text,))
    if ordinal := _ORDINAL.match(text):
        return Block(BlockKind.STEPS, items=(text[ordinal.end() :],))
    return Block(BlockKind.PARAGRAPH, text)


def _rows(group: Sequence[Line]) -> list[GridRow]:
    columns = _columns(group)
    rows: list[GridRow] = []
    for line in group:
        cells = dict(zip((_column(s, columns) for s in line.spans), line.cells, strict=True))
        texts = tuple(cells.get(n, "") for n in range(len(columns)))
        if len(cells) == 1 and rows:
            above = rows.pop().cells
            texts = tuple(" ".join(filter(None, pair)) for pair in zip(above, texts, strict=True))
        rows.append(GridRow(texts))
    return rows
