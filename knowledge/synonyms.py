"""What else people call the roles that documents describe: synonyms, and parts of their names.

Follows ESCO's and O*NET's lists of occupations. Where they disagree or leave it open, a name names
nobody: a wrong role is worse than none.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from knowledge.models import Role
from knowledge.occupation_groups import (
    ESCO,
    ONET,
    Classification,
    classification,
    heads,
    last_words,
    name_key,
    words_of,
)
from knowledge.spellings import american, singular

MOST_SHARING = 6
"""A part of a name that more roles share names none of them: "worker"."""
# A name of several occupations is one of a role's if so much of them are the role's.
_MOSTLY = 0.75
# A word alone means an occupation where so many of the names that end in it mean it.
_ALONE = 0.75
_FEW = 3
_TWO = 2
_CUT = re.compile(r"\s(?:of|for|in|at|to|with|except|including)\s|[(:]", re.IGNORECASE)
_JOINT = re.compile(r",\s*(?:and\s|or\s)?|\s(?:and|or|&)\s|/", re.IGNORECASE)


@dataclass(frozen=True)
class _Claims:
    """The groups of one classification that are roles'."""

    source: Classification
    owners: dict[int, frozenset[str]]
    """Group to the roles that it is; several where two claim it alike."""
    general: dict[str, list[frozenset[int]]]
    """Role to the sets of groups that a name of it spans: "physician"."""

    def exact(self, key: str) -> frozenset[str]:
        """Roles that all groups of a name are."""
        found = [self.owners.get(group, frozenset()) for group in self.source.of(key)]
        return frozenset.intersection(*found) if found else frozenset()

    def touched(self, key: str) -> frozenset[str]:
        """Roles that any group of a name is."""
        groups = self.source.of(key)
        return frozenset(role for group in groups for role in self.owners.get(group, ()))

    def broad(self, key: str) -> frozenset[str]:
        """Roles of a general name that most groups of this name are of, as of "doctor"."""
        groups = self.source.of(key)
        if len(groups) < _FEW:
            return frozenset()
        shared = Counter(span for group in groups for span in self._spanning.get(group, ()))
        enough = _MOSTLY * len(groups)
        return frozenset(role for (role, _), count in shared.items() if count >= enough)

    @cached_property
    def _spanning(self) -> dict[int, list[tuple[str, int]]]:
        """Group to what spans it: a role, and which of its general names."""
        found: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for role, spans in self.general.items():
            for number, span in enumerate(spans):
                for group in span:
                    found[group].append((role, number))
        return found


