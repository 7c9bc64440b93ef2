"""How many money expressions are read as a person reads them.

The file is a table of tabs: text, low, high, currency, period, currency_stated (yes, no,
symbol_only), period_stated (yes, no). The first sum found in the text is its reading. It is right
where

- the amounts are: with an empty `low` an "up to", with an empty `high` an open end;
- the currency is, where the text states it; a symbol's default or None where it only has a symbol
  or a name that many share ("$", "Rs", "dirham"); None where it states none;
- the period is, where the text states it; None where it does not.

Reading nothing is silent, all else is wrong.
"""

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from knowledge.money import Money, find_money
from knowledge.money_words import any_of

# What a symbol means where nothing else is said.
_DEFAULTS = {None, "USD", "JPY"}
_SHARED = re.compile(any_of("rupees", "shared"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """One row with what was read of it."""

    row: Mapping[str, str]
    money: Money | None
    verdict: str
    """"right", "wrong" or "silent"."""

    @property
    def stated(self) -> tuple[str, str]:
        """Whether the text states currency and period."""
        return self.row["currency_stated"], self.row["period_stated"]


def measure(path: Path) -> tuple[Reading, ...]:
    """Read every row of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(_reading(row) for row in rows)


def _reading(row: Mapping[str, str]) -> Reading:
    money = next(find_money(row["text"]), None)
    if money is None:
        return Reading(row, None, "silent")
    right = _amounts_right(row, money) and _currency_right(row, money) and _period_right(row, money)
    return Reading(row, money, "right" if right else "wrong")


def _amounts_right(row: Mapping[str, str], money: Money) -> bool:
    low, high = (Decimal(row[end]) if row[end] else None for end in ("low", "high"))
    if low is None:
        return money.up_to and money.high == high
    if high is None:
        return money.open_ended and money.low == low
    exact = low < high or not (money.up_to or money.open_ended)
    return exact and (money.low, money.high) == (low, high)


def _currency_right(row: Mapping[str, str], money: Money) -> bool:
    if row["currency_stated"] == "no":
        return money.currency is None
    by_default = row["currency_stated"] == "symbol_only" and money.currency in _DEFAULTS
    left_open = money.currency is None and _SHARED.search(row["text"])
    return by_default or bool(left_open) or money.currency == row["currency"]


def _period_right(row: Mapping[str, str], money: Money) -> bool:
    return money.period == (row["period"] if row["period_stated"] == "yes" else None)


def _tables(readings: tuple[Reading, ...]) -> Iterator[Table]:
    table = Table(
        "currency stated", "period stated", "rows", "right", "wrong", "silent", box=box.SIMPLE
    )
    for stated in sorted({reading.stated for reading in readings}):
        _add(table, stated, [reading for reading in readings if reading.stated == stated])
    _add(table, ("all", ""), list(readings))
    yield table


def _add(table: Table, stated: tuple[str, str], readings: list[Reading]) -> None:
    counts = Counter(reading.verdict for reading in readings)
    share = f"{counts['right']} ({counts['right'] / len(readings):.1%})"
    table.add_row(*stated, str(len(readings)), share, str(counts["wrong"]), str(counts["silent"]))


def _failures(readings: tuple[Reading, ...]) -> Table:
    table = Table("verdict", "text", "a person reads", "we read", box=box.SIMPLE)
    for reading in readings:
        if reading.verdict != "right":
            row, money = reading.row, reading.money
            person = f"{row['low']}..{row['high']} {row['currency']} {row['period']}"
            table.add_row(reading.verdict, row["text"], person, _text(money) if money else "")
    return table


def _text(money: Money) -> str:
    bound = "up to " if money.up_to else "+" * money.open_ended
    return f"{bound}{money.low}..{money.high} {money.currency} {money.period}"


def main() -> None:
    """Print the score of one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("path", type=Path, help="the table of expressions")
    parser.add_argument("--failures", action="store_true", help="show what is not right")
    arguments = parser.parse_args()
    readings = measure(arguments.path)
    console = Console()
    if arguments.failures:
        console.print(_failures(readings), markup=False)
    for table in _tables(readings):
        console.print(table)


if __name__ == "__main__":
    main()
