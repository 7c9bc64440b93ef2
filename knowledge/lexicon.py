"""Names in a sentence: roles, levels and markets, found with misspellings allowed.

Knows words only: not what a question asks for, nor what documents say.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale
from babel.core import get_global
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.models import Role

_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_MAX_WORDS = 6
GLOBAL = "Global"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text, with its place."""

    kind: str
    """"role", "level", "market" or "occupation"."""
    value: str
    """A role's id, a level, a market's English name, or the occupation as the list has it."""
    start: int
    end: int
    slips: int = 0
    """Letters that were wrong; 0 for a name spelt as listed."""


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    value: str
    words: int
    """Words of the name as listed."""
    cased: str | None = None


class Lexicon:
    """Finds names by their words run together, so "back-end", "back end" and "backend" are one."""

    def __init__(self, names: Iterable[tuple[str, str, str]], cased: Iterable[str] = ()) -> None:
        """`names` are (kind, value, spelling); of equal spellings the first one counts."""
        self._entries: dict[str, _Entry] = {}
        only_as_written = set(cased)
        for kind, value, spelling in names:
            words = _WORD.findall(spelling)
            entry = _Entry(
                kind, value, len(words), spelling if spelling in only_as_written else None
            )
            key = _key(words)
            self._entries.setdefault(key, entry)
            if kind != "market" and not key.endswith("s"):
                self._entries.setdefault(key + "s", entry)
        # A slip is forgiven only in longer names: short ones are near to too many words.
        self._forgiving = [
            key for key, entry in self._entries.items() if len(key) > 4 and not entry.cased
        ]

    def find(self, text: str, known: Callable[[str], bool] | None = None) -> tuple[Mention, ...]:
        """Return the names in a text, longest first where they overlap, in reading order.

        With `known`, a run that holds a word not known is also compared with a slip allowed in
        proportion to its length; a word that is known is meant as it stands.
        """
        words = list(_WORD.finditer(text))
        found = list(self._matches(text, words, known))
        found.sort(key=lambda m: (m.slips, -(m.end - m.start), m.start))
        taken: list[Mention] = []
        for mention in found:
            if all(mention.end <= other.start or mention.start >= other.end for other in taken):
                taken.append(mention)
        return tuple(sorted(taken, key=lambda m: m.start))

    def _matches(
        self, text: str, words: list[re.Match[str]], known: Callable[[str], bool] | None
    ) -> Iterator[Mention]:
        for first in range(len(words)):
            for last in range(first, min(first + _MAX_WORDS, len(words))):
                run = words[first : last + 1]
                entry, slips = self._look_up([w.group() for w in run], known)
                if entry and len(run) > entry.words and entry.kind == "market":
                    continue  # "to go" is not Togo, while "back end" is the backend
                if entry and self._fits_case(entry, text, run[0]):
                    yield Mention(entry.kind, entry.value, run[0].start(), run[-1].end(), slips)

    def _look_up(
        self, words: list[str], known: Callable[[str], bool] | None
    ) -> tuple[_Entry | None, int]:
        key = _key(words)
        if key in self._entries:
            return self._entries[key], 0
        if known is None or len(key) < 5 or all(known(w.casefold()) for w in words):
            return None, 0
        allowed = 1 if len(key) < 9 else 2
        near = process.extractOne(key, self._forgiving, scorer=OSA.distance, score_cutoff=allowed)
        if near is None or near[0][0] != key[0]:
            return None, 0
        return self._entries[near[0]], int(near[1])

    @staticmethod
    def _fits_case(entry: _Entry, text: str, word: re.Match[str]) -> bool:
        if entry.cased is None or word.group() == entry.cased:
            return True
        before = text[: word.start()].split()
        return bool(before) and before[-1].casefold() in {"in", "the", "usa"}


def _key(words: Iterable[str]) -> str:
    return "".join(words).casefold()


def build_lexicon(roles: Iterable[Role]) -> Lexicon:
    """Return the lexicon of levels, markets and the given roles with their aliases."""
    data = _data()
    return Lexicon([*_role_names(roles), *_level_names(data), *_market_names()], data["cased"])


def build_occupations() -> Lexicon:
    """Return the lexicon of occupations that exist, known to the documents or not.

    Names from ESCO 1.2 (European Commission) and O*NET 29.3 (US Department of Labor, CC BY 4.0),
    see knowledge/occupations.txt.
    """
    text = files("knowledge").joinpath("occupations.txt").read_text(encoding="utf-8")
    names = [line for line in text.splitlines() if line and not line.startswith("#")]
    return Lexicon(("occupation", name, name) for name in names)


def level_lexicon() -> Lexicon:
    """Return the lexicon of levels and markets alone, for reading documents."""
    data = _data()
    only_asked = set(data["only_asked"])
    markets = (name for name in _market_names() if name[2] not in only_asked)
    return Lexicon([*_level_names(data), *markets], data["cased"])


def abbreviations() -> dict[str, str]:
    """Return how words are shortened in chats, with what each stands for."""
    return {str(short): str(long) for short, long in _data()["abbreviations"].items()}


def filler_words() -> frozenset[str]:
    """Return the words that settle nothing in a message that goes on from another."""
    return frozenset(_data()["fillers"])


def not_alone() -> frozenset[str]:
    """Return words that end occupations' names but name none by themselves."""
    return frozenset(_data()["not_alone"])


def level_spellings() -> tuple[str, ...]:
    """Return all spellings of levels and markets."""
    return tuple(spelling for _, _, spelling in (*_level_names(_data()), *_market_names()))


@cache
def _data() -> dict[str, Any]:
    text = files("knowledge").joinpath("lexicon.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def _role_names(roles: Iterable[Role]) -> Iterator[tuple[str, str, str]]:
    for role in roles:
        for spelling in (role.name, *role.aliases):
            yield "role", role.id, spelling


def _level_names(data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for phrase in data["no_level"]:
        yield "phrase", phrase, phrase
    for level, spellings in data["levels"].items():
        for spelling in spellings:
            yield "level", level, spelling


@cache
def _market_names() -> tuple[tuple[str, str, str], ...]:
    data = _data()
    own = [
        ("market", name, s)
        for name, spellings in data["markets"].items()
        for s in [name, *spellings]
    ]
    excluded = {word.casefold() for word in data["not_places"]}
    cldr = [
        ("market", name, spelling)
        for name, spelling in _cldr()
        if spelling.casefold() not in excluded
    ]
    return (*own, *cldr)


def _cldr() -> Iterator[tuple[str, str]]:
    """Countries, then nationalities by their language ("Japanese"), then cities by time zone."""
    english = Locale("en")
    countries = {code: name for code, name in english.territories.items() if len(code) == 2}
    for name in countries.values():
        yield name, name
    likely = get_global("likely_subtags")
    for language, name in english.languages.items():
        country = countries.get(str(likely.get(language, "")).rsplit("_", 1)[-1])
        if country and " " not in name and language != "en" and len(language) == 2:
            yield country, name
    for zone, code in get_global("zone_territories").items():
        if "/" in zone and code in countries:
            yield countries[code], zone.rsplit("/", 1)[-1].replace("_", " ")
