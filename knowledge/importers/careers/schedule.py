"""Tells working hours and hazards from the handbook's set phrases; all else is left out.

Only sentences on the page's own occupation count, since a group's members may differ.
"""

import re
from collections.abc import Iterator

from knowledge.importers.careers.wage_statements import fold

_SENTENCE = re.compile(r"[^.\n]+\.")
_USUAL = re.compile(
    r"^Most (?P<who>.+?) (?:work|are|are employed) (?P<time>full|part) time\b(?P<rest>.*)\.$"
)
_LONG = re.compile(
    r"^ ?(?:,? and )?(?P<who>some|many|most) work more than 40 hours (?:per|a) week", re.I
)
_PART_TIME = re.compile(r"^, (?:although|but) part[- ]time work is common$")
_HIGH_RATE = re.compile(
    r"^(?P<who>.+?) have (?:one|some) of the highest rates of injuries and illnesses of all"
)


def hours_of(title: str, environment: str) -> tuple[str, ...]:
    """Return how many work full time, part time and long weeks, as labelled items."""
    _, _, schedules = environment.partition("\nWork Schedules\n")
    sentences = [s.strip() for s in _SENTENCE.findall(schedules)]
    return tuple(_hours(title, sentences)) if sentences else ()


def _hours(title: str, sentences: list[str]) -> Iterator[str]:
    usual = _USUAL.match(sentences[0])
    if not usual or fold(usual["who"]) != fold(title):
        return
    rest = usual["rest"]
    common = "; part-time work is common too" if _PART_TIME.match(rest) else ""
    yield f"Usual schedule: {usual['time']} time{common}"
    following = sentences[1] if len(sentences) > 1 else ""
    if long := _LONG.match(rest) or _LONG.match(following):
        yield f"Weeks of more than 40 hours: worked by {long['who'].lower()}"


def hazards_of(title: str, environment: str) -> tuple[str, ...]:
    """Return whether the rate of injuries is said to be among the highest."""
    for sentence in _SENTENCE.findall(environment):
        match = _HIGH_RATE.match(sentence.strip())
        if match and fold(match["who"]) == fold(title):
            return ("Injuries and illnesses: the rate is among the highest there are",)
    return ()
