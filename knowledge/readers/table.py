"""Tables in pasted text: cells with tabs between them. Knows layout, not what a table is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_AMOUNT = re.compile(r"[~<>]?\s?[$£€₹]?\s?-?\d[\d,]*(?:\.\d+)?\s?%?")
# A lone sum below a labelled one is the same in another unit: "$93,600 per year", "$45 per hour".
_SUM_APART = re.compile(r"[$£€₹]\s?\d[\d,.]*\s+(?:an?|per)\s+\w+")
_FEWEST_COLUMNS = 3
_MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table as a line: "label: value", or its cells named by the header."""

    text: str


@dataclass(frozen=True, slots=True)
class Names:
    """What a table's rows are about, as a list: the whole of it in one."""

    items: tuple[str, ...]


def is_amount(text: str) -> bool:
    """Return whether a text is a bare amount, a count or a percentage: "$101,370", "8%"."""
    return bool(_AMOUNT.fullmatch(text))


def joined_rows(lines: Sequence[str]) -> Iterator[str | Row | Names]:
    """Yield the lines, those with tabs as rows; a table's rows broken over lines are put together.

    The rest stays as it stands.
    """
    place = 0
    while place < len(lines):
        cells = _cells(lines[place])
        rows, taken = _broken_table(lines, place, cells)
        if rows:
            yield Names(tuple(row.text.partition(":")[0] for row in rows))
            yield from rows
            place += taken
            continue
        yield from _row(cells) if len(cells) > 1 else (lines[place],)
        place += 1
        if len(cells) == 2 and place < len(lines) and _SUM_APART.fullmatch(lines[place]):
            yield Row(f"{_label(cells[0])}: {lines[place]}")
            place += 1


def _cells(line: str) -> list[str]:
    return [cell for part in line.split("\t") if (cell := part.strip(" \u00a0"))]


def _label(cell: str) -> str:
    return cell.rstrip(": ")


def _row(cells: Sequence[str]) -> Iterator[Row]:
    label, *values = cells
    yield Row(f"{_label(label)}: {' · '.join(values)}")


def _broken_table(
    lines: Sequence[str], place: int, header: Sequence[str]
) -> tuple[tuple[Row, ...], int]:
    """The rows below a header whose cells stand on lines of their own, and the lines they take.

    The cells below a header of n columns come n at a time; a row ends with a line of cells. Where
    they do not come out even the table is not understood: no rows.
    """
    if len(header) < _FEWEST_COLUMNS or any(map(str.isdigit, header)):
        return (), 0
    rows: list[Row] = []
    cells: list[str] = []
    taken = 1
    for n, line in enumerate(lines[place + 1 : place + 1 + _MOST_LINES], 2):
        found = _cells(line)
        cells += found
        if len(cells) > len(header):
            break
        if len(cells) == len(header):
            if len(found) == 1:
                break  # a row of single lines: lines of text would look the same
            rows.append(_named(header, cells))
            cells, taken = [], n
    return (tuple(rows), taken) if len(rows) > 1 else ((), 0)


def _named(header: Sequence[str], cells: Sequence[str]) -> Row:
    """A row's cells by their columns; the first one is what the row is about."""
    named = "; ".join(f"{_label(h)}: {c}" for h, c in zip(header[1:], cells[1:], strict=True))
    return Row(f"{_label(cells[0])}: {named}")
