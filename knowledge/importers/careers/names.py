"""Gives each career its names so that no name means two of them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from knowledge.importers.careers.errors import CareersError
from knowledge.importers.careers.models import Words
from knowledge.lexicon import level_lexicon

_MOST = 12
_FEWEST_WORDS, _MOST_WORDS = 2, 4
_PLAIN = re.compile(r"[A-Za-z][A-Za-z' -]+")


def name_key(name: str) -> str:
    """Return what is left of a name where hyphens, case and the plural do not count."""
    return "".join(re.findall(r"[a-z0-9+#]+", name.casefold())).removesuffix("s")


def settle_names(
    words: Mapping[str, Words], others: Mapping[str, Sequence[str]], taken: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return the aliases by career: those written, filled up with `others`.

    An alias that two careers claim, or that is a role's name, names neither; one of `taken` belongs
    to documents that are not built here.
    """
    roles = _role_keys(words)
    elsewhere = {name_key(name) for name in taken}
    if clash := sorted(elsewhere & set(roles)):
        raise CareersError(roles[clash[0]], "has the name of another document's role; rename it")
    forbidden = elsewhere | set(roles)
    written = _only_once({slug: w.aliases for slug, w in words.items()}, forbidden)
    forbidden |= {name_key(a) for w in words.values() for a in w.aliases}
    offered = {slug: [n for n in others.get(slug, ()) if _usable(n)] for slug in words}
    more = _only_once(offered, forbidden)
    return {slug: (*written[slug], *more[slug])[: max(_MOST, len(written[slug]))] for slug in words}


def _role_keys(words: Mapping[str, Words]) -> dict[str, str]:
    keys: dict[str, str] = {}
    for slug, each in words.items():
        other = keys.setdefault(name_key(each.role), slug)
        if other != slug:
            raise CareersError(slug, f"has the same role as {other}; name them apart")
    return keys


def _only_once(
    names: Mapping[str, Sequence[str]], forbidden: set[str]
) -> dict[str, tuple[str, ...]]:
    """The names that one career alone has, each once, without those that mean something else."""
    claimed = Counter(key for each in names.values() for key in {name_key(n) for n in each})
    kept: dict[str, tuple[str, ...]] = {}
    for slug, each in names.items():
        by_key: dict[str, str] = {}
        for name in each:
            key = name_key(name)
            if key and claimed[key] == 1 and key not in forbidden and not _is_level_or_market(name):
                by_key.setdefault(key, name)
        kept[slug] = tuple(by_key.values())
    return kept


def _is_level_or_market(name: str) -> bool:
    return any(m.end - m.start == len(name) for m in _levels_and_markets().find(name))


_levels_and_markets = cache(level_lexicon)


def _usable(title: str) -> bool:
    """Whether a title from a list is a name people would say: a few plain words.

    Capitals alone may read as another word: "OR Nurse".
    """
    words = title.split()
    return (
        bool(_PLAIN.fullmatch(title))
        and _FEWEST_WORDS <= len(words) <= _MOST_WORDS
        and not any(word.isupper() for word in words)
    )


def dropped(words: Mapping[str, Words], settled: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the written aliases that name nothing, with their career, for a person to look at."""
    lost: list[str] = []
    for slug, each in words.items():
        kept = {name_key(name) for name in (each.role, *settled[slug])}
        lost += [f"{slug}: {alias}" for alias in each.aliases if name_key(alias) not in kept]
    return lost
