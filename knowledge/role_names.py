"""The names by which roles are known: their own, synonyms, and what several of them end in.

Gives names only; knows nothing of texts and of how names are found in them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from knowledge.models import Role
from knowledge.occupation_groups import (
    ESCO,
    ONET,
    career_names,
    groups_of,
    last_words,
    name_key,
    words_of,
)
from knowledge.spellings import american, is_agent, singular
from knowledge.synonyms import MOST_SHARING, Synonyms, is_fragment, tails

OTHER = "other"
"""The kind of another occupation, found so that a role's name inside it is not: "nurse" is no part
of "dental nurse"."""
Name = tuple[str, str, str]
"""Kind, value, spelling."""
_ROLE, PART = "role", "role_part"
KIND = "role_kind"
"""The kind of a word for more roles than could be told apart: "engineer"."""
_FEWEST_CONSONANTS = 3
_SEVERAL = 2
# What ends so is somebody; a short word in "-er" or "-or" is often a thing: "buffer", "server".
_PERSON = re.compile(r"^\w+(?:ist|ian|man|woman)$|^\w{7,}(?:er|or)$")


def role_names(
    roles: Sequence[Role], settled: Iterable[str], levels: Iterable[str], unclear: frozenset[str]
) -> tuple[list[Name], list[Name]]:
    """Return the roles' own names and aliases, and the names that others give them.

    `settled` are names that mean something else, levels among them: "senior accountant" is an
    accountant. `unclear` are words that name nobody by themselves.
    """
    if not roles:
        return [], []
    own = list(_own(roles))
    taken = frozenset(name_key(name) for name in (*settled, *(name for *_, name in own)))
    steps = frozenset(name.casefold() for name in levels)
    called = {
        name: (_ROLE, role) for role, name in _called(own) if name_key(name) not in taken | unclear
    }
    taken |= frozenset(map(name_key, called))
    synonyms = Synonyms(roles, taken, unclear)
    found = called | {
        name: (_ROLE, role)
        for role, name in synonyms
        if name not in unclear and words_of(name)[0] not in steps
    }
    parts = {
        tail: ids
        for tail, ids in _parts(roles, found).items()
        if name_key(tail) not in taken | unclear and synonyms.ends_well(tail, ids)
    }
    found |= {name: (PART, "|".join(ids)) for name, ids in synonyms.of_several(parts).items()}
    more = [(kind, value, name) for name, (kind, value) in found.items()]
    others = _others([*own, *more], synonyms, steps)
    kinds = ((KIND, "|".join(ids), word) for word, ids in _kinds(own) if word not in found)
    return own, [*more, *((OTHER, name, name) for name in others), *kinds]


def _kinds(own: Sequence[Name]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the names of more roles end in than could be told apart, with the roles."""
    sharing: dict[str, dict[str, None]] = defaultdict(dict)
    for kind, role, name in own:
        if kind == _ROLE and len(words_of(name)) > 1:
            sharing[singular(words_of(name)[-1])][role] = None
    yield from (
        (word, tuple(roles))
        for word, roles in sharing.items()
        if len(roles) > MOST_SHARING and is_agent(word)
    )


def occupation_names(unclear: frozenset[str]) -> Iterator[str]:
    """Yield every occupation's names of several words, and the words that name one alone: titles,
    last words of many names, and words for people that both sources have.
    """
    alone: list[set[str]] = []
    for source in (ESCO, ONET):
        groups = groups_of(source)
        yield from (title for group in groups for title in group.titles if title not in unclear)
        yield from (name for group in groups for name in group.others if " " in name)
        alone.append({name for group in groups for name in group.others if _PERSON.search(name)})
    yield from sorted((last_words() | set.intersection(*alone)) - unclear)


def only_in_capitals(names: Iterable[Name]) -> Iterator[str]:
    """Yield the abbreviations that in small letters may be words: those short or with a vowel."""
    for *_, name in names:
        if name.isupper() and (len(name) < _FEWEST_CONSONANTS or set(name) & set("AEIOUY")):
            yield name


def _own(roles: Sequence[Role]) -> Iterator[Name]:
    """Names, then aliases; what several roles are called alike may mean any of them."""
    whole = [(role.id, role.name) for role in roles]
    for names in (whole, [(r.id, a) for r in roles for a in r.aliases if not is_fragment(r, a)]):
        owners: dict[str, dict[str, None]] = defaultdict(dict)
        for role, name in names:
            owners[name_key(name)][role] = None
        for _, name in names:
            ids = owners[name_key(name)]
            if len(ids) <= MOST_SHARING:
                yield _ROLE if len(ids) == 1 else PART, "|".join(ids), name


def _called(own: Sequence[Name]) -> Iterator[tuple[str, str]]:
    """Role and name for what people call careers, where one role alone goes by one of the names."""
    owners = {name_key(name): value for kind, value, name in own if kind == _ROLE}
    claims: dict[str, set[str]] = defaultdict(set)
    for names in career_names():
        roles = {owners[key] for key in map(name_key, names) if key in owners}
        if len(roles) == 1:
            for name in names:
                claims[name].update(roles)
    yield from ((role, name) for name, roles in claims.items() if len(roles) == 1 for role in roles)


def _parts(
    roles: Sequence[Role], synonyms: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[str, ...]]:
    """What names end in, unless it is a synonym of the one role whose names end so."""
    found: dict[str, tuple[str, ...]] = {}
    for tail, ids in tails(roles).items():
        meant = [synonyms[tail][1]] if tail in synonyms else []
        either = tuple(dict.fromkeys([*meant, *ids]))
        if list(either) != meant and len(either) <= MOST_SHARING:
            found[tail] = either
    return found


def _others(names: Sequence[Name], synonyms: Synonyms, levels: frozenset[str]) -> Iterator[str]:
    """Occupations that hold a role's name without being of the role's kind."""
    roles: dict[str, frozenset[str]] = {}
    for _, value, name in names:
        roles.setdefault(name_key(name), frozenset(value.split("|")))
    ends = {american(singular(words_of(name)[-1])) for *_, name in names if words_of(name)}
    for name in dict.fromkeys(occupation_names(frozenset())):
        words = words_of(name)
        if len(words) < _SEVERAL or words[0] in levels:
            continue
        *parts, whole = _runs(words, ends)
        inside = {role for run in parts for role in roles.get(run, ())}
        if inside and whole not in roles and not inside & synonyms.meant(name):
            yield name


def _runs(words: Sequence[str], ends: Set[str]) -> Iterator[str]:
    """The keys, as `name_key` makes them, of all runs of words with such an end; the whole last."""
    plain = [american(word) for word in words]
    single = [american(singular(word)) for word in words]
    for last, end in enumerate(single):
        if end in ends:
            for first in range(last, -1, -1):
                yield "".join(plain[first:last]) + end
    if single[-1] not in ends:
        yield "".join(plain[:-1]) + single[-1]
