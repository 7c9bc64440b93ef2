"""The single amounts of a text: each number with the currency, scale and period written beside it.

It does not know which of them are money, nor which belong together.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from knowledge.money_words import (
    SPACE,
    any_currency,
    any_of,
    currency_ending,
    one_of,
    periods,
    scale_of,
    spellings,
)

_DOTTED = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?"
_CENTS = r"\d+,\d{1,2}"
_IS_DOTTED, _HAS_CENTS, _IS_DECIMAL = map(re.compile, (_DOTTED, _CENTS, r"\d+\.\d+"))
_GAP = re.compile(r"[\s'’]")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.,'’])(?:"
    r"\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:['’]\d{3})+(?!\d)(?:\.\d+)?"
    rf"|{_DOTTED}(?![\d,])"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    rf"|{_CENTS}(?![\d.,])"
    r"|\d+(?:\.\d+)?)"
)
# A scale of pay names its steps: "Rs. 56,400 – 10 x 650 – 62,900". They are no amounts.
STEP = r"\d{1,2}\s?[x×]\s?\d[\d,.]{0,9}(?:/[-=])?"
_STEP = re.compile(rf"(?<![\d,.]){STEP}", re.IGNORECASE)
_SCALE_BEFORE = re.compile(rf"(?:{one_of(spellings()['scales_before'])}){SPACE}$")
_SPACE_BEFORE = re.compile(rf"\.?{SPACE}$")
# "GS-14" is a grade's name.
_GRADE = re.compile(r"[A-Z]-\d{1,2}(?![\d,.])")
# No scale or space before a number is longer.
_REACH = 8
_SCALE = one_of(word for words in spellings()["scales"].values() for word in words)
_AFTER = re.compile(
    rf"(?:{SPACE}(?P<scale>{_SCALE})(?![^\W_])(?:{SPACE}\((?:{_SCALE})\))?)?"
    r"ක?්?(?:(?:/[=-]|=/|=)(?!\d))?"
    rf"(?P<plus>\+(?![^\W_])|{SPACE}\+(?=\W*$))?"
    rf"(?:{SPACE}\(?(?P<currency>{any_currency()})(?![^\W_]|{SPACE}\d)\)?)?"
    r"(?P<plus2>\+(?![^\W_]))?"
    rf"(?:{SPACE}{any_of('beside_pay')})?"
    rf"(?:(?:,{SPACE}(?=[a-z]+[^\S\n]*(?:[.;,)]|$)))?{SPACE}(?P<bracket>\()?{periods()}(?(bracket)\)))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One number and what stands beside it."""

    start: int
    end: int
    number: str
    scale: str | None
    before: str | None
    """The currency as it is written before the number."""
    after: str | None
    """The currency as it is written after it."""
    period: str | None
    plus: bool

    @property
    def symbols(self) -> tuple[str, ...]:
        """The currencies written, in order."""
        return tuple(symbol for symbol in (self.before, self.after) if symbol)

    def value(self, scale: str | None, *, dotted: bool) -> Decimal | None:
        """Return the amount, or None where it can be read in two ways.

        `dotted` is whether a point parts thousands and a comma cents, as in euros.
        """
        digits = _GAP.sub("", self.number)
        if _HAS_CENTS.fullmatch(digits):
            digits = digits.replace(",", ".") if dotted or self._is_parted() else ""
        elif _IS_DOTTED.fullmatch(digits) and not scale:
            clear = dotted or not _IS_DECIMAL.fullmatch(digits)
            digits = digits.replace(".", "").replace(",", ".") if clear else ""
        value = Decimal(digits.replace(",", "")) * scale_of(scale) if digits else None
        whole = value is not None and value == value.to_integral_value()
        return value.quantize(Decimal(1)) if value is not None and whole else value

    def _is_parted(self) -> bool:
        return bool(re.search(r"\s", self.number))


def find_parts(text: str) -> Iterator[Part]:
    """Yield every number of a text with what stands beside it, in order; none overlap."""
    end = 0
    for number in _numbers(text):
        if number.start() < end or _GRADE.match(text, max(0, number.start() - 2)):
            continue
        if step := _STEP.match(text, number.start()):
            end = step.end()
        else:
            part = _part(text, number, end)
            end = part.end
            yield part


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """The numbers; by their first digits, since the whole pattern is slow to try everywhere."""
    end = 0
    for digits in _DIGITS.finditer(text):
        if digits.start() >= end and (number := _NUMBER.match(text, digits.start())):
            end = number.end()
            yield number


def _part(text: str, number: re.Match[str], earliest: int) -> Part:
    scale = _last(_SCALE_BEFORE, text, earliest, number.start())
    edge = _last(_SPACE_BEFORE, text, earliest, scale.start() if scale else number.start())
    place = edge.start() if edge else number.start()
    # "Rs." has a point of its own, which is no loss
    before = currency_ending(text, earliest, place)
    after = _AFTER.match(text, number.end())
    groups = after.groupdict() if after else {}
    return Part(
        start=place - len(before) if before else number.start(),
        end=after.end() if after else number.end(),
        number=number.group(),
        scale=groups.get("scale") or (scale.group().strip() if scale else None),
        before=before,
        after=groups.get("currency"),
        period=next((name for name in spellings()["periods"] if groups.get(name)), None),
        plus=bool(groups.get("plus") or groups.get("plus2")),
    )


def _last(pattern: re.Pattern[str], text: str, earliest: int, end: int) -> re.Match[str] | None:
    return pattern.search(text, max(earliest, end - _REACH), end)
