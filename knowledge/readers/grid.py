"""Rows of cells, as HTML and Word have them, to blocks. Knows no file format."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from knowledge.models import Block, BlockKind

_DIGIT = re.compile(r"\d")
# With fewer rows below it, a first row without figures may well be a row as any other.
_FEWEST_BELOW_NAMES = 2


# A table of more columns, or a cell that spans more rows, is a fault or an attack.
MOST_COLUMNS = 50
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a file has it, with the columns and rows that it spans."""

    text: str
    across: int = 1
    down: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row, each cell once for every column that it spans."""

    cells: tuple[str, ...]
    head: bool = False
    """Whether the file marks it as the columns' names."""
    whole: bool = False
    """Whether one cell spans it all: a title of the rows below."""


def spread(rows: Iterable[Sequence[Cell]]) -> tuple[GridRow, ...]:
    """Return rows with a cell for each column: a cell that spans several is told in each."""
    grid: list[GridRow] = []
    above: dict[int, tuple[str, int]] = {}
    for row in rows:
        cells, above = _spread_row(row, above)
        if cells:
            head = bool(row) and all(cell.head for cell in row)
            whole = len(row) == 1 and len(cells) > 1 and len(set(cells)) == 1
            grid.append(GridRow(tuple(cells), head=head, whole=whole))
    return tuple(grid)


def _spread_row(
    row: Sequence[Cell], above: Mapping[int, tuple[str, int]]
) -> tuple[list[str], dict[int, tuple[str, int]]]:
    """The row's cells, those that reach down from above among them, and what reaches further."""
    cells: list[str] = []
    below: dict[int, tuple[str, int]] = {}
    waiting = iter(row)
    while (here := len(cells)) < MOST_COLUMNS:
        if here in above:
            text, down = above[here]
            across = 1
        elif cell := next(waiting, None):
            text, down = cell.text, min(cell.down, _MOST_ROWS)
            across = min(cell.across, MOST_COLUMNS - here)
        else:
            break
        cells += [text] * across
        if down > 1:
            below.update({here + n: (text, down - 1) for n in range(across)})
    return cells, below


def grid_blocks(rows: Sequence[GridRow]) -> Iterator[Block]:
    """Yield a table: the columns' names as a paragraph, then each row as an item of a list.

    A row is "label: value", and with more columns "label: name: cell; name: cell".
    """
    filled = [row for row in rows if any(row.cells)]
    count = next((n for n, row in enumerate(filled) if not row.head), len(filled))
    head, body = filled[:count], filled[count:]
    if not head and _first_names(body):
        head, body = body[:1], body[1:]
    titles = [row.cells[0] for row in head if row.whole]
    names = _names([row.cells for row in head if not row.whole])
    yield from _leads(titles, names, has_body=bool(body))
    for whole, run in groupby(body, key=lambda row: row.whole):
        if whole:
            yield from (Block(BlockKind.PARAGRAPH, f"{_label(row.cells[0])}:") for row in run)
        else:
            items = tuple(filter(None, (_item(row.cells, names) for row in run)))
            yield Block(BlockKind.BULLETS, items=items)


def _leads(titles: Sequence[str], names: Sequence[str], *, has_body: bool) -> Iterator[Block]:
    joined = ", ".join(dict.fromkeys(filter(None, names)))
    for text in (*titles, joined):
        if text:
            yield Block(BlockKind.PARAGRAPH, f"{_label(text)}:" if has_body else text)


def _first_names(rows: Sequence[GridRow]) -> bool:
    """Whether the first row of an unmarked table names the columns: figures stand only below it."""
    if len(rows) <= _FEWEST_BELOW_NAMES or rows[0].whole:
        return False
    first, *below = [row.cells for row in rows if not row.whole]
    if any(_DIGIT.search(cell) for cell in first) or not all(first[1:]):
        return False
    columns = [[row[n] for row in below if n < len(row)] for n in range(1, len(first))]
    return any(column and all(map(_DIGIT.search, column)) for column in columns)


def _names(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A name for each column, of all the rows that name it: "2025" over "Low" is "2025 Low"."""
    width = max(map(len, rows), default=0)
    columns = ([row[n] for row in rows if n < len(row) and row[n]] for n in range(width))
    return tuple(" ".join(dict.fromkeys(column)) for column in columns)


def _item(cells: Sequence[str], names: Sequence[str]) -> str:
    label, *rest = cells
    named = names if len(cells) > 2 else ()
    values = [
        f"{_label(name)}: {cell}" if name else cell
        for name, cell in zip((*named[1:], *("" for _ in rest)), rest, strict=False)
        if cell
    ]
    value = ("; " if any(named[1:]) else " · ").join(dict.fromkeys(values))
    return f"{_label(label)}: {value}" if label and value else label or value


def _label(text: str) -> str:
    return text.rstrip(": ")
