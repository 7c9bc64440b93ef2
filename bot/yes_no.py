"""Whether a question wants a yes or a no, and which of them the documents bear out.

Precise rather than frequent: a wrong yes is worse than none. It judges typed facts, and sentences
that themselves say that something is needed or is not; the patterns stand in yes_no.yaml.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.yes_no_lines import by_lines
from bot.yes_no_patterns import (
    DEPENDS,
    NO,
    OTHER_WAY,
    YES,
    Credential,
    credential_asked,
    education_rank,
    education_ranks,
    fits,
    grade,
    without_opening,
)
from knowledge.models import Fact


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word that an answer may begin with, and what bears it out."""

    word: str
    """"yes", "no" or "depends"."""
    facts: tuple[Fact, ...] = ()
    line: str = ""
    """The sentence that says so, where no fact does."""


def is_yes_no(text: str) -> bool:
    """Return whether a question can be answered with yes or no: "do I need a degree"."""
    said = without_opening(text)
    return fits("beginnings", said) and not fits("otherwise", said)


def is_on_what_goes_before(question: str) -> bool:
    """Return whether a question that names no role is about the one talked of: "is it hard"."""
    return fits("goes_before", without_opening(question))


def verdict(
    question: str, facts: Iterable[Fact], lines: Sequence[str], names: Iterable[str] = ()
) -> Verdict | None:
    """Return what the documents say to a question, None where they do not clearly say it.

    `facts` are those on the question's topic, `lines` the sentences and list items of the sections
    found, and `names` the role's names, whom a sentence may be about.
    """
    if not is_yes_no(question):
        return None
    said = without_opening(question)
    found = _by_facts(said, tuple(facts), lines)
    if found is None and (told := by_lines(said, lines, names)):
        return Verdict(told[0], line=told[1])
    return found


def _by_facts(said: str, facts: Sequence[Fact], lines: Sequence[str]) -> Verdict | None:
    """What the facts of the one kind asked about say, if they say one thing."""
    if fits("too_special", said):
        return None
    verdicts = []
    for kind, judge in _judges().items():
        stated = tuple(fact for fact in facts if fact.kind == kind)
        words = [judge(said, fact) for fact in stated]
        if words and None not in words:
            verdicts.append(Verdict(str(words[0]) if len(set(words)) == 1 else DEPENDS, stated))
    if len(verdicts) != 1:
        return None  # two things asked in one question have no common yes
    [found] = verdicts
    if found.facts[0].kind == "education" and _some_get_in_otherwise(said, found.facts, lines):
        return Verdict(DEPENDS, found.facts)
    return found


def _some_get_in_otherwise(said: str, facts: Sequence[Fact], lines: Sequence[str]) -> bool:
    """Whether the lines tell of some who have it not and need it, or need it and have it not."""
    asked = credential_asked(said)
    if asked is None:
        return False
    needed = any((education_rank(fact.value) or 0) in asked.has for fact in facts)
    return any(_tells_otherwise(line.casefold(), asked, needed=needed) for line in lines)


def _tells_otherwise(line: str, asked: Credential, *, needed: bool) -> bool:
    named = education_ranks(line)
    if needed:
        less = bool(named) and min(named) in asked.lacks and fits("some_do", line)
        return fits("without_it", line) or (less and not fits("prefers", line))
    more = any(rank in asked.has for rank in named)
    return more and fits("some_require", line) and not fits("prefers", line)


@cache
def _judges() -> Mapping[str, Callable[[str, Fact], str | None]]:
    """What each kind of fact says to a question; None where it says nothing."""
    return {
        "education": _education,
        "related_experience": _experience,
        "training": _training,
        "ai_risk": _ai_risk,
        "remote": _remote,
        "demand": _demand,
        "growth": _growth,
    }


def _education(said: str, fact: Fact) -> str | None:
    asked, rank = credential_asked(said), education_rank(fact.value)
    return None if asked is None or rank is None else _needed(said, asked.needed_at(rank))


def _experience(said: str, fact: Fact) -> str | None:
    if not fits("experience.asked", said) or re.search(r"\d", said):
        return None
    if _is_none(fact):
        return _needed(said, NO)
    return _needed(said, YES) if fits("experience.years", fact.value.casefold()) else None


def _needed(said: str, word: str | None) -> str | None:
    """The verdict on "do I need it", or the other way round on "can I do without it"."""
    needs, lacks = fits("needs", said), fits("lacks", said)
    if word is None or needs == lacks:
        return None
    return word if needs else OTHER_WAY[word]


def _training(said: str, fact: Fact) -> str | None:
    value = fact.value.casefold()
    if fits("apprenticeship.asked", said):
        return YES if fits("apprenticeship.given", value) else None
    if not fits("training.asked", said):
        return None
    if _is_none(fact):
        return NO
    return YES if fits("training.given", value) else None


def _ai_risk(said: str, fact: Fact) -> str | None:
    risk = grade(fact.value)
    if not fits("ai.asked", said) or risk is None:
        return None
    if fits("ai.safe", said):
        return {"low": YES, "medium": DEPENDS, "high": NO}.get(risk)
    if fits("ai.at_risk", said):
        return {"low": NO, "medium": DEPENDS, "high": YES}.get(risk)
    if fits("ai.replaced", said):
        # a high risk is no certainty, and whom it spares nobody says
        return {"low": NO, "medium": DEPENDS}.get(risk)
    return None


def _remote(said: str, fact: Fact) -> str | None:
    if not fits("remote.asked", said):
        return None
    return {"high": YES, "medium": DEPENDS, "none": NO}.get(grade(fact.value) or "")


def _demand(said: str, fact: Fact) -> str | None:
    if not fits("demand.asked", said) or fits("demand.later", said):
        return None
    return {"high": YES, "medium": DEPENDS, "low": NO}.get(grade(fact.value) or "")


def _growth(said: str, fact: Fact) -> str | None:
    value = fact.value.casefold()
    if fits("growth.of_pay", said) or fact.low is None:
        return None
    up, down = fits("growth.up", said), fits("growth.down", said)
    if up == down:
        return None
    if up and fits("growth.fast", said):
        fast, slow = fits("growth.fast_value", value), fits("growth.slow_value", value)
        return YES if fast else NO if slow else None
    if fits("growth.little", value) or not fact.low:
        return NO if not fact.low or down else None
    falls = fits("growth.negative", value) or fact.low < 0
    return YES if falls == down else NO


def _is_none(fact: Fact) -> bool:
    return grade(fact.value) == "none"
