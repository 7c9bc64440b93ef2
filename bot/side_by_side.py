"""Figures of several roles set side by side: the one that leads first, where one is asked for."""

from collections.abc import Sequence
from decimal import Decimal

from bot.pay import Stated
from bot.stated import StatedFact
from knowledge.models import Fact, Pay

Figures = tuple[Stated | StatedFact, ...]


def alike(found: Figures, before: Sequence[Stated | StatedFact]) -> Figures:
    """Return the first figure found of a kind that those before it are of, else the first one."""
    kinds = {fact.kind for fact, _ in before}
    return tuple(stated for stated in found if stated[0].kind in kinds)[:1] or found[:1]


def in_lead(figures: Sequence[Figures], leads: int) -> list[Figures]:
    """Return each role's figures, those of the role that leads first.

    `leads` is 1 where more is asked for, -1 where less is, 0 where the order stays. It stays too
    where a role has no figure, or figures that do not compare.
    """
    firsts = [found[0][0] for found in figures if found]
    comparable = len(firsts) == len(figures) and len({_measure(fact) for fact in firsts}) == 1
    sizes = [_size(fact) for fact in firsts]
    if not (leads and comparable) or None in sizes:
        return list(figures)
    order = sorted(range(len(figures)), key=lambda n: -leads * (sizes[n] or Decimal()))
    return [figures[n] for n in order]


def _measure(fact: Pay | Fact) -> tuple[object, ...]:
    if isinstance(fact, Pay):
        return fact.currency, fact.period, fact.basis, fact.market, fact.level
    return fact.kind, fact.unit, fact.market


def _size(fact: Pay | Fact) -> Decimal | None:
    return fact.low if fact.high is None else fact.high
