"""Names in a sentence: roles, levels and markets, found with misspellings allowed.

Knows words only: not what a question asks for, nor what documents say.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate, chain
from typing import Any

from babel import Locale
from babel.core import get_global

from knowledge.models import Role
from knowledge.near import Spellings
from knowledge.occupation_groups import name_key, words_of
from knowledge.resources import yaml_resource
from knowledge.role_names import KIND, OTHER, PART, occupation_names, only_in_capitals, role_names
from knowledge.spellings import american, plural, singular

_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_MAX_WORDS = 6
_SHORTEST_FORGIVEN = 5
_LONG = 9
# A run whose first letters no name begins with is followed no further.
_HEAD = 5
# What a place's name stands before, in small letters too: "us salary".
_TOLD_OF_PLACES = re.compile(
    r"\s+(?:(?:average|mean|median|dollar)\s+)?(?:pay|salar(?:y|ies)|wages?|earnings|income|median|"
    r"average|figures?|market|jobs|outlook|growth)\b",
    re.IGNORECASE,
)
# "Give us figures" names no country.
_OF_SOMEBODY = re.compile(
    r"(?:g[ia]v|t[eo]l|show|get|got|paid|pay|offer|sen[dt]|ow|promis|hir|help|let|teach|bring|mak)\w*",
    re.IGNORECASE,
)
_FEW = 3
GLOBAL = "Global"
# Kinds of names that are no nouns of their own: "entries" are no entry level.
_SETTLED = {"level", "market", "phrase"}
# Kinds of names that count only as they are listed.
_EXACT = {OTHER, PART, KIND}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text, with its place."""

    kind: str
    """"role", "role_part", "role_kind", "level", "market" or "occupation"."""
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
    cased: str | None


class Lexicon:
    """Finds names by their words run together, so "back-end", "back end" and "backend" are one.

    The last word may stand in the singular or plural, and the spelling be British or American.
    """

    def __init__(self, names: Iterable[tuple[str, str, str]], cased: Iterable[str] = ()) -> None:
        """`names` are (kind, value, spelling); of equal spellings the first one counts."""
        self._names = tuple(names)
        self._cased = frozenset(cased)
        # places in the list, not names: of a hundred thousand objects the collector would take care
        self._places: dict[str, int] = {}
        split = [tuple(words_of(spelling)) for *_, spelling in self._names]
        for place, words in enumerate(split):
            self._places.setdefault("".join(words), place)
        for place, words in enumerate(split):
            for key in _forms(self._names[place][0], words):
                self._places.setdefault(key, place)
        self._american = self._one_spelling(split)
        self._heads = frozenset(key[:_HEAD] for key in chain(self._places, self._american))
        self._all_settled = all(kind in _SETTLED for kind, *_ in self._names)

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
        folded = [word.group().casefold() for word in words]
        spelt = folded if self._all_settled else [american(word) for word in folded]
        strange = [known is not None and not known(word) for word in folded]
        for first in range(len(words)):
            for last, entry, slips in self._runs(folded, spelt, strange, first):
                if last - first + 1 > entry.words and entry.kind == "market":
                    continue  # "to go" is not Togo, while "back end" is the backend
                start, end = words[first].start(), words[last].end()
                if self._fits_case(entry, text, words[first]):
                    yield Mention(entry.kind, entry.value, start, end, slips)

    def _runs(
        self, folded: list[str], spelt: list[str], strange: list[bool], first: int
    ) -> Iterator[tuple[int, _Entry, int]]:
        """The names that begin at a word, each with its last word and its slips."""
        end = min(first + _MAX_WORDS, len(folded))
        forgiving = any(strange[first:end])
        keys = zip(accumulate(folded[first:end]), accumulate(spelt[first:end]), strict=True)
        for last, (key, plain) in enumerate(keys, first):
            if entry := self._exact(key, plain):
                yield last, entry, 0
            elif forgiving:
                if any(strange[first : last + 1]) and (near := self._near(key)):
                    yield last, *near
            elif not (self._begins_one(key) or self._begins_one(plain)):
                return

    def _begins_one(self, key: str) -> bool:
        return len(key) < _HEAD or key[:_HEAD] in self._heads

    def _exact(self, key: str, plain: str) -> _Entry | None:
        place = self._places.get(key)
        if place is None:
            place = self._american.get(plain, self._places.get(plain))
            if place is None or self._names[place][0] in _SETTLED:
                return None
        return self._entry(place)

    def _near(self, key: str) -> tuple[_Entry, int] | None:
        if len(key) < _SHORTEST_FORGIVEN:
            return None
        near = self._forgiving.nearest(key, 1 if len(key) < _LONG else 2)
        return (self._entry(self._places[near[0]]), near[1]) if near else None

    def _entry(self, place: int) -> _Entry:
        kind, value, spelling = self._names[place]
        as_written = spelling if spelling in self._cased else None
        return _Entry(kind, value, len(words_of(spelling)), as_written)

    def _one_spelling(self, split: Iterable[tuple[str, ...]]) -> dict[str, int]:
        """Places by American spelling, where that is not how a name is listed."""
        found: dict[str, int] = {}
        for place, words in enumerate(split):
            folded = tuple(map(american, words))
            kind = self._names[place][0]
            if folded != words and kind not in _SETTLED:
                for key in ("".join(folded), *_forms(kind, folded)):
                    if key not in self._places:
                        found.setdefault(key, place)
        return found

    @cached_property
    def _forgiving(self) -> Spellings:
        """Names that a slip is forgiven in: only longer ones, short ones are near to too much."""
        return Spellings(
            key
            for key, (kind, _, spelling) in ((k, self._names[n]) for k, n in self._places.items())
            if len(key) >= _SHORTEST_FORGIVEN and kind not in _EXACT and spelling not in self._cased
        )

    @staticmethod
    def _fits_case(entry: _Entry, text: str, word: re.Match[str]) -> bool:
        if entry.cased is None or word.group() == entry.cased:
            return True
        before = text[: word.start()].split()
        if before and before[-1].casefold() in {"in", "the", "usa"}:
            return True
        if not before and entry.cased == "US" and 1 < len(text.split()) <= _FEW:
            return True  # "us detective?"
        somebody = before and _OF_SOMEBODY.fullmatch(before[-1])
        return not somebody and bool(_TOLD_OF_PLACES.match(text, word.end()))


