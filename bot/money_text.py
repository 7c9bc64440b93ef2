"""How figures are written to people: "Rs. 320,000 – 700,000 a month"."""

from decimal import Decimal

from babel.numbers import format_decimal, get_currency_symbol

from bot.exchange import Rate, converted
from knowledge.models import Pay

_PERIODS = {
    "hour": "an hour",
    "day": "a day",
    "week": "a week",
    "month": "a month",
    "year": "a year",
}

# Sums by the hour are told to the cent, others as they stand.
_CENTS, _WHOLE, _EVERY_DIGIT = "#,##0.00", "#,##0.###", "#,##0.##########"


def pay_text(pay: Pay) -> str:
    """Return a pay fact's amount with currency and period, as the source states them."""
    amount = amount_text(pay)
    return f"{amount} {period_text(pay)}" if amount else ""


def amount_text(pay: Pay) -> str:
    """Return the amount alone, with its currency."""
    digits = _CENTS if pay.period == "hour" else _WHOLE
    return _range(pay, pay.currency, (pay.low, pay.high), digits)


def period_text(pay: Pay) -> str:
    """Return the period that the amount is for: "a month"."""
    return _PERIODS[pay.period] if pay.period else "(period not stated)"


def converted_text(pay: Pay, rate: Rate) -> str:
    """Return about what an amount is in the asker's currency: "≈ Rs. 29,400,000 a year"."""
    ends = tuple(None if n is None else converted(n, rate) for n in (pay.low, pay.high))
    amount = _range(pay, rate.target, ends, _WHOLE)
    return f"≈ {amount} {period_text(pay)}" if amount else ""


def rate_text(rate: Rate) -> str:
    """Return a rate with its day: "301.5 of 2026-11-01"."""
    return f"{format_decimal(rate.factor, _EVERY_DIGIT, locale='en')} of {rate.day.isoformat()}"


def _range(pay: Pay, currency: str, ends: tuple[Decimal | None, ...], digits: str) -> str:
    low, high = ends
    if low is None and high is None:
        return ""
    prefix = _prefix(currency)
    plus = "+" if pay.open_ended else ""
    if low is None:
        return f"up to {prefix}{_number(high, digits)}"
    if high is None or low == high:
        return f"{prefix}{_number(low, digits)}{plus}"
    return f"{prefix}{_number(low, digits)} – {_number(high, digits)}{plus}"


def _prefix(currency: str) -> str:
    if currency == "LKR":
        return "Rs. "  # as Sri Lankans write it; CLDR has only the code for English
    symbol = str(get_currency_symbol(currency, locale="en"))
    return symbol if len(symbol) == 1 else f"{symbol} "


def _number(amount: Decimal | None, digits: str) -> str:
    return str(format_decimal(amount or Decimal(0), digits, locale="en"))
