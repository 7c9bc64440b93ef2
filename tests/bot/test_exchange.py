"""Rates that an administrator sets, and what is converted with them."""

from datetime import date
from decimal import Decimal

import pytest

from bot.exchange import Exchange, Rate, converted, known_currency, parse_rates

DOLLAR = Rate("USD", "LKR", Decimal("301.5"), date(2026, 11, 1))


def test_rates_are_read_with_their_days() -> None:
    """Pairs stand with commas or blanks between; an empty text sets none."""
    euro = Rate("EUR", "LKR", Decimal("349"), date(2026, 10, 30))
    assert parse_rates("USD:LKR=301.5@2026-11-01, EUR:LKR=349@2026-10-30") == (DOLLAR, euro)
    assert parse_rates(" ") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("USD:LKR=301.5", "write it like USD:LKR=301.5@2026-11-01"),
        ("USD:LKR=abc@2026-11-01", "is no dated rate"),
        ("USD:LKR=-3@2026-11-01", "is no dated rate"),
        ("USD:LKR=0@2026-11-01", "above nought"),
        ("USD:USD=1@2026-11-01", "between two currencies"),
        ("USD:XQZ=1@2026-11-01", "no currency XQZ"),
        ("USD:LKR=301@2026-02-30", "no day 2026-02-30"),
        ("USD:LKR=301@2026-11-01,USD:LKR=302@2026-11-02", "more than one rate of USD:LKR"),
    ],
)
def test_what_is_no_rate_is_refused(text: str, said: str) -> None:
    """The complaint names what is wrong and how it is written."""
    with pytest.raises(ValueError, match=said):
        parse_rates(text)


def test_a_rate_is_found_for_the_askers_currency_alone() -> None:
    """Their own currency needs none, and another one has none but what is set."""
    exchange = Exchange("LKR", (DOLLAR,))
    assert exchange.rate("USD") == DOLLAR
    assert exchange.rate("LKR") is None
    assert exchange.rate("EUR") is None
    assert Exchange().rate("USD") is None


@pytest.mark.parametrize(
    ("amount", "about"), [("97550", "29400000"), ("45.00", "13600"), ("1", "302"), ("0", "0")]
)
def test_an_estimate_has_three_digits(amount: str, about: str) -> None:
    """A converted amount feigns no exactness."""
    assert converted(Decimal(amount), DOLLAR) == Decimal(about)


def test_currencies_are_known_by_their_codes() -> None:
    """Small letters will do; a word will not."""
    assert known_currency("lkr") == "LKR"
    with pytest.raises(ValueError, match="no currency RUPEES"):
        known_currency("rupees")
