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
    "l": 100_000,
    "lpa": 100_000,
    "cr": 10_000_000,
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
    "euro": "EUR",
    "euros": "EUR",
    "₹": "INR",
    "inr": "INR",
    "¥": "JPY",
    "jpy": "JPY",
    "aed": "AED",
    "lkr": "LKR",
    "slr": "LKR",
    "රු": "LKR",
}
_DOLLARS = {"USD", "AUD", "CAD", "SGD", "NZD"}
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
_NUMBER = (
    r"\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?"
)
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
# Layout runs a label and a sum together: "Entry LevelRs.75k", "EngineerLKR 120,000".
_GLUED = r"(?-i:(?<=[a-z])(?=Rs|LKR|USD|INR|[$£€₹]))"


def _amount(n: int) -> str:
    return rf"(?:(?P<cur{n}>{_CURRENCY})\s*)?(?P<num{n}>{_NUMBER})\s*(?:(?P<scale{n}>{_SCALE})\b)?"


_MONEY = re.compile(
    rf"(?:(?<![\w.,/])|{_GLUED}){_amount(1)}(?:/=)?(?P<plus1>\+)?"
    # "and" makes a range only between two amounts of money: "$5 and 3 years" is none
    rf"(?:(?:\.(?=\s*[–—−-]))?\s*(?:[–—−-]|to|and(?=\s*(?:{_CURRENCY})))"
    rf"\s*{_amount(2)}(?:/=)?(?P<plus2>\+)?)?"
    rf"(?:\s*\(?(?P<cur3>{_CURRENCY}|dollars)(?![a-z\d])\)?)?"
    rf"(?:\s*/?\s*(?P<period>{'|'.join(_PERIODS.values())})(?![a-z]))?",
    re.IGNORECASE,
)
# What shows that an expression goes on in a way that is not read: "$10B", "$12,34", "₹9Lx".
_GOES_ON = re.compile(r"[^\W_]|[.,'’]\d|\s?(?:%|(?:years|yrs|months|weeks|days|hours)\b)", re.I)
# What shows that an expression began before it was understood: "540'000 – $64k".
_BEGAN = re.compile(r"(?<!\w)\d[\d.,'’]*[km]?\s*(?:[–—−-]|to)\s*$", re.IGNORECASE)
_BEGAN_BARE = re.compile(r"\d['’. ]$|[$£€₹¥]\s?$")
_BEFORE = 40
# A number with more digits is something else: an identifier, a checksum.
_LONGEST = 20
# A bare number below this is no pay.
_LEAST = 1_000
_DOTTED = re.compile(r"\d{1,3}\.\d{3}")
_CALENDAR_YEAR = re.compile(r"(?:19|20)\d\d")
# A word after a bare number says what is counted ("60,000 readers"), unless it is one of these.
_COUNTED = re.compile(
    r"\s+(?!(?:and|as|at|before|for|from|gross|if|in|net|on|or|per|plus|to|when|with)\b)[^\W\d_]"
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
    and the number is large enough to be pay, no year of the calendar and no count of something. An
    amount whose range is upside down, or that goes on in a way not read here, is passed over: the
    text is then not understood, and no figure is better than a wrong one.
    """
    around = currency_of(context, rupee)
    around_period = period_of(context)
    for match in _MONEY.finditer(text):
        named = _named(match, rupee)
        currency = next((code for code in named if code), None) or around
        if _half_read(match) or (not named and (around is None or not _is_pay(match))):
            continue
        if currency != "EUR" and _dotted(match):
            continue
        low, high = _amounts(match)
        if low > high or len({code for code in named if code}) > 1:
            continue
        yield Money(
            low=low,
            high=high,
            currency=currency,
            period=_period(match) or around_period,
            open_ended=bool(match["plus1"] or match["plus2"]),
            start=match.start(),
            end=_end(match),
        )


def _end(match: re.Match[str]) -> int:
    return match.start() + len(match.group().rstrip())


def _half_read(match: re.Match[str]) -> bool:
    """Whether the text around shows that these are not the whole amounts.

    A first number without a currency of its own before one that has it ("Level 3 – $85k") may be
    no amount at all.
    """
    label = match["cur2"] and not match["cur1"] and not match["scale1"] and "," not in match["num1"]
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    return bool(
        label
        or max(len(match["num1"]), len(match["num2"] or "")) > _LONGEST
        or _GOES_ON.match(match.string, _end(match))
        or _BEGAN.search(before)
        or (not match["cur1"] and _BEGAN_BARE.search(before))
    )


def _period(match: re.Match[str]) -> str | None:
    if match["period"]:
        return period_of(match["period"])
    scales = {scale.casefold() for scale in (match["scale1"], match["scale2"]) if scale}
    return "year" if "lpa" in scales else None


def _dotted(match: re.Match[str]) -> bool:
    """Whether an amount has a point and three digits: thousands in euros, unclear elsewhere."""
    return any(
        match[f"num{n}"] and not match[f"scale{n}"] and _DOTTED.fullmatch(match[f"num{n}"])
        for n in (1, 2)
    )


def _named(match: re.Match[str], rupee: str | None) -> list[str | None]:
    """The currencies written in an expression; None for one that the text leaves open."""
    written = [match[group] for group in ("cur1", "cur2", "cur3") if match[group]]
    last = _code(match["cur3"], rupee)
    if last in _DOLLARS and set(written[:-1]) <= {"$"}:
        return [last]  # "$95k CAD": the code says whose dollar
    return [_code(symbol, rupee) for symbol in written]


def _code(symbol: str | None, rupee: str | None) -> str | None:
    if not symbol:
        return None
    folded = symbol.casefold()
    if re.fullmatch(_RUPEE, folded):
        return rupee
    return "USD" if folded == "dollars" else _CURRENCIES[folded]


def _is_pay(match: re.Match[str]) -> bool:
    """Whether a bare number may be an amount: large enough, no year, no count of something."""
    return (
        _value(match["num1"], match["scale1"] or match["scale2"]) >= _LEAST
        and not _CALENDAR_YEAR.fullmatch(match["num1"])
        and not _COUNTED.match(match.string, _end(match))
    )


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
    digits = re.sub(r"[,\s]", "", number)
    if not scale and _DOTTED.fullmatch(digits):
        digits = digits.replace(".", "")
    value = Decimal(digits) * (_SCALES[scale.casefold()] if scale else 1)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
