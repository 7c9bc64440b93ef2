"""How old a figure is, and how its date is written to people.

Knows nothing of figures, and takes the day of asking from its caller.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.dates import format_date, get_month_names

# A figure is marked once more than so many years lie between its date's last day and the asking.
OLD_AFTER_YEARS = 2
_LOCALE = "en"
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_NAMED = re.compile(r"(?:(?P<day>\d{1,2}) )?(?P<name>[A-Za-z]{3,9})\.? (?P<year>\d{4})")
# "2024–34", "2024 to 2034": a projection is as old as the year that it starts from.
_SPAN = re.compile(r"(?P<year>\d{4})\s*(?:–|-|/|to)\s*(?:\d{4}|\d{2})")
_LAST_MONTH, _LAST_DAY = 12, 31


@dataclass(frozen=True, slots=True)
class AsOf:
    """The date of a figure as its document gives it."""

    label: str
    """As people read it: "May 2024"."""
    last: tuple[int, int, int] | None
    """Year, month and day that it was true at the latest; None where the text is no date."""

    def is_old(self, day: date) -> bool:
        """Return whether it lies more than two years before a day."""
        if self.last is None:
            return False
        return self.last < (day.year - OLD_AFTER_YEARS, day.month, day.day)


@lru_cache(maxsize=1_000)
def as_of(text: str | None) -> AsOf | None:
    """Return the date that a document gives: "2024-05", "May 2024", "2024–34"; None for none."""
    said = " ".join((text or "").split())
    if not said:
        return None
    if match := _ISO.fullmatch(said):
        return _of_numbers(said, match["year"], match["month"], match["day"])
    if match := _SPAN.fullmatch(said):
        return AsOf(said, (int(match["year"]), _LAST_MONTH, _LAST_DAY))
    match = _NAMED.fullmatch(said)
    if match and (month := _month(match["name"])):
        return _of_numbers(said, match["year"], str(month), match["day"])
    return AsOf(said, None)


def _of_numbers(said: str, year: str, month: str | None, day: str | None) -> AsOf:
    if month is None:
        return AsOf(said, (int(year), _LAST_MONTH, _LAST_DAY))
    try:
        first = date(int(year), int(month), int(day or 1))
    except ValueError:
        return AsOf(said, None)  # "2024-13" is no date
    pattern = "d MMMM y" if day else "MMMM y"
    label = format_date(first, pattern, locale=_LOCALE)
    # a month lasts to its end; no day of another month comes between its last and the 31st
    return AsOf(label, (first.year, first.month, first.day if day else _LAST_DAY))


def _month(name: str) -> int | None:
    """The month that a name or its beginning means: "May", "Sept"."""
    months = get_month_names("wide", locale=_LOCALE).items()
    begin = name.casefold()
    return next((number for number, full in months if full.casefold().startswith(begin)), None)
