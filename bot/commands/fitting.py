"""Rows on a screen: one line each, cut where the screen is too narrow.

Knows nothing of what a row is about.
"""

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

_GAP = "  "
_NARROW = 16
_NARROWEST = 8
_LONGEST_QUOTE = 140


def screen_width() -> int | None:
    """Return how wide the screen is; None where the text goes elsewhere and need not fit."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def table_lines(
    columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None
) -> Iterator[str]:
    """Yield the headings and each row on one line; numbers stand to the right.

    Where it does not fit, columns are cut; the first in the middle: names differ at their ends.
    """
    cells = [list(columns), *([printable(cell) for cell in row] for row in rows)]
    widths = _fitted([max(map(cell_len, column)) for column in zip(*cells, strict=True)], width)
    numbers = [all(map(str.isdigit, filter(None, c))) for c in zip(*cells[1:], strict=True)]
    right = numbers or [False] * len(columns)
    for name, *rest in cells:
        shown = [_placed(middle_cut(name, widths[0]), widths[0], right[0])]
        shown += map(_placed, rest, widths[1:], right[1:])
        yield _GAP.join(shown).rstrip()


def _fitted(widths: list[int], width: int | None) -> list[int]:
    """The widths that fit: the first column, by which a row is known, is the last to be cut."""
    while width is not None and sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        wide = [n for n, each in enumerate(widths) if n and each > _NARROW]
        widest = max(wide or range(len(widths)), key=widths.__getitem__)
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
    return widths


def _placed(cell: str, width: int, right: bool) -> str:  # noqa: FBT001 - a column's
    if cell_len(cell) > width:
        cell = f"{set_cell_size(cell, width - 1).rstrip()}…"
    return " " * (width - cell_len(cell)) + cell if right else set_cell_size(cell, width)


def middle_cut(text: str, width: int) -> str:
    """Return a text with its middle left out where it is wider than that."""
    if cell_len(text) <= width:
        return text
    head = (width - 1) // 2
    tail = width - 1 - head
    start, end = set_cell_size(text, head), set_cell_size(text[::-1], tail)[::-1]
    return f"{start}…{end}"


def paragraph(text: str, width: int | None, indent: str) -> str:
    """Return a text indented, folded where there is a screen to fit."""
    text = printable(text)
    if width is None:
        return indent + text
    hanging = indent + "  "
    return textwrap.fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def quoted(line: str) -> str:
    """Return a line of a document in quotation marks, its end left out where it is long."""
    text = " ".join(line.split())
    return f"“{text}”" if len(text) <= _LONGEST_QUOTE else f"“{text[:_LONGEST_QUOTE].rstrip()}…”"


def printable(text: str) -> str:
    """Return a text without what would move the cursor: file names may hold anything."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
