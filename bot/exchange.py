"""Rates of exchange that an administrator has set, each with its day.

Knows nothing of figures and sources: what is converted here is an estimate beside a figure.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal

from babel.numbers import list_currencies

# More digits than these would feign an exactness that a rate of some day does not give.
_DIGITS = Context(prec=3)
_EXAMPLE = "USD:LKR=301.5@2026-11-01"
_RATE = re.compile(
    r"(?P<base>[A-Z]{3}):(?P<target>[A-Z]{3})=(?P<factor>\d+(?:\.\d+)?)@(?P<day>\d{4}-\d{2}-\d{2})"
)


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency was worth in another on a day."""

    base: str
    target: str
    factor: Decimal
    day: date


@dataclass(frozen=True, slots=True)
class Exchange:
    """The asker's currency, and the rates that lead to it."""

    currency: str | None = None
    rates: tuple[Rate, ...] = ()

    def rate(self, currency: str) -> Rate | None:
        """Return the rate from a currency to the asker's; None where none is set."""
        fitting = (r for r in self.rates if (r.base, r.target) == (currency, self.currency))
        return next(fitting, None)


def converted(amount: Decimal, rate: Rate) -> Decimal:
    """Return about what an amount is worth: three digits, the rest noughts."""
    return _DIGITS.create_decimal(amount * rate.factor)


def parse_rates(text: str) -> tuple[Rate, ...]:
    """Return the rates of "USD:LKR=301.5@2026-11-01, GBP:LKR=…"; a ValueError says what is wrong.

    A pair of currencies has one rate: which of two would hold is nobody's guess.
    """
    rates = tuple(_rate(part) for part in re.split(r"[,;\s]+", text) if part)
    pairs = [(rate.base, rate.target) for rate in rates]
    for base, target in pairs:
        if pairs.count((base, target)) > 1:
            raise ValueError(f"there is more than one rate of {base}:{target}; keep one")
    return rates


def known_currency(code: str) -> str:
    """Return a currency's code in capitals; a ValueError where there is no such currency."""
    folded = code.strip().upper()
    if folded not in list_currencies():
        raise ValueError(f"there is no currency {folded}; write its ISO 4217 code, like LKR")
    return folded


def _rate(part: str) -> Rate:
    match = _RATE.fullmatch(part)
    if match is None:
        raise ValueError(f"{part!r} is no dated rate; write it like {_EXAMPLE}")
    base, target = known_currency(match["base"]), known_currency(match["target"])
    factor = Decimal(match["factor"])
    if factor <= 0 or base == target:
        raise ValueError(f"{part!r}: a rate is above nought and between two currencies")
    try:
        return Rate(base, target, factor, date.fromisoformat(match["day"]))
    except ValueError:
        raise ValueError(f"there is no day {match['day']}; write it like 2026-11-01") from None