def _forms(kind: str, words: Sequence[str]) -> list[str]:
    """Keys of a name in the singular and in the plural."""
    if not words or kind == "market":
        return []
    before = "".join(words[:-1])
    return [before + ending for ending in _endings(words[-1], kind)]


@lru_cache(maxsize=50_000)
def _endings(last: str, kind: str) -> tuple[str, ...]:
    found = [] if last.endswith("s") else [f"{last}s"]
    if kind not in _SETTLED:
        found += [singular(last), plural(singular(last))]
    return tuple(dict.fromkeys(found))


def build_lexicon(roles: Iterable[Role], titles: Iterable[tuple[str, str]] = ()) -> Lexicon:
    """Return the lexicon of levels, markets and the given roles with all their names.

    `titles` are what those of a part of a role are called, each with the role's id: they name it
    where they name nothing else.
    """
    data = _data()
    levels = list(_level_names(data))
    settled = [*levels, *_market_names()]
    spelt, steps = ([name for *_, name in names] for names in (settled, levels))
    own, more = role_names(tuple(roles), spelt, steps, not_alone())
    named = {name_key(name) for _, _, name in (*own, *settled, *more)}
    parts = [(PART, role, title) for title, role in titles if name_key(title) not in named]
    cased = [*data["cased"], *only_in_capitals([*own, *more])]
    return Lexicon([*own, *settled, *more, *parts], cased)


@cache
def build_occupations() -> Lexicon:
    """Return the lexicon of occupations that exist, known to the documents or not.

    Names from ESCO 1.2 (European Commission) and O*NET 29.3 (US Department of Labor, CC BY 4.0),
    see knowledge/occupations.txt.
    """
    names = occupation_names(not_alone())
    return Lexicon(("occupation", name, name) for name in dict.fromkeys(names))


@cache
def level_lexicon() -> Lexicon:
    """Return the lexicon of levels and markets alone, for reading documents."""
    data = _data()
    only_asked = set(data["only_asked"])
    markets = (name for name in _market_names() if name[2] not in only_asked)
    return Lexicon([*_level_names(data), *markets], data["cased"])


@lru_cache(maxsize=20_000)
def level_mentions(text: str) -> tuple[Mention, ...]:
    """Return the levels and markets that a document's words name; headings come again and again."""
    return level_lexicon().find(text)


def abbreviations() -> dict[str, str]:
    """Return how words are shortened in chats, with what each stands for."""
    return {str(short): str(long) for short, long in _data()["abbreviations"].items()}


def filler_words() -> frozenset[str]:
    """Return the words that settle nothing in a message that goes on from another."""
    return frozenset(_data()["fillers"])


def not_alone() -> frozenset[str]:
    """Return words that end occupations' names but name none by themselves."""
    return frozenset(_data()["not_alone"])


def is_country(spelling: str, market: str) -> bool:
    """Return whether a spelling of a market is that of the whole country, not of a city in it."""
    called = {market.casefold(), *_data()["countries_called"]}
    return spelling.casefold() in called


def level_spellings() -> tuple[str, ...]:
    """Return all spellings of levels and markets."""
    return tuple(spelling for _, _, spelling in (*_level_names(_data()), *_market_names()))


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml_resource("knowledge", "lexicon.yaml")
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
