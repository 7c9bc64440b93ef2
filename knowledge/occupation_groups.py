"""The list of occupations that exist, read from knowledge/occupations.txt: who is called what.

Knows nothing of roles, documents and texts.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from knowledge.spellings import american, plural, singular

ESCO, ONET = "ESCO 1.2", "O*NET 29.3"
_LAST_WORDS = "last words"
_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")


@dataclass(frozen=True, slots=True)
class Group:
    """One occupation as one classification has it; names in small letters and the singular."""

    titles: tuple[str, ...]
    others: tuple[str, ...]
    """Abbreviations among them stand in capitals."""


@dataclass(frozen=True, slots=True)
class Classification:
    """The occupations of one source, to be looked up by `name_key`."""

    groups: tuple[Group, ...]
    titled: Mapping[str, frozenset[int]]
    """The groups by their titles."""
    listed: Mapping[str, frozenset[int]]
    """The groups by their other names."""
    ends: Mapping[str, Counter[int]]
    """How many names of which groups end in a word, American."""

    def of(self, key: str) -> frozenset[int]:
        """Return the groups that a name is of: what it is a title of goes first."""
        return self.titled.get(key) or self.listed.get(key, frozenset())

    def names(self, group: int) -> tuple[str, ...]:
        """Return all names of a group."""
        return (*self.groups[group].titles, *self.groups[group].others)


def words_of(name: str) -> list[str]:
    """Return a name's words, small-lettered."""
    folded = name.casefold()
    # most names are letters and spaces, and there are a hundred thousand of them
    plain = folded.replace(" ", "").isalnum()
    return folded.split() if plain else _WORD.findall(folded)


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """Return what equal names share: the words run together, in the singular, American."""
    words = words_of(name)
    if words:
        words[-1] = singular(words[-1])
    return "".join(map(american, words))


@cache
def groups_of(source: str) -> tuple[Group, ...]:
    """Return a source's occupations as they are listed."""
    return tuple(_group(line) for line in _sections()[source])


@cache
def classification(source: str) -> Classification:
    """Return a source's occupations: ESCO 1.2 (European Commission) or O*NET 29.3 (US Department
    of Labor, CC BY 4.0).
    """
    groups = groups_of(source)
    titled = _index(g.titles for g in groups)
    return Classification(groups, titled, _index(g.others for g in groups), _ends(groups))


@cache
def occupation_words() -> frozenset[str]:
    """Return the words of titles and of several other names, in the singular and the plural.

    What only one other name has may be a slip of the lists.
    """
    groups = (g for source in (ESCO, ONET) for g in groups_of(source))
    titles = {word for g in groups for title in g.titles for word in words_of(title)}
    others = Counter(word for g in groups for name in g.others for word in words_of(name))
    words = titles | {word for word, count in others.items() if count > 1}
    return frozenset(words | {plural(word) for word in words})


@cache
def career_names() -> tuple[tuple[str, ...], ...]:
    """Return how people call the careers that we wrote about: the names of each."""
    text = files("knowledge").joinpath("career_names.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(tuple(line.split(" | ")) for line in lines)


@cache
def last_words() -> frozenset[str]:
    """Return words that name an occupation alone because many names end in them: "nurse"."""
    return frozenset(_sections()[_LAST_WORDS])


@cache
def heads() -> frozenset[str]:
    """Return the last words of titles, American: people, not things."""
    titles = (t for source in (ESCO, ONET) for g in groups_of(source) for t in g.titles)
    return frozenset(american(words_of(t)[-1]) for t in titles if " of " not in t)


def synonyms_of(name: str) -> Iterator[str]:
    """Yield the other names of an occupation that a name is a title of."""
    key = name_key(name)
    for source in (ONET, ESCO):
        found = classification(source)
        for group in sorted(found.titled.get(key, ())):
            yield from (other for other in found.names(group) if name_key(other) != key)


def _group(line: str) -> Group:
    titles, _, others = line.partition(" || ")
    return Group(tuple(titles.removesuffix(" ||").split(" | ")), tuple(_names(others)))


def _names(text: str) -> Iterator[str]:
    yield from (name for name in text.split(" | ") if name)


def _index(names: Iterable[tuple[str, ...]]) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, each in enumerate(names):
        alone = frozenset({number})
        for name in each:
            key = name_key(name)
            found[key] = found[key] | alone if key in found else alone
    return found


def _ends(groups: Iterable[Group]) -> dict[str, Counter[int]]:
    ends: dict[str, Counter[int]] = defaultdict(Counter)
    for number, group in enumerate(groups):
        for name in (*group.titles, *group.others):
            ends[american(singular(words_of(name)[-1]))][number] += 1
    return ends


@cache
def _sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    text = files("knowledge").joinpath("occupations.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append(line)
    return sections
