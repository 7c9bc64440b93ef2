"""How much the documents know of what was asked: each condition alone, and other markets.

Knows figures; orders nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.ranked.figures import PAY, Standings
from bot.ranked.models import Condition, Criteria
from bot.ranked.scope import choose_market, how_many, only


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one condition goes by itself, in the market that most state it in."""

    condition: Condition
    market: str | None
    known: int
    met: int


def coverage_of(
    criteria: Criteria, standings: Standings, roles: Collection[str]
) -> tuple[Coverage, ...]:
    """Return what each condition does alone, each where most state it."""
    return tuple(
        _alone(c, criteria, standings, roles) for c in criteria.conditions if c.kind != PAY
    )


def _alone(
    condition: Condition, criteria: Criteria, standings: Standings, roles: Collection[str]
) -> Coverage:
    market = choose_market(only(condition, criteria), standings, roles, criteria.market)
    told = (standings.in_market(role, condition.kind, market) for role in roles)
    known = [found for found in told if found]
    met = sum(
        all(condition.relation.holds(f.low, f.high, condition.bound) for f in found)
        for found in known
    )
    return Coverage(condition, market, len(known), met)


def more_elsewhere(
    criteria: Criteria,
    standings: Standings,
    roles: Collection[str],
    market: str | None,
    known: int,
) -> str | None:
    """Return a market that more of the roles state it all in than the one that was taken."""
    anywhere = replace(criteria, market=None)
    other = choose_market(anywhere, standings, roles, None)
    if other is None or other == market:
        return None
    return other if how_many(anywhere, standings, roles, other) > known else None
