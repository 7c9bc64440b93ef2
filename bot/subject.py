"""Whom a message is about when it names no role outright, or one that no document is of."""

import itertools
import re
from dataclasses import dataclass

from bot.expertise import Expertise
from bot.recognizer import Recognition
from knowledge.models import Role
from knowledge.occupation_groups import synonyms_of
from retrieval.keywords import tokens

# So near in meaning is a name only to a role that it is another name of: measured on how people
# call careers, nine in ten are then right.
_ALIKE = 0.8
_SAME = 0.95
_SHARED = 0.6
_OFFERED = 2
_MOST_NAMES = 20
# Where a word for somebody stands: "become a ninja", "what do influencers earn", "pope salary".
_SOMEBODY = (
    r"\b(?:becom(?:e|ing)|be|as|of|for|does)\s+an?\s+(?:\w+\s+)?{word}(?:$|[?.!,]|\s+(?:in|at|earn)\b)",
    r"\b{word}(?:'?s)?\s+(?:salary|salaries|pay|wages?|income|jobs?|careers?|earnings|outlook)\b",
    r"\bdo(?:es)?\s+(?:an?\s+|the\s+)?(?:\w+\s+)?{word}\s+(?:earn|make|get|need|do|work)\b",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Which role is meant, as far as the words tell."""

    role: str | None = None
    others: tuple[str, ...] = ()
    """Other roles that may be meant, the likeliest first."""
    unknown: str | None = None
    """Whom the message is about and no document is of."""


def subject_of(recognition: Recognition, assumed: str, expertise: Expertise) -> Subject:
    """Return what the words show, against the role that the message would else be about."""
    if len(expertise.roles) == 1 and not recognition.other_occupation:
        return Subject()
    strange = _strange(recognition, assumed, expertise)
    named = recognition.other_occupation or " ".join(strange)
    if not named:
        return Subject()
    asked = recognition.utterance.text
    if recognition.other_occupation:
        near = expertise.names.ending_alike(named, asked) or _called(named, expertise)
    else:
        near = expertise.names.doing(tokens(named), _SHARED, asked)
    if near:
        return Subject(near[0].id, tuple(role.id for role in near[1 : 1 + _OFFERED]))
    if recognition.other_occupation or any(_is_somebody(word, asked) for word in strange):
        return Subject(unknown=named)
    return Subject()


def _called(name: str, expertise: Expertise) -> tuple[Role, ...]:
    """The roles that go by nearly this name, or by another one of the same occupation's."""
    others = itertools.islice(synonyms_of(name), _MOST_NAMES)
    near = (expertise.names.alike(other, _SAME) for other in others)
    return expertise.names.alike(name, _ALIKE) or next(filter(None, near), ())


def _strange(recognition: Recognition, assumed: str, expertise: Expertise) -> tuple[str, ...]:
    """Words that neither the topics nor the documents of the assumed role use."""
    known = expertise.vocabulary(assumed)
    words = re.findall(r"[^\W\d_]{2,}", recognition.utterance.without_names)
    return tuple(w for w in dict.fromkeys(words) if any(stem not in known for stem in tokens(w)))


def _is_somebody(word: str, text: str) -> bool:
    """Whether a word stands where a word for somebody stands."""
    patterns = (pattern.replace("{word}", re.escape(word)) for pattern in _SOMEBODY)
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
