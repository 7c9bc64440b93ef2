"""How figures are written to people: "Rs. 320,000 – 700,000 a month"."""

from decimal import Decimal

from babel.numbers import format_decimal, get_currency_symbol

from knowledge.models import Pay

_PERIODS = {
    "hour": "an hour",
    "day": "a day",
    "week": "a week",
    "month": "a month",
    "year": "a year",
}

# Sums by the hour are told to the cent, others as they stand.
_CENTS, _WHOLE = "#,##0.00", "#,##0.###"


def pay_text(pay: Pay) -> str:
    """Return a pay fact's amount with currency and period, as the source states them."""
    low, high = pay.low, pay.high
    if low is None and high is None:
        return ""
    prefix = _prefix(pay.currency)
    plus = "+" if pay.open_ended else ""
    digits = _CENTS if pay.period == "hour" else _WHOLE
    period = f" {_PERIODS[pay.period]}" if pay.period else " (period not stated)"
    if low is None:
        return f"up to {prefix}{_number(high, digits)}{period}"
    if high is None or low == high:
        return f"{prefix}{_number(low, digits)}{plus}{period}"
    return f"{prefix}{_number(low, digits)} – {_number(high, digits)}{plus}{period}"


def _prefix(currency: str) -> str:
    if currency == "LKR":
        return "Rs. "  # as Sri Lankans write it; CLDR has only the code for English
    symbol = str(get_currency_symbol(currency, locale="en"))
    return symbol if len(symbol) == 1 else f"{symbol} "


def _number(amount: Decimal | None, digits: str) -> str:
    return str(format_decimal(amount or Decimal(0), digits, locale="en"))
