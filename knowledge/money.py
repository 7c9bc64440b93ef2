"""Money as people write it: "Rs.75k – Rs.140k/mo", "$3000–$12000", "1.5 lakh a month".

Reads amounts, currency and period; knows nothing of roles, levels or documents. Text that does
not settle an amount's currency or period leaves it open (None); nothing is guessed here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from knowledge import money_signs as signs
from knowledge.money_parts import Part, find_parts
from knowledge.money_words import code_of, is_rupee, is_sure, is_yearly, spellings

# A number with more digits is something else: an identifier, a checksum.
_LONGEST = 20
# A year of the calendar, or the pension plan named 401k.
_NO_AMOUNT = re.compile(r"(?:19|20)\d\d|401k", re.IGNORECASE)
# More amounts in a row are a table or a telephone number.
_ENDS = 2
# The ends of one range are not further apart: "$20-30,000" is none of twenty.
_WIDEST = 100
# A bare number below this is no pay.
_LEAST = 1_000
# One with a period beside it is none below these: "2 a day".
_LEAST_OF = {"hour": 1, "day": 10, "week": 20, "month": 100, "year": 1_000}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount or a range, with what its text settles."""

    low: Decimal
    high: Decimal
    """Equal to `low` for a single amount."""
    currency: str | None
    period: str | None
    open_ended: bool
    """True for "$210,000+" and "from $210,000": it may be more."""
    start: int
    end: int
    up_to: bool = False
    """True for "up to $95,000": it may be less."""


@dataclass(frozen=True)
class _Sum:
    """One amount, or the ends of a range, where they stand."""

    text: str
    parts: tuple[Part, ...]

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @cached_property
    def symbols(self) -> tuple[str, ...]:
        return tuple(symbol for part in self.parts for symbol in part.symbols)

    @cached_property
    def periods(self) -> set[str]:
        written = {part.period for part in self.parts if part.period}
        return written or {"year" for part in self.parts if is_yearly(part.scale)}


@lru_cache(maxsize=256)
def period_of(text: str) -> str | None:
    """Return the one period that a text names ("LKR / month"), or None."""
    found = signs.periods_named(text)
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=256)
def currency_of(text: str, rupee: str | None = None) -> str | None:
    """Return the one currency that a text names, or None; `rupee` is what "Rs" means here."""
    found = {code_of(symbol, rupee) for symbol in signs.currencies_named(text)} - {None}
    return found.pop() if len(found) == 1 else None


def find_money(text: str, context: str = "", rupee: str | None = None) -> Iterator[Money]:
    """Yield each money expression of a text, in order.

    A bare number counts where `context` (a heading such as "LKR / month") names a currency and the
    number is large enough to be pay, no year of the calendar and no count of something. Without
    that it counts where the words beside it show that it is pay ("20,500 per annum"), and its
    currency stays open. An amount whose range is upside down, or that goes on in a way not read
    here, is passed over: the text is then not understood, and no figure is better than a wrong one.
    """
    told = 0
    for found in _sums(text):
        money = _read(found, context, rupee, told)
        if money or found.symbols:
            told = found.end
        if money:
            yield money


def _sums(text: str) -> Iterator[_Sum]:
    """Amounts that are joined ("75k – 140k", "between 5 and 6 lakh") stand together."""
    joined: list[Part] = []
    for part in find_parts(text):
        if joined and (_is_whole(joined) or not signs.joins(text, joined[-1], part)):
            yield _Sum(text, tuple(joined))
            joined = []
        joined.append(part)
    if joined:
        yield _Sum(text, tuple(joined))


def _is_whole(joined: Sequence[Part]) -> bool:
    """Whether nothing can join: a range with its period, as in "27000 - 30000/annum up to 30K"."""
    return len(joined) > 1 and joined[-1].period is not None


def _read(found: _Sum, context: str, rupee: str | None, told: int) -> Money | None:
    """What one sum says; `told` is where the sum before it ended."""
    if not (found.symbols or found.periods or _may_be_bare(found, context, rupee)):
        return None
    codes = _codes(found.symbols, rupee)
    if _is_half_read(found) or len(codes) > 1 or len(found.periods) > 1:
        return None
    code = next(iter(codes), None) if found.symbols else currency_of(context, rupee)
    ends = _ends(found.parts, dotted=code in spellings()["dotted"])
    if not ends or not _is_money(found, ends[0], around=code):
        return None
    at_most, at_least = _bounds(found)
    return Money(
        low=ends[0],
        high=ends[1],
        currency=code if found.symbols or _is_large(found, ends[0]) else None,
        period=_period(found, told) or period_of(context),
        open_ended=at_least,
        start=found.start,
        end=found.end,
        up_to=at_most,
    )


