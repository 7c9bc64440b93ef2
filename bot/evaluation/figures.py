"""Which figures a text states: money, percents, hours, counts; and which its sources hold.

Knows nothing of questions or of what is right. Years, days, numbers of sources and of list items
are no figures, nor is a small count without a unit.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from knowledge.models import Fact, Pay
from knowledge.money import find_money

_NUMBER = r"\d+(?:,\d+)*(?:\.\d+)?"
_RANGE = rf"{_NUMBER}(?:\s*[-–]\s*{_NUMBER})?"
_FIGURE = re.compile(
    rf"""
      (?:[$£€¥₹]|\bRs\.?)\s?{_RANGE}                # $45.50, Rs. 320,000 – 700,000
    | (?<![\w.]){_RANGE}\s?(?:%|percent\b|hours\b)  # 5 %, 5 – 10 percent, 40 hours
    | (?<![\w.])\d{{1,3}}(?:,\d{{2,3}})+(?:\.\d+)?  # 3,391,000
    """,
    re.VERBOSE,
)
_BARE = re.compile(rf"{_RANGE}\s?(?:%|percent|hours|\+)?")
_THOUSANDS = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?)\s?k\b", re.IGNORECASE)
_NUMBERS = re.compile(_NUMBER)


def figures(text: str) -> tuple[Decimal, ...]:
    """Return the figures that a text states, each once, in the order in which it is read."""
    stated = (n for figure in _FIGURE.findall(text) for n in _numbers(figure))
    return tuple(dict.fromkeys(stated))


def is_figure(wanted: str) -> bool:
    """Whether an expected string is a bare figure and no word: "320,000", "5%", "40 hours"."""
    return _BARE.fullmatch(wanted) is not None


def bare_figures(wanted: Iterable[str]) -> frozenset[Decimal]:
    """Return the figures among expected strings."""
    return frozenset(n for text in wanted if is_figure(text) for n in _numbers(text))


@lru_cache(maxsize=4096)
def held_by(text: str) -> frozenset[Decimal]:
    """Return all numbers that a source's text holds, and its sums written out: 75k is 75,000."""
    sums = (end for line in text.splitlines() for m in find_money(line) for end in (m.low, m.high))
    thousands = ((1000 * Decimal(n)).normalize() for n in _THOUSANDS.findall(text))
    return frozenset(_numbers(text)).union((end.normalize() for end in sums), thousands)


def stated_by(fact: Pay | Fact) -> frozenset[Decimal]:
    """Return the figures of a typed fact; none where it is a term."""
    ends = frozenset(end.normalize() for end in (fact.low, fact.high) if end is not None)
    return ends.union(figures(fact.value) if isinstance(fact, Fact) else ())


def _numbers(text: str) -> Iterator[Decimal]:
    """Yield the numbers of a text, however they are written: 1,000 and 1000.0 are one."""
    for found in _NUMBERS.findall(text):
        yield Decimal(found.replace(",", "")).normalize()
