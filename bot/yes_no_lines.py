"""What a document's own sentences say to a yes/no question: that a thing is needed, or is not.

A sentence counts only where the role itself, or anybody in it, is its subject.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.yes_no_patterns import (
    DEPENDS,
    NO,
    OTHER_WAY,
    YES,
    Thing,
    Trait,
    fits,
    grade,
    pattern,
    things,
    traits,
)
from retrieval.keywords import tokens

_WORD = re.compile(r"[\w'-]+")
_MAY = ("can", "may")
_SOMETIMES = "sometimes"
# Somebody else does not need it: no answer by itself, but it may be one of those asked about.
_NOT_OTHERS = "not others"
_MEMBERS = re.compile(r",\s*|/|\b(?:and|or)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Role:
    """Whom a sentence may be about."""

    stems: frozenset[str]
    members: tuple[frozenset[str], ...]
    """The last word of each of those whom its name joins."""

    @classmethod
    def of(cls, names: tuple[str, ...]) -> "_Role":
        stems = frozenset(stem for name in names for stem in tokens(name))
        members = [tokens(part) for part in _MEMBERS.split(names[0] if names else "")]
        return cls(stems, tuple(frozenset(stems[-1:]) for stems in members if stems))


def by_lines(said: str, lines: Sequence[str], names: Iterable[str]) -> tuple[str, str] | None:
    """Return the word that lines bear out and the line that says so; None where none does.

    `names` are the role's.
    """
    asked: list[Trait | Thing] = [
        *(trait for trait in traits() if trait.asked.search(said)),
        *(thing for thing in things() if thing.asked.search(said)),
    ]
    if len(asked) != 1 or fits("too_special", said):
        return None
    [one] = asked
    role = _Role.of(tuple(names))
    if isinstance(one, Trait):
        return _agreed([(_by_trait(one, _folded(line), role), line) for line in lines])
    needs, lacks = fits("needs", said) or fits("held", said), fits("lacks", said)
    found = _agreed([(_by_thing(one, _folded(line), role), line) for line in lines])
    if found is None or needs == lacks:
        return None
    word, line = found
    return OTHER_WAY[word] if lacks else word, line


def _agreed(judged: Iterable[tuple[str | None, str]]) -> tuple[str, str] | None:
    """What the lines come to, with the first that says so."""
    found = [(word, line) for word, line in judged if word]
    own = [(word, line) for word, line in found if word != _NOT_OTHERS]
    if not own:
        return None
    words = {NO if word == _NOT_OTHERS else word for word, _ in found}
    word = own[0][0] if len(words) == 1 else DEPENDS
    return word, next((line for said, line in own if said == word), own[0][1])


def _folded(line: str) -> str:
    return " ".join(line.replace("’", "'").casefold().split())


def _by_trait(trait: Trait, line: str, role: _Role) -> str | None:
    label, _, value = line.partition(": ")
    if trait.label.search(label):
        return {"high": YES, "medium": DEPENDS, "low": NO}.get(grade(value) or "")
    plainly = trait.plainly.search(line)
    if plainly and _is_about(line[: plainly.start()], role):
        return DEPENDS if _is_of_some(line[: plainly.start()], role) else YES
    found = trait.stated.search(line)
    if found is None or fits("trait_denied", line):
        return None
    may = (found["modal"] or found["found"]).startswith(_MAY) or _SOMETIMES in found[0]
    return DEPENDS if may else YES


def _by_thing(thing: Thing, line: str, role: _Role) -> str | None:
    if fits("varies", line):
        return None
    for found, word in ((thing.not_needed.search(line), NO), (thing.needed.search(line), YES)):
        if found and not _is_about(line[: found.start()], role):
            return _NOT_OTHERS if word == NO else None
        if found:
            limited = fits("by_case", line[: found.end()]) or fits("limits", line[found.end() :])
            return DEPENDS if limited or _is_of_some(line[: found.start()], role) else word
    return None


def _is_about(subject: str, role: _Role) -> bool:
    """Whether the words before what is said name the role or anybody in it, and no other.

    What stands before a comma leads up to the subject: "as a result, cooks have".
    """
    return all(role.stems.intersection(tokens(word)) for word in _named(subject))


def _is_of_some(subject: str, role: _Role) -> bool:
    """Whether they name but some of those whom the role joins: "aides" for "nurses and aides"."""
    if len(role.members) == 1 or not _named(subject):
        return False
    stems = set(tokens(subject))
    return any(not stems & member for member in role.members)


def _named(subject: str) -> list[str]:
    """The words that name somebody."""
    last = subject.rpartition(", ")[2].strip() or subject
    return [
        word
        for word in _WORD.findall(last)
        if not pattern("anybody").fullmatch(word) and not fits("by_case", word)
    ]
