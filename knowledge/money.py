"""Money as people write it: "Rs.75k – Rs.140k/mo", "$3000–$12000", "1.5 lakh a month".

Reads amounts, currency and period; knows nothing of roles, levels or documents. Text that does
not settle an amount's currency or period leaves it open (None); nothing is guessed here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "million": 1_000_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "lac": 100_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
}

# Longest first, since a regular expression takes the first alternative that fits.
_CURRENCIES = {
    "us$": "USD",
    "usd": "USD",
    "a$": "AUD",
    "aud": "AUD",
    "c$": "CAD",
    "cad": "CAD",
    "s$": "SGD",
    "sgd": "SGD",
    "nz$": "NZD",
    "nzd": "NZD",
    "$": "USD",
    "£": "GBP",
    "gbp": "GBP",
    "€": "EUR",
    "eur": "EUR",
    "₹": "INR",
    "inr": "INR",
    "¥": "JPY",
    "jpy": "JPY",
    "aed": "AED",
    "lkr": "LKR",
    "slr": "LKR",
    "රු": "LKR",
}
# "Rs" is written in six countries: the context decides which rupee is meant.
_RUPEE = r"rs\.?|rupees?"

_PERIODS = {
    "hour": r"(?:/\s*h(?:ou)?r?|per hour|an hour|hourly)",
    "day": r"(?:/\s*day|per day|a day|daily|per diem)",
    "week": r"(?:/\s*w(?:ee)?k|per week|a week|weekly)",
    "month": r"(?:/\s*mo(?:nth)?|per month|a month|monthly|p\.?m\.?)",
    "year": r"(?:/\s*y(?:ea)?r|per year|a year|per annum|/\s*annum|yearly|annual(?:ly)?|p\.?a\.?)",
}

_CURRENCY = "|".join([*(re.escape(c) for c in sorted(_CURRENCIES, key=len, reverse=True)), _RUPEE])
_NUMBER = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))


def _amount(n: int) -> str:
    return rf"(?:(?P<cur{n}>{_CURRENCY})\s*)?(?P<num{n}>{_NUMBER})\s*(?:(?P<scale{n}>{_SCALE})\b)?"


_MONEY = re.compile(
    rf"(?<![\w.,/]){_amount(1)}(?:/=)?(?P<plus1>\+)?"
    # "and" makes a range only between two amounts of money: "$5 and 3 years" is none
    rf"(?:\s*(?:[–—−-]|to|and(?=\s*(?:{_CURRENCY})))\s*{_amount(2)}(?:/=)?(?P<plus2>\+)?)?"
    rf"(?:\s*\(?(?P<cur3>{_CURRENCY}|dollars)\)?)?"
    rf"(?:\s*(?P<period>{'|'.join(_PERIODS.values())})(?![a-z]))?",
    re.IGNORECASE,
)
_CONTEXT_CURRENCY = re.compile(rf"(?<![a-z])({_CURRENCY})(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount or a range, with what its text settles."""

    low: Decimal
    high: Decimal
    """Equal to `low` for a single amount."""
    currency: str | None
    period: str | None
    open_ended: bool
    """True for "$210,000+"."""
    start: int
    end: int


def period_of(text: str) -> str | None:
    """Return the one period that a text names ("LKR / month"), or None."""
    found = {
        name
        for name, pattern in _PERIODS.items()
        if re.search(rf"(?<![a-z]){pattern}(?![a-z])", text, re.IGNORECASE)
    }
    return found.pop() if len(found) == 1 else None


def currency_of(text: str, rupee: str | None = None) -> str | None:
    """Return the one currency that a text names, or None; `rupee` is what "Rs" means here."""
    found = {_code(match, rupee) for match in _CONTEXT_CURRENCY.findall(text)} - {None}
    return found.pop() if len(found) == 1 else None


def find_money(text: str, context: str = "", rupee: str | None = None) -> Iterator[Money]:
    """Yield each money expression of a text, in order.

    A bare number counts only where `context` (a heading such as "LKR / month") names a currency
    and the number is large enough to be pay. An amount whose range is upside down is passed over:
    the text is then not understood, and no figure is better than a wrong one.
    """
    around = currency_of(context, rupee)
    around_period = period_of(context)
    for match in _MONEY.finditer(text):
        named = [_code(match[group], rupee) for group in ("cur1", "cur2", "cur3") if match[group]]
        currency = next((code for code in named if code), None)
        if not named and (around is None or not _large(match)):
            continue
        low, high = _amounts(match)
        if low > high or len({code for code in named if code}) > 1:
            continue
        period = period_of(match["period"]) if match["period"] else around_period
        yield Money(
            low=low,
            high=high,
            currency=currency or around,
            period=period,
            open_ended=bool(match["plus1"] or match["plus2"]),
            start=match.start(),
            end=match.end(),
        )


def _code(symbol: str | None, rupee: str | None) -> str | None:
    if not symbol:
        return None
    folded = symbol.casefold()
    if re.fullmatch(_RUPEE, folded):
        return rupee
    return "USD" if folded == "dollars" else _CURRENCIES[folded]


def _large(match: re.Match[str]) -> bool:
    return _value(match["num1"], match["scale1"]) >= 1_000


def _amounts(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    low_scale, high_scale = match["scale1"], match["scale2"]
    if not match["num2"]:
        low = _value(match["num1"], low_scale)
        return low, low
    high = _value(match["num2"], high_scale)
    low = _value(match["num1"], low_scale)
    # "75 – 140k": the scale written once stands for both
    if not low_scale and high_scale and low < 1_000:
        low = _value(match["num1"], high_scale)
    return low, high


def _value(number: str, scale: str | None) -> Decimal:
    return Decimal(number.replace(",", "")) * (_SCALES[scale.casefold()] if scale else 1)
