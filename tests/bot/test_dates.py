"""How old a figure is on the day it is asked for."""

from datetime import date

import pytest

from bot.dates import as_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "label", "old"),
    [
        ("2025", "2025", False),
        ("2024", "2024", False),  # its last day is not yet two years ago
        ("2023", "2023", True),
        ("2024-11", "November 2024", False),
        ("2024-10", "October 2024", True),
        ("2024-11-22", "22 November 2024", False),
        ("2024-11-21", "21 November 2024", True),
        ("May 2024", "May 2024", True),
        ("Sept 2025", "September 2025", False),
        ("Sep 2020", "September 2020", True),
        ("2024–34", "2024–34", False),
        ("2019 to 2029", "2019 to 2029", True),
        ("Lent 2020", "Lent 2020", False),
        ("last spring", "last spring", False),
        ("2024-13", "2024-13", False),
        ("13 13 2020", "13 13 2020", False),
    ],
)
def test_a_date_is_told_and_its_age_known(text: str, label: str, old: bool) -> None:
    """A date is written as people read it, and old two years after its last day."""
    dated = as_of(text)
    assert dated is not None
    assert dated.label == label
    assert dated.is_old(TODAY) == old


@pytest.mark.parametrize("text", [None, "", "  "])
def test_no_date_is_no_age(text: str | None) -> None:
    """Where no date is given, none is told."""
    assert as_of(text) is None


def test_a_figure_grows_old_with_the_day_of_asking() -> None:
    """The same date is new on one day and old on a later one."""
    dated = as_of("May 2024")
    assert dated is not None
    assert not dated.is_old(date(2026, 5, 31))
    assert dated.is_old(date(2026, 6, 1))


def test_the_last_of_february_has_its_day_in_any_year() -> None:
    """A question asked on the 29th of February is compared with years that have none."""
    dated = as_of("2026-02")
    assert dated is not None
    assert not dated.is_old(date(2028, 2, 29))
    assert dated.is_old(date(2028, 3, 1))
