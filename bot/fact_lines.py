"""Facts besides pay to lines as a person would say them; the wording is facts.j2's.

Equal statements are one line with all their sources; what differs keeps a line each.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.citations import Citations, Cited
from bot.stated import StatedFact
from bot.types import AnswerFact
from bot.wording import in_market, level_named, with_article
from bot.yes_no_patterns import education_rank, grade
from knowledge.facts.kinds import load_kinds
from knowledge.models import Fact, Passage

_FIGURE = re.compile(r"[-−–+]?\d")


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line of an answer on a fact."""

    fact: str
    """The kind of fact, which names its wording."""
    label: str
    value: str
    """As the documents state it."""
    nothing: bool
    """Whether the value says that there is none."""
    unit: str
    """What the value counts, where it does not say so itself."""
    whom: str
    """The role with its article."""
    where: str
    """For example "in Sri Lanka"; empty where no market is stated."""
    level: str
    counted: bool
    """Whether the value begins with a figure: "5 percent" but "grow 5 percent"."""
    credential: bool
    """Whether it is education under a name that is generally understood."""
    cited: tuple[Cited, ...]
    facts: tuple[AnswerFact, ...]
    led: bool = False
    """Whether a yes or a no stands before it."""


def fact_lines(stated: Sequence[StatedFact], citations: Citations) -> tuple[FactLine, ...]:
    """Return the lines for facts in their order, equal ones where the first of them stands."""
    groups: dict[tuple[object, ...], list[StatedFact]] = {}
    for fact, passage in stated:
        value = _fullest(fact, passage, stated)
        key = (passage.role, fact.kind, value, fact.level, fact.market)
        groups.setdefault(key, []).append((fact, passage))
    return tuple(_line(group, citations) for group in groups.values())


def _fullest(fact: Fact, passage: Passage, stated: Sequence[StatedFact]) -> str:
    """What a document says most fully: "low, seen over the long term", where it says "low" too."""
    said = fact.value.casefold()
    same = (
        other.value.casefold()
        for other, where in stated
        if where.document == passage.document
        and (other.kind, other.level, other.market) == (fact.kind, fact.level, fact.market)
    )
    return max((value for value in same if value == said or value.startswith(f"{said},")), key=len)


def _line(group: Sequence[StatedFact], citations: Citations) -> FactLine:
    fact, passage = max(group, key=lambda stated: len(stated[0].value))
    return FactLine(
        fact=fact.kind,
        label=load_kinds()[fact.kind].label,
        value=fact.value,
        nothing=grade(fact.value) == "none",
        unit=_unit(fact),
        whom=with_article(citations.library.roles[passage.role].name),
        where=in_market(fact.market) if fact.market else "",
        level=level_named(fact.level) if fact.level else "",
        counted=bool(_FIGURE.match(fact.value)),
        credential=education_rank(fact.value) is not None,
        cited=citations.cited(group),
        facts=citations.facts(group),
    )


def _unit(fact: Fact) -> str:
    """What is counted, unless the value has it: "3,391,000" but "166,100 jobs"."""
    said = fact.value.casefold()
    if fact.unit is None or fact.unit == "percent" or fact.unit.split()[0] in said:
        return ""
    return fact.unit
