"""How figures are written to people."""

from typing import Any

import pytest

from bot.money_text import pay_text
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
