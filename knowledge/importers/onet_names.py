"""What people call the occupations of an O*NET release: one natural name each, and other names.

Knows nothing of documents.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from knowledge.importers.onet import Occupation
from knowledge.lexicon import Lexicon, build_lexicon, build_occupations, not_alone
from knowledge.spellings import singular

MOST_ALIASES = 25
# A single word names the occupation that this part of all titles ending in it belong to.
_MOST = 0.75
# What titles name as things, not as people: "Securities, Commodities, and ... Sales Agents".
_THINGS = frozenset(
    word
    for line in (
        "activities animals arts benefits biofuels bus claims commodities communications customs",
        "electronics fibers gas materials news operations products programs sales sciences",
        "securities services sports surfaces systems utilities vehicles",
    )
    for word in line.split()
)
_BETWEEN = re.compile(r"(, (?:and|or) |, | and | or |/)")
_ASIDE = re.compile(r",? (?:Except|Including) .*|, All Other$")


def natural_names(titles: Iterable[str]) -> dict[str, str]:
    """Return each title's name for one person who works in it; a title whose name is taken keeps
    more of its words.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for title in titles:
        short, long = _natural(_ASIDE.sub("", title)), _singular(title)
        name = long if name_key(short) in taken else short
        taken.add(name_key(name))
        names[title] = name
    return names


def name_key(name: str) -> str:
    """Return what equal names have in common: letters and digits, without a plural's ending."""
    return re.sub(r"[\W_]+", "", name.casefold()).removesuffix("s")


def _natural(title: str) -> str:
    """ "Dentists, General" is a General Dentist, "Helpers--Carpenters" a Carpenter Helper."""
    if title.startswith("Helpers--"):
        return f"{_singular(title.removeprefix('Helpers--'))} Helper"
    before, of, after = title.partition(" of ")
    if of and _is_people(before):
        return f"{_singular(before)} of {after}"
    people, qualifier = _people_and_qualifier(title)
    return f"{qualifier} {_singular(people)}".strip()


def _people_and_qualifier(title: str) -> tuple[str, str]:
    """Return whom a title names and what stands behind: "Teachers", "Postsecondary"."""
    segments = title.split(", ")
    people = [n for n, segment in enumerate(segments) if _is_people(segment)]
    if not people:
        return title, ""
    head, qualifier = segments[: people[-1] + 1], segments[people[-1] + 1 :]
    if people == [0, 1] and not re.search(r"\band\b", head[1]):
        head = head[1:]  # "Physicians, Pathologists": a kind after its family
    return ", ".join(head), ", ".join(qualifier)


def _singular(names: str) -> str:
    """ "Waiters and Waitresses" is a Waiter or Waitress; "Computer and Office Clerks" is one."""
    parts = _BETWEEN.split(names)
    for n in range(0, len(parts), 2):
        if _is_people(parts[n]):
            parts[n] = _one(parts[n])
            if n + 2 < len(parts):
                parts[n + 1] = parts[n + 1].replace("and", "or")
    return "".join(parts)


def _is_people(name: str) -> bool:
    last = name.rpartition(" ")[2]
    return last.endswith("s") and last.casefold() not in _THINGS and bool(_one_word(last))


def _one(name: str) -> str:
    before, space, last = name.rpartition(" ")
    return f"{before}{space}{_one_word(last)}"


@cache
def _one_word(plural: str) -> str:
    """The singular; empty where the word is none."""
    found = singular(plural)
    return found if found != plural else ""


def aliases(occupations: Iterable[Occupation], names: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the other names of each occupation by its code, the best known first.

    A name that two occupations have names neither, unless it stands in the title of one of them.
    """
    occupations = tuple(occupations)
    owners = _owners(occupations, names)
    fits = _Fits(occupations, names)
    found = {}
    for occupation in occupations:
        own = {name_key(occupation.title): occupation.title, name_key(names[occupation.title]): ""}
        for title in (*_parts(occupation.title), *occupation.alternates):
            if owners[name_key(title)] == {occupation.code} and fits(title, occupation):
                own.setdefault(name_key(title), title)
        found[occupation.code] = tuple(filter(None, own.values()))[:MOST_ALIASES]
    return found


def _owners(occupations: Iterable[Occupation], names: dict[str, str]) -> dict[str, set[str]]:
    """Codes by name: of those that are called so, else of those whose title has it, else of all."""
    claims: list[dict[str, set[str]]] = [defaultdict(set) for _ in range(3)]
    for occupation in occupations:
        whole = (occupation.title, names[occupation.title])
        spoken = (whole, _parts(occupation.title), occupation.alternates)
        for claim, titles in zip(claims, spoken, strict=True):
            for title in titles:
                claim[name_key(title)].add(occupation.code)
    return {**claims[2], **claims[1], **claims[0]}


def _parts(title: str) -> tuple[str, ...]:
    """ "Accountants and Auditors" are two; of "Tax Examiners and Collectors" only the first has
    all its words.
    """
    short = _ASIDE.sub("", title).removesuffix(", General")
    if short.startswith("Helpers--") or " of " in short:
        return ()
    people, qualifier = _people_and_qualifier(short)
    first, *others = _BETWEEN.split(people)[::2]
    whole = _is_people(first) and " " not in first
    parts = [first, *(other for other in others if whole or " " in other)]
    return tuple(f"{qualifier} {_one(part)}".strip() for part in parts if _is_people(part))


class _Fits:
    """Tells whether a title can stand for an occupation wherever somebody writes it."""

    def __init__(self, occupations: Iterable[Occupation], names: dict[str, str]) -> None:
        self._occupations: Lexicon = build_occupations()
        # A level in a name would be lost to the question: "senior accountant" is an accountant.
        self._levels: Lexicon = build_lexicon(())
        self._ambiguous = not_alone()
        self._ends: dict[str, Counter[str]] = defaultdict(Counter)
        for occupation in occupations:
            own = (names[occupation.title], *_parts(occupation.title))
            for title in dict.fromkeys((*own, *occupation.alternates)):
                self._ends[name_key(title.split()[-1])][occupation.code] += 1

    def __call__(self, title: str, occupation: Occupation) -> bool:
        if self._levels.find(title):
            return False
        return " " in title or self._stands_alone(title, occupation)

    def _stands_alone(self, word: str, occupation: Occupation) -> bool:
        """Whether titles that end in the word are mostly this occupation's, or its own title is
        that word: a coder may code diseases. An acronym is always something else too: LAC, OR.
        """
        if word.isupper() or word.casefold() in self._ambiguous:
            return False
        if word in _parts(occupation.title):
            return True
        ends = self._ends[name_key(word)]
        known = bool(self._occupations.find(word))
        return known and ends[occupation.code] >= _MOST * ends.total()