class Synonyms:
    """The names that the lists give to roles besides their own."""

    def __init__(
        self, roles: Sequence[Role], taken: frozenset[str], unclear: frozenset[str]
    ) -> None:
        """`taken` are the keys of names that mean something already, `unclear` words nobody's."""
        self._taken = taken
        self._unclear = unclear
        keys = {
            role.id: [name_key(n) for n in _names_of(role) if n.casefold() not in unclear]
            for role in roles
        }
        onet, esco = classification(ONET), classification(ESCO)
        self._onet = _claims(keys, onet)
        self._esco = _with_equals(_claims(keys, esco), self._onet)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield each synonym with its role."""
        for claims in (self._onet, self._esco):
            for group in claims.owners:
                for name in claims.source.names(group):
                    if role := self.role_of(name):
                        yield role, name
            for spans in claims.general.values():
                for name in _names_in(claims.source, frozenset.union(*spans)):
                    if role := self.role_of(name):
                        yield role, name

    def role_of(self, name: str) -> str | None:
        """Return the one role that a name is a synonym of."""
        key = name_key(name)
        if key in self._taken:
            return None
        roles = self._by_onet(name, key) | self._by_esco(name, key)
        return next(iter(roles)) if len(roles) == 1 else None

    def meant(self, name: str) -> frozenset[str]:
        """Return the roles whose groups a name is of at all."""
        key = name_key(name)
        return self._onet.touched(key) | self._esco.touched(key)

    def ends_well(self, tail: str, roles: Iterable[str]) -> bool:
        """Return whether what names of roles end in can stand for the roles.

        As the lists have it: an "estate manager" is no real estate manager. Where they do not have
        it, the last word must name somebody: "sciences manager" is nobody.
        """
        key = name_key(tail)
        if self._onet.source.of(key) or self._esco.source.of(key):
            return bool(self.meant(tail) & frozenset(roles))
        return tail.rpartition(" ")[2] not in self._unclear

    def _by_onet(self, name: str, key: str) -> frozenset[str]:
        elsewhere = self._esco.touched(key) if key in self._esco.source.titled else frozenset()
        found = self._onet.exact(key)
        titled = key in self._onet.source.titled or " " in name
        if found and not titled and self._share(name, found) < _ALONE:
            return frozenset()
        if not found and key not in self._esco.source.titled:
            found = self._onet.broad(key)
        return found if elsewhere <= found else frozenset()

    def _by_esco(self, name: str, key: str) -> frozenset[str]:
        """ESCO's further names are a loose lot: one must end as its title does."""
        found = self._esco.exact(key)
        if not found or (key in self._onet.source.titled and not self._onet.touched(key)):
            return frozenset()
        if key not in self._esco.source.titled:
            if not any(_last(t) == _last(name) for t in self._titles(self._esco, key)):
                return frozenset()
            if self._onet.source.of(key) and not self._onet.touched(key) >= found:
                return frozenset()
        elsewhere = self._onet.touched(key)
        return found if elsewhere <= found else frozenset()

    @staticmethod
    def _titles(claims: _Claims, key: str) -> Iterator[str]:
        for group in claims.source.of(key):
            yield from claims.source.groups[group].titles

    def _share(self, word: str, roles: frozenset[str]) -> float:
        """How many of the names that end in a word are the roles': a coder may code diseases."""
        if word.isupper():
            return 1.0
        ends = self._onet.source.ends.get(_last(word), Counter())
        theirs = sum(n for g, n in ends.items() if self._onet.owners.get(g, frozenset()) & roles)
        return theirs / max(ends.total(), 1)

    def of_several(self, parts: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Return the parts of roles' names with what ESCO calls an occupation of that name besides.

        With the same last word only: "lorry driver" for "truck driver".
        """
        found = dict(parts)
        for part, ids in parts.items():
            groups = self._esco.source.of(name_key(part)) if " " in part else frozenset()
            clear = len(ids) > 1 and part.rpartition(" ")[2] not in self._unclear
            if clear and len(groups) == 1 and not groups & self._esco.owners.keys():
                for name in _names_in(self._esco.source, groups):
                    if self._free(name, groups) and _last(name) == _last(part):
                        found.setdefault(name, ids)
        return found

    def _free(self, name: str, groups: frozenset[int]) -> bool:
        key = name_key(name)
        return key not in self._taken and self._esco.source.of(key) == groups


def is_fragment(role: Role, alias: str) -> bool:
    """Return whether an alias is a word that the role's name joins to longer ones.

    "Dispatchers" of "Power Plant Operators, Distributors, and Dispatchers": more goes before it,
    unless it is an occupation's title itself ("Conservation Scientists and Foresters").
    """
    if name_key(alias) in classification(ESCO).titled:
        return False
    parts = [part.strip() for part in _JOINT.split(role.name) if part.strip()]
    if " " in alias or len(parts) < _TWO or " " not in parts[0]:
        return False
    return alias.casefold() in words_of(role.name)


def _names_of(role: Role) -> Iterator[str]:
    yield role.name
    yield from (alias for alias in role.aliases if not is_fragment(role, alias))


def tails(roles: Iterable[Role]) -> dict[str, tuple[str, ...]]:
    """Return what the names of roles end in, with the roles, those of the shortest names first.

    "truck driver" ends "Heavy Truck Drivers" and "Delivery Truck Drivers". Only words for people,
    and not what more than `MOST_SHARING` roles share.
    """
    shared: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for role in roles:
        for tail in {t for name in (role.name, *role.aliases) for t in _tails_of(name)}:
            shared[tail][role.id] = (len(words_of(role.name)), len(role.name))
    return {
        tail: tuple(sorted(found, key=lambda role: found[role]))
        for tail, found in shared.items()
        if len(found) <= MOST_SHARING
    }


def _tails_of(name: str) -> Iterator[str]:
    last = [part for part in _JOINT.split(_CUT.split(name)[0]) if part.strip()]
    words = words_of(last[-1]) if last else []
    words = [*words[:-1], *map(singular, words[-1:])]
    if words and american(words[-1]) in heads():
        tails = (" ".join(words[n:]) for n in range(len(words)) if n or len(last) > 1)
        yield from (tail for tail in tails if " " in tail or american(tail) in _alone())


@cache
def _alone() -> frozenset[str]:
    """Words that name an occupation alone, American."""
    return frozenset(map(american, last_words()))


def _claims(keys: dict[str, list[str]], source: Classification) -> _Claims:
    """A group is the role's whose name, else whose alias, is its title, else one of its names."""
    ranked: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    general: dict[str, list[frozenset[int]]] = defaultdict(list)
    for role, names in keys.items():
        for place, key in enumerate(names):
            titled, groups = key in source.titled, source.of(key)
            if not titled and len(groups) > 1:
                general[role].append(groups)
                continue
            for group in groups:
                ranked[group][2 * (not titled) + bool(place)].add(role)
    owners = {group: frozenset(ranks[min(ranks)]) for group, ranks in ranked.items()}
    return _Claims(source, owners, dict(general))


def _with_equals(claims: _Claims, other: _Claims) -> _Claims:
    """The claims with groups that are the same as groups in the other source: each lists the
    other's title, or the other source has no word of this one's title.
    """
    found = dict(claims.owners)
    for group, owners in other.owners.items():
        for title in other.source.groups[group].titles:
            equals = claims.source.of(name_key(title))
            if len(equals) != 1 or found.keys() & equals:
                continue
            [equal] = equals
            if any(_agree(other.source, group, t) for t in claims.source.groups[equal].titles):
                found[equal] = owners
    return _Claims(claims.source, found, claims.general)


def _agree(source: Classification, group: int, title: str) -> bool:
    groups = source.of(name_key(title))
    return not groups or group in groups


def _names_in(source: Classification, groups: frozenset[int]) -> set[str]:
    return {name for group in groups for name in source.groups[group].others}


def _last(name: str) -> str:
    return american(singular(words_of(name)[-1]))
