"""Names in a sentence: roles, levels and markets, found with misspellings allowed.

Knows words only: not what a question asks for, nor what documents say.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale
from babel.core import get_global

from knowledge.models import Role
from knowledge.near import Spellings
from knowledge.occupation_groups import words_of
from knowledge.role_names import OTHER, PART, occupation_names, only_in_capitals, role_names
from knowledge.spellings import american, plural, singular

_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_MAX_WORDS = 6
_SHORTEST_FORGIVEN = 5
_LONG = 9
GLOBAL = "Global"
# Kinds of names that are no nouns of their own: "entries" are no entry level.
_SETTLED = {"level", "market", "phrase"}
# Kinds of names that count only as they are listed.
_EXACT = {OTHER, PART}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text, with its place."""

    kind: str
    """"role", "role_part", "level", "market" or "occupation"."""
    value: str
    """A role's id, a level, a market's English name, or the occupation as the list has it. Of a
    "role_part", what the names of several roles end in, their ids with "|" between them, the
    likeliest first."""
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
    """Finds names by their words run together, so "back-end", "back end" and "backend" are one.

    The last word may stand in the singular or plural, and the spelling be British or American.
    """

    def __init__(self, names: Iterable[tuple[str, str, str]], cased: Iterable[str] = ()) -> None:
        """`names` are (kind, value, spelling); of equal spellings the first one counts."""
        self._entries: dict[str, _Entry] = {}
        only_as_written = set(cased)
        listed: list[tuple[_Entry, list[str]]] = []
        for kind, value, spelling in names:
            words = words_of(spelling)
            as_written = spelling if spelling in only_as_written else None
            entry = _Entry(kind, value, len(words), as_written)
            self._entries.setdefault("".join(words), entry)
            listed.append((entry, words))
        for entry, words in listed:
            for key in _forms(entry.kind, words):
                self._entries.setdefault(key, entry)
        self._american = self._one_spelling(listed)

    def find(self, text: str, known: Callable[[str], bool] | None = None) -> tuple[Mention, ...]:
        """Return the names in a text, longest first where they overlap, in reading order.

        With `known`, a run that holds a word not known is also compared with a slip allowed in
        proportion to its length; a word that is known is meant as it stands.
        """
        # places in the text must stay: "U.S." is "US" and two blanks
        text = _INITIALS.sub(lambda m: m.group().replace(".", "").ljust(len(m.group())), text)
        words = list(_WORD.finditer(text))
        found = list(self._matches(text, words, known))
        found.sort(key=lambda m: (m.slips, -(m.end - m.start), m.start))
        taken: list[Mention] = []
        for mention in found:
            if all(mention.end <= other.start or mention.start >= other.end for other in taken):
                taken.append(mention)
        kept = (mention for mention in taken if mention.kind != OTHER)
        return tuple(sorted(kept, key=lambda m: m.start))

    def _matches(
        self, text: str, words: list[re.Match[str]], known: Callable[[str], bool] | None
    ) -> Iterator[Mention]:
        strange = [known is not None and not known(w.group().casefold()) for w in words]
        for first in range(len(words)):
            for last in range(first, min(first + _MAX_WORDS, len(words))):
                run = words[first : last + 1]
                forgiving = any(strange[first : last + 1])
                entry, slips = self._look_up([w.group() for w in run], forgiving=forgiving)
                if entry and len(run) > entry.words and entry.kind == "market":
                    continue  # "to go" is not Togo, while "back end" is the backend
                if entry and self._fits_case(entry, text, run[0]):
                    yield Mention(entry.kind, entry.value, run[0].start(), run[-1].end(), slips)

    def _look_up(self, words: list[str], *, forgiving: bool) -> tuple[_Entry | None, int]:
        if entry := self._exact(words):
            return entry, 0
        key = _key(words)
        if not forgiving or len(key) < _SHORTEST_FORGIVEN:
            return None, 0
        allowed = 1 if len(key) < _LONG else 2
        near = self._forgiving.nearest(key, allowed)
        return (self._entries[near[0]], near[1]) if near else (None, 0)

    def _exact(self, words: list[str]) -> _Entry | None:
        if entry := self._entries.get(_key(words)):
            return entry
        folded = "".join(american(word.casefold()) for word in words)
        entry = self._american.get(folded) or self._entries.get(folded)
        return entry if entry and entry.kind not in _SETTLED else None

    def _one_spelling(self, listed: Iterable[tuple[_Entry, list[str]]]) -> dict[str, _Entry]:
        """Entries by their American spelling, where that is not how they are listed."""
        found: dict[str, _Entry] = {}
        for entry, words in listed:
            folded = [american(word) for word in words]
            if entry.kind not in _SETTLED and folded != words:
                for key in ("".join(folded), *_forms(entry.kind, folded)):
                    if key not in self._entries:
                        found.setdefault(key, entry)
        return found

    @cached_property
    def _forgiving(self) -> Spellings:
        """Names that a slip is forgiven in: only longer ones, short ones are near to too much."""
        return Spellings(
            key
            for key, entry in self._entries.items()
            if len(key) >= _SHORTEST_FORGIVEN and not entry.cased and entry.kind not in _EXACT
        )

    @staticmethod
    def _fits_case(entry: _Entry, text: str, word: re.Match[str]) -> bool:
        if entry.cased is None or word.group() == entry.cased:
            return True
        before = text[: word.start()].split()
        return bool(before) and before[-1].casefold() in {"in", "the", "usa"}


def _key(words: Iterable[str]) -> str:
    return "".join(words).casefold()


def _forms(kind: str, words: Sequence[str]) -> Iterator[str]:
    """Keys of a name in the singular and in the plural."""
    if not words or kind == "market":
        return
    before, last = "".join(words[:-1]), words[-1]
    if not last.endswith("s"):
        yield f"{before}{last}s"
    if kind not in _SETTLED:
        yield before + singular(last)
        yield before + plural(singular(last))


def build_lexicon(roles: Iterable[Role]) -> Lexicon:
    """Return the lexicon of levels, markets and the given roles with all their names."""
    data = _data()
    levels = list(_level_names(data))
    settled = [*levels, *_market_names()]
    spelt, steps = ([name for *_, name in names] for names in (settled, levels))
    own, more = role_names(tuple(roles), spelt, steps, not_alone())
    return Lexicon([*own, *settled, *more], [*data["cased"], *only_in_capitals([*own, *more])])


@cache
def build_occupations() -> Lexicon:
    """Return the lexicon of occupations that exist, known to the documents or not.

    Names from ESCO 1.2 (European Commission) and O*NET 29.3 (US Department of Labor, CC BY 4.0),
    see knowledge/occupations.txt.
    """
    names = occupation_names(not_alone())
    return Lexicon(("occupation", name, name) for name in names)


@cache
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