def _may_be_bare(found: _Sum, context: str, rupee: str | None) -> bool:
    """Whether something shows a number without currency and period to be money; most are none."""
    around = currency_of(context, rupee) is not None
    return around or signs.is_alone(found.text, found.start, found.end)


def _is_half_read(found: _Sum) -> bool:
    """Whether the text around shows that these are not the whole amounts, or no pay."""
    first, text, start = found.parts[0], found.text, found.start
    return (
        len(found.parts) > _ENDS
        or any(len(part.number) > _LONGEST for part in found.parts)
        or signs.goes_on(text, found.end)
        or signs.is_change(text, start)
        or (not first.before and (_began(found) or signs.is_labelled(text, start)))
        or (len(found.parts) == 1 and signs.lacks_its_end(text, start))
        or _is_label_before(found.parts)
    )


def _began(found: _Sum) -> bool:
    """Whether what stands before a number may belong to it; layout glues: "Engineer29,000 INR"."""
    first = found.parts[0]
    glued = first.after and "," in first.number and found.text[found.start - 1].islower()
    return not glued and signs.began(found.text, found.start)


def _is_label_before(parts: Sequence[Part]) -> bool:
    """Whether the first number may be no amount at all: "Level 3 – $85k", "2023 – $80k"."""
    plain = not (parts[0].symbols or parts[0].scale or "," in parts[0].number)
    return plain and bool(parts[-1].before)


def _codes(symbols: Iterable[str], rupee: str | None) -> set[str | None]:
    """The currencies written; "$" and "Rs" give way to the code that says whose they are."""
    written = {symbol.casefold() for symbol in symbols}
    dollars = written & set(spellings()["plain_dollars"])
    rupees = {symbol for symbol in written if is_rupee(symbol)}
    codes = {code_of(symbol) for symbol in symbols if symbol.casefold() not in dollars | rupees}
    if dollars and not codes & set(spellings()["dollars"]):
        codes.add("USD")
    if rupees and not codes & set(spellings()["rupee_codes"]):
        codes.add(rupee)
    return codes


def _ends(parts: Sequence[Part], *, dotted: bool) -> tuple[Decimal, Decimal] | None:
    """The ends of a sum in order, or None where they are not clear."""
    first, last = parts[0], parts[-1]
    low, high = (part.value(part.scale, dotted=dotted) for part in (first, last))
    # "75 – 140k": the scale written once stands for both
    if low is not None and not first.scale and last.scale and low < _LEAST:
        low = first.value(last.scale, dotted=dotted)
    if low is None or high is None or not 0 < low <= high <= low * _WIDEST:
        return None
    return low, high


def _is_money(found: _Sum, low: Decimal, around: str | None) -> bool:
    """Whether an amount is money: it has a currency, or what stands around speaks of pay."""
    if not found.symbols:
        return (around is not None and _is_large(found, low)) or _shows_pay(found, low)
    if any(map(is_sure, found.symbols)) or found.periods:
        return True
    return _is_large(found, low)


def _is_large(found: _Sum, low: Decimal) -> bool:
    """Whether a number without a currency may be pay: no small one, no year, no count of things."""
    return (
        low >= _LEAST
        and not _is_other_number(found)
        and not signs.is_counted(found.text, found.end)
    )


def _is_other_number(found: _Sum) -> bool:
    return any(_NO_AMOUNT.fullmatch(part.number + (part.scale or "")) for part in found.parts)


def _shows_pay(found: _Sum, low: Decimal) -> bool:
    """Whether the words beside a bare number show that it is pay."""
    if found.periods:
        (period,) = found.periods
        no_amount = period == "year" and _is_other_number(found)
        return low >= _LEAST_OF[period] and not no_amount
    alone = signs.is_alone(found.text, found.start, found.end)
    return alone and low >= _LEAST and not _is_other_number(found)


def _bounds(found: _Sum) -> tuple[bool, bool]:
    """Whether a sum may be less, and whether it may be more, than it says."""
    single = len(found.parts) == 1
    at_most = single and signs.is_up_to(found.text, found.start, found.end)
    at_least = single and signs.is_at_least(found.text, found.start, found.end)
    return at_most, not at_most and (at_least or any(part.plus for part in found.parts))


def _period(found: _Sum, told: int) -> str | None:
    """The period beside a sum, else the one said ahead of it since the last sum."""
    return next(iter(found.periods), None) or signs.period_before(found.text, told, found.start)
