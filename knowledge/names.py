"""How occupations are named: groups and their members, singular and plural, abbreviations."""

import re
from collections.abc import Sequence
from functools import cache

from knowledge import spellings
from knowledge.lexicon import build_occupations, not_alone

_JOINED = re.compile(r",\s*(?:and\s+|or\s+|including\s+)?|\s+(?:and|or|&)\s+", re.IGNORECASE)
_SMALL = frozenset({"and", "or", "of", "the", "an", "a"})
# The plural of somebody who does something, by the word's ending, or of an abbreviation.
_PEOPLE = re.compile(r"(?:er|or|ist|ian|ant|ee|yst|legal)s$|men$|[a-z]aries$|\b[A-Z]{2,5}s$")

_IN_BRACKETS = re.compile(r"\s+\(([A-Z]{2,6})s?\)")


def singular(name: str) -> str:
    """Return a name with its last word in the singular: "School nurses" → "School nurse"."""
    head, space, last = name.rpartition(" ")
    return f"{head}{space}{spellings.singular(last)}"


def folded(name: str) -> str:
    """Return a name in one spelling: words in the singular, small letters, no "and"."""
    words = re.findall(r"\w+", name.casefold())
    return " ".join(singular(word) for word in words if word not in _SMALL)


@cache
def members(name: str) -> tuple[str, ...]:
    """Return the occupations that a group's name joins; none where it names one only.

    "Airline and Commercial Pilots" are airline pilots and commercial pilots: a part that names
    no occupation itself shares the last word, and a bare last word may share the first ones.
    """
    parts = [part.strip() for part in _JOINED.split(name) if part.strip()]
    if len(parts) < 2:
        return ()
    last = parts[-1].rpartition(" ")[2]
    several = _is_plural(last)
    found = [
        part if _is_plural(part) == several and _stands_alone(part) else f"{part} {last}"
        for part in parts[:-1]
    ]
    return (*found, parts[-1], *_sharing_first_words(parts))


def _sharing_first_words(parts: Sequence[str]) -> tuple[str, ...]:
    """What a bare last word may mean with the words before it: "veterinary technicians"."""
    before, space, _ = parts[-2].rpartition(" ")
    return (f"{before}{space}{parts[-1]}",) if space and " " not in parts[-1] else ()


def _is_plural(name: str) -> bool:
    return singular(name) != name


def _stands_alone(part: str) -> bool:
    """Whether a part names people by itself, as "computer" in "computer scientist" does not."""
    return _is_somebody(part) and singular(part.casefold()) not in not_alone()


def _is_somebody(part: str) -> bool:
    """Whether a part of a group's name names people: "auditors", "DJs", not "electronics"."""
    return ends_as_occupation(part) or bool(_PEOPLE.search(part))


occupations = cache(build_occupations)


def is_occupation(name: str) -> bool:
    """Return whether a name ends as an occupation that exists."""
    return any(m.end == len(name) for m in occupations().find(name))


def ends_as_occupation(name: str) -> bool:
    """Return whether a name ends as an occupation does, listed or not: "back end developers"."""
    return is_occupation(name) or singular(name.casefold().rpartition(" ")[2]) in not_alone()


def _ends_in(text: str, end: int, name: str) -> bool:
    return text[max(0, end - len(name)) : end].casefold() == name


def abbreviation_of(name: str, text: str) -> str | None:
    """Return the abbreviation that a text gives a name in brackets: "Registered nurses (RNs)"."""
    folded_name = name.casefold()
    named = (m for m in _IN_BRACKETS.finditer(text) if _ends_in(text, m.start(), folded_name))
    match = next(named, None)
    if not match:
        return None
    initials = "".join(word[0] for word in re.findall(r"\w+", name.casefold()))
    return match.group(1) if match.group(1).casefold() == initials else None
