"""How figures are written to people."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.exchange import Rate
from bot.money_text import converted_text, pay_text, rate_text
from tests.bot.builders import pay


@pytest.mark.parametrize(
    ("low", "high", "changes", "written"),
    [
        (320_000, 700_000, {}, "Rs. 320,000 – 700,000 a month"),
        (75_000, 75_000, {}, "Rs. 75,000 a month"),
        (75_000, None, {"open_ended": True}, "Rs. 75,000+ a month"),
        (None, 9_000, {}, "up to Rs. 9,000 a month"),
        (70_000, 110_000, {"currency": "USD", "period": "year"}, "$70,000 – 110,000 a year"),
        (50, 60, {"currency": "GBP", "period": "hour"}, "£50.00 – 60.00 an hour"),
        (50, 60, {"currency": "CHF", "period": "day"}, "CHF 50 – 60 a day"),
        (50, 60, {"period": None}, "Rs. 50 – 60 (period not stated)"),
        (None, None, {}, ""),
    ],
)
def test_amounts(low: int | None, high: int | None, changes: dict[str, Any], written: str) -> None:
    """Currency, grouped digits, range and period are written as people write them."""
    assert pay_text(pay(low, high, **changes)) == written


DOLLAR = Rate("USD", "LKR", Decimal("301.5"), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("low", "high", "changes", "written"),
    [
        (97_550, 97_550, {"period": "year"}, "≈ Rs. 29,400,000 a year"),
        (70_000, 110_000, {"period": "year"}, "≈ Rs. 21,100,000 – 33,200,000 a year"),
        (239_200, None, {"period": "year", "open_ended": True}, "≈ Rs. 72,100,000+ a year"),
        (None, 10, {"period": "hour"}, "≈ up to Rs. 3,020 an hour"),
        (None, None, {}, ""),
    ],
)
def test_converted_amounts(
    low: int | None, high: int | None, changes: dict[str, Any], written: str
) -> None:
    """An estimate keeps range and period, in the asker's currency and without cents."""
    assert converted_text(pay(low, high, currency="USD", **changes), DOLLAR) == written


def test_a_rate_is_written_with_its_day() -> None:
    """All of its digits stand, as the administrator gave them."""
    assert rate_text(DOLLAR) == "301.5 of 2026-11-01"
    small = Rate("LKR", "USD", Decimal("0.00331"), date(2026, 11, 1))
    assert rate_text(small) == "0.00331 of 2026-11-01"
