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


def pay_text(pay: Pay) -> str:
    """Return a pay fact's amount with currency and period, as the source states them."""
    low, high = pay.low, pay.high
    if low is None and high is None:
        return ""
    prefix = _prefix(pay.currency)
    plus = "+" if pay.open_ended else ""
    period = f" {_PERIODS[pay.period]}" if pay.period else " (period not stated)"
    if low is None or high is None or low == high:
        return f"{prefix}{_number(high if low is None else low)}{plus}{period}"
    return f"{prefix}{_number(low)} – {_number(high)}{plus}{period}"


def _prefix(currency: str) -> str:
    if currency == "LKR":
        return "Rs. "  # as Sri Lankans write it; CLDR has only the code for English
    symbol = str(get_currency_symbol(currency, locale="en"))
    return symbol if len(symbol) == 1 else f"{symbol} "


def _number(amount: Decimal | None) -> str:
    return str(format_decimal(amount or Decimal(0), locale="en"))
