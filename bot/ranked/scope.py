"""Which roles a question is over, and in which market their facts are compared.

Knows who states what; orders nothing.
"""

from collections.abc import Collection
from dataclasses import replace

from bot.ranked.bases import PayWanted
from bot.ranked.figures import PAY, Standings
from bot.ranked.models import Condition, Criteria

# A market that so few roles state all of it in is not taken where none was named.
_ENOUGH = 5


def roles_in_scope(criteria: Criteria, standings: Standings) -> tuple[str, ...]:
    """Return the ids of the roles that the question is over, in the base's order."""
    roles = standings.roles
    if criteria.roles:
        return tuple(role for role in criteria.roles if role in roles)
    chosen: Collection[str] = standings.members(criteria.field) if criteria.field else roles
    out = {role for name in criteria.not_fields for role in standings.members(name)}
    return tuple(r for r in roles if r in chosen and r not in out and r != criteria.beside)


def choose_market(
    criteria: Criteria, standings: Standings, roles: Collection[str], default: str | None
) -> str | None:
    """Return the market named, else the default one, else the one that most roles state all in."""
    if criteria.market:
        return criteria.market
    counts = {
        market: how_many(criteria, standings, roles, market)
        for market in sorted(_markets(criteria, standings, roles), key=str)
    }
    if counts.get(default, 0) >= min(_ENOUGH, len(roles)):
        return default
    return max(counts, key=lambda m: (counts[m], m == default), default=default)


def how_many(
    criteria: Criteria, standings: Standings, roles: Collection[str], market: str | None
) -> int:
    """Return of how many roles the documents state all that the criteria need, in a market."""
    return sum(states_all(criteria, standings, role, market) for role in roles)


def states_all(criteria: Criteria, standings: Standings, role: str, market: str | None) -> bool:
    """Whether a role's documents state all that the criteria need, in a market."""
    return all(states(criteria, standings, role, kind, market) for kind in _needed(criteria))


def states(
    criteria: Criteria, standings: Standings, role: str, kind: str, market: str | None
) -> bool:
    """Whether a role's documents state a kind of fact in a market."""
    found = standings.in_market(role, kind, market)
    if kind != PAY or not found:
        return bool(found)
    wanted = pay_wanted(criteria, market)
    return any(wanted.admits(figure) for figure in found)


def pay_wanted(criteria: Criteria, market: str | None) -> PayWanted:
    """Return what pay must be of."""
    return PayWanted(market, criteria.level, criteria.currency, criteria.hourly)


def only(condition: Condition, criteria: Criteria) -> Criteria:
    """Return the criteria with that condition alone, in any market."""
    alone = Criteria(criteria.text, conditions=(condition,), field=criteria.field)
    return replace(alone, not_fields=criteria.not_fields, roles=criteria.roles)


def _needed(criteria: Criteria) -> tuple[str, ...]:
    return criteria.kinds or (PAY,)


def _markets(criteria: Criteria, standings: Standings, roles: Collection[str]) -> set[str | None]:
    """The markets of the facts needed, of the role compared with where there is one."""
    asked = (criteria.beside,) if criteria.beside else roles
    return {
        figure.stated.market
        for role in asked
        for kind in _needed(criteria)
        for figure in standings.figures(role, kind)
    }
