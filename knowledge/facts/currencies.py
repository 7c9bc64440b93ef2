"""What a currency's sign means in a market: whose dollar, whose rupee.

Knows countries and their currencies; reads no text but the sign.
"""

import re
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

from knowledge.money import Money

_RUPEES = frozenset({"LKR", "INR", "PKR", "NPR", "MUR", "SCR"})


def rupee_of(market: str | None) -> str | None:
    """Return what "Rs" means in a market."""
    current = _currency_of(market)
    return current if current in _RUPEES else None


def written_currency(money: Money, line: str, market: str | None) -> str:
    """Return the currency of an amount in a line; a bare "$" is the dollar of the market."""
    written = line[money.start : money.end]
    if money.currency == "USD" and "$" in written and not re.search(r"us", written, re.IGNORECASE):
        current = _currency_of(market)
        if current and _is_dollar(current):
            return current
    return str(money.currency)


@cache
def _currency_of(market: str | None) -> str | None:
    codes = {name: code for code, name in Locale("en").territories.items()}
    current = get_territory_currencies(codes[market]) if market in codes else []
    return str(current[0]) if current else None


@cache
def _is_dollar(currency: str) -> bool:
    return "Dollar" in get_currency_name(currency, locale="en")
