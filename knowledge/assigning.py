"""Which role each document is about, by front matter, title or folder; documents of one role."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from knowledge.documents import RawDocument, aliases_of, title_of
from knowledge.models import Role
from knowledge.names import (
    abbreviation_of,
    ends_as_occupation,
    folded,
    is_occupation,
    members,
    occupations,
    singular,
)

# A title of so few words is a role's name, whatever it is made of.
_PLAIN_TITLE = 4
# A text calls a role by another name if it does so as often as this, and in such a share.
_CALLED = 3
_SMALL_WORDS = frozenset({"and", "or", "of", "the", "for", "in", "except", "including"})
# Words of a page's title that are no part of an occupation's name.
_GUIDE_WORDS = frozenset(
    {"a", "an", "become", "becoming", "guide", "hiring", "how", "salary", "to", "what"}
)
_NO_PEOPLE = frozenset({"careers", "jobs", "salaries", "skills", "duties", "questions", "wages"})


def assign_roles(raws: Sequence[RawDocument]) -> dict[str, Role]:
    """Return the role of each document: by front matter, else by the occupation its title names.

    Titles of near-equal names ("Back-End Developer", "Backend Developer") are one role; what they
    call it besides its first name are its aliases.
    """
    named = {raw.id: _role_name(raw) for raw in raws}
    general = _general(named.values())
    given: dict[str, list[str]] = {}
    shown: dict[str, list[str]] = {}
    for raw in raws:
        name = named[raw.id]
        given.setdefault(name, []).extend(aliases_of(raw))
        shown.setdefault(name, []).extend(_other_names(name, raw, general))
    roles: dict[str, Role] = {}
    given_names = frozenset(named[raw.id] for raw in raws if raw.meta.get("role"))
    texts: dict[str, list[str]] = {}
    for raw in raws:
        texts.setdefault(named[raw.id], []).append(raw.text)
    for group in _groups(texts, given_names):
        others = [*group[1:], *(alias for name in group for alias in given[name])]
        others += [alias for name in group for alias in shown[name]]
        role = Role(_slug(group[0]), group[0], tuple(dict.fromkeys(others)))
        roles.update(dict.fromkeys(group, role))
    return {raw.id: roles[named[raw.id]] for raw in raws}


def _groups(texts: Mapping[str, Sequence[str]], given: frozenset[str]) -> list[list[str]]:
    """The names that are of one role each, in the order of their first ones.

    `texts` are the documents by name. Who gives two documents' roles two names means two roles.
    """
    groups: list[list[str]] = []
    by_word: dict[str, list[list[str]]] = {}
    for name in texts:
        words = set(_plain(name).split())
        near = [group for word in words for group in by_word.get(word, ())]
        # of all, not any: "Backend Software Engineer" does not join two roles that are apart
        group = next(
            (g for g in near if all(_is_of(name, other, given, texts) for other in g)), None
        )
        if group is None:
            group = []
            groups.append(group)
        group.append(name)
        for word in words:
            by_word.setdefault(word, []).append(group)
    return groups


def _is_of(
    name: str, other: str, given: frozenset[str], texts: Mapping[str, Sequence[str]]
) -> bool:
    if name in given and other in given:
        return _plain(name) == _plain(other)
    return _same(name, other, texts)


def _general(names: Iterable[str]) -> frozenset[str]:
    """Last words of several roles' names: alone they name none of them ("technicians")."""
    every = {folded(part) for name in names for part in (name, *members(name))}
    counts = Counter(name.rpartition(" ")[2] for name in every if " " in name)
    return frozenset(word for word, count in counts.items() if count > 1)


def _other_names(name: str, raw: RawDocument, general: frozenset[str]) -> Iterator[str]:
    """What a document shows of its role's other names: a group's members, an abbreviation."""
    yield from (m for m in members(name) if folded(m) not in general)
    if short := abbreviation_of(name, raw.text):
        yield short


def _role_name(raw: RawDocument) -> str:
    """What front matter says, else the occupation in the title, else the folder's name."""
    if name := str(raw.meta.get("role") or "").strip():
        return name
    title = title_of(raw)
    if occupation := _occupation_in(title):
        return occupation
    folder = _spaced(raw.id.rpartition("/")[0].rpartition("/")[2])
    if ends_as_occupation(folder) and not is_occupation(title):
        return folder.title()
    return title or _spaced(raw.path.stem).title()


def _only_names(title: str) -> bool:
    """Whether a title is an occupation's or a group's name and nothing else.

    "Heating, Air Conditioning, and Refrigeration Mechanics and Installers" is; "Become a Nurse" and
    "Nurse Salary Guide 2024" are not.
    """
    words = re.findall(r"[\w'’-]+", title)
    if not words or re.search(r"[\d:?|()]|\s[–-]\s", title):
        return False
    named = all(word[0].isupper() or word in _SMALL_WORDS for word in words)
    guided = {word.casefold() for word in words} & _GUIDE_WORDS
    last = words[-1].casefold()
    people = ends_as_occupation(title) or (singular(last) != last and last not in _NO_PEOPLE)
    return named and not guided and people


def _spaced(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").strip()


def _occupation_in(title: str) -> str | None:
    """The part of a title that names an occupation: "How to Become a Welder (Guide)" → "Welder"."""
    if len(title.split()) <= _PLAIN_TITLE or _only_names(title):
        return None
    phrase = re.search(
        r"(?:become an?|an? career as an?)\s+(.+?)"
        r"(?:\s+(?:at|for|from|in|with|without)\b|\s*[(\[:?|–-]\s|\s*[(\[:?|]|$)",
        title,
        re.I,
    )
    if phrase:
        return phrase.group(1).strip()
    phrase = re.match(r"(.+?)\s+(?:job description|career|salary|resume|interview)\b", title, re.I)
    if phrase and ends_as_occupation(phrase.group(1)):
        return phrase.group(1).strip()
    mentions = occupations().find(title)
    return title[mentions[0].start : mentions[0].end] if mentions else None


def _same(one: str, other: str, texts: Mapping[str, Sequence[str]]) -> bool:
    """Whether two names are of one role: equal but for hyphens, or one with a word more.

    A word more than an occupation that exists makes another one of it ("embedded software
    engineer"), unless the documents of the longer name call it by the shorter one as well.
    """
    short, long = sorted((one, other), key=lambda name: len(_plain(name)))
    a, b = _plain(short), _plain(long)
    if a == b:
        return True
    if fuzz.token_set_ratio(a, b) != 100 or len(set(a.split()) & set(b.split())) < 2:
        return False
    exists = any(m.start == 0 and m.end == len(a) for m in occupations().find(a))
    return not exists or any(_calls(text, long=b, short=a) for text in texts.get(long, ()))


def _calls(text: str, *, long: str, short: str) -> bool:
    """Whether a text that speaks of a role by a long name also calls it by a short one."""
    plain = _one_spelling(text)
    apart = plain.replace(long, "").count(short)
    return apart >= _CALLED and apart >= plain.count(long) / _CALLED


@lru_cache(maxsize=10_000)
def _plain(name: str) -> str:
    return _one_spelling(name)


def _one_spelling(text: str) -> str:
    text = " ".join(re.findall(r"\w+[+#]*", text.casefold()))
    return text.replace("back end", "backend").replace("front end", "frontend")


def _slug(name: str) -> str:
    spelt = name.casefold().replace("+", " plus ").replace("#", " sharp ")
    return re.sub(r"[\W_]+", "-", spelt).strip("-") or "role"
