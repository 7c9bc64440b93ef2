"""Criteria and facts to a ranked table: which roles meet all, in which order, by which figures.

Knows nothing of wordings. What is not stated is not known: a role whose documents are silent on
one of the criteria, or disagree on it, is never a row.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.ranked.bases import Basis, fact_basis, pay_basis
from bot.ranked.coverage import Coverage, coverage_of, more_elsewhere
from bot.ranked.figures import A_YEAR, PAY, Figure, Standings
from bot.ranked.models import Condition, Criteria, Relation
from bot.ranked.scope import (
    choose_market,
    pay_wanted,
    roles_in_scope,
    states,
    states_all,
)

# Without an order asked for the best paid come first, where nearly all that fit have a figure.
_MOSTLY = 0.8
# Rows of a second market, beside those of the first.
_FEWER = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One role with the figures that put it there."""

    role: str
    figures: tuple[Figure, ...]
    """What it is ordered by first, then what it meets."""


@dataclass(frozen=True, slots=True)
class Table:
    """The answer before its words."""

    criteria: Criteria
    market: str | None
    basis: Basis | None
    """What the rows are ordered by; None where they are in order of what they meet."""
    rows: tuple[Row, ...] = ()
    matching: int = 0
    """How many roles meet all, shown or not."""
    known: int = 0
    """Of how many roles the documents state all that it takes."""
    total: int = 0
    """How many roles the question is over."""
    tied: int = 0
    """How many more roles have the last row's figure."""
    level: bool = False
    """Whether all that fit have the same figure, so that none is first."""
    alone: bool = False
    """Whether only one career has such a figure, so that there is nothing to rank."""
    in_parts: int = 0
    """How many roles have pay of parts alone, which is not compared."""
    disagreeing: tuple[str, ...] = ()
    """Roles left out because their sources disagree on a condition."""
    reference: Figure | None = None
    """The figure of the role compared with."""
    silent: tuple[str, ...] = ()
    """Roles asked for by name whose documents state no such figure."""
    coverage: tuple[Coverage, ...] = ()
    """What each condition does alone, where no role meets all."""
    other_market: str | None = None
    """A market that more roles state it in."""
    defaulted: bool = False
    """Whether the market is the one to take where none is named."""
    instead: bool = False
    """Whether openings stand for a demand that nobody states."""
    elsewhere: "Table | None" = None
    """The first rows in the other market, where no market was named."""


def rank(criteria: Criteria, standings: Standings, default_market: str | None) -> Table:
    """Return the table that the facts make for the criteria."""
    criteria, instead = _answerable(criteria, standings)
    roles = roles_in_scope(criteria, standings)
    market = choose_market(criteria, standings, roles, default_market)
    table = replace(_Fitting(criteria, standings, market, roles).table(), instead=instead)
    if table.known == 1 and not (criteria.roles or criteria.beside or criteria.conditions):
        table = replace(table, rows=(), alone=True)
    if not table.rows:
        table = replace(table, coverage=coverage_of(criteria, standings, roles))
    other = more_elsewhere(criteria, standings, roles, table.market, table.known)
    elsewhere = None
    if other and table.rows and not (criteria.market or criteria.roles or criteria.beside):
        fewer = replace(criteria, count=min(criteria.count, _FEWER))
        elsewhere = _Fitting(fewer, standings, other, roles).table()
    return replace(
        table, other_market=other, defaulted=market == default_market, elsewhere=elsewhere
    )


class _Fitting:
    """One ranking in one market, step by step."""

    def __init__(
        self,
        criteria: Criteria,
        standings: Standings,
        market: str | None,
        roles: Collection[str],
    ) -> None:
        self._criteria = criteria
        self._standings = standings
        self._market = market
        self._roles = roles
        self._met = [c for c in criteria.conditions if c.kind != PAY]
        self._paid = [c for c in criteria.conditions if c.kind == PAY]

    def table(self) -> Table:
        """The rows with all that is to be said of them."""
        known = [r for r in self._roles if self._states(r)]
        told = {role: self._meets(role) for role in known}
        fitting = [role for role, met in told.items() if met is True]
        basis = self._basis(fitting)
        reference = self._reference(basis)
        if self._by_pay:
            fitting = [r for r in fitting if basis and self._fits_pay(basis, r, reference)]
            known = [r for r in known if told[r] is not True or (basis and r in basis.figures)]
        rows = self._ordered(fitting, basis, reference)
        shown = rows if self._criteria.roles else rows[: self._criteria.count]
        return Table(
            criteria=self._criteria,
            market=self._market,
            basis=basis,
            rows=tuple(shown),
            matching=len(rows),
            known=len(known),
            total=len(self._roles),
            tied=_tied(rows, len(shown)),
            level=bool(basis) and len(rows) > 1 and len({_compared(row) for row in rows}) == 1,
            in_parts=self._in_parts(basis),
            disagreeing=tuple(r for r, met in told.items() if met is None),
            reference=reference,
            silent=self._silent(rows, reference),
        )

    @property
    def _by_pay(self) -> bool:
        """Whether who has no figure of pay is no row."""
        return self._criteria.by == PAY or bool(self._paid) or bool(self._criteria.level)

    def _states(self, role: str) -> bool:
        return states_all(self._criteria, self._standings, role, self._market)

    def _meets(self, role: str) -> bool | None:
        """Whether a role meets all but pay; None where its sources disagree."""
        answers = [self._meets_one(role, condition) for condition in self._met]
        if False in answers:
            return False
        return None if None in answers else True

    def _meets_one(self, role: str, condition: Condition) -> bool | None:
        found = self._standings.in_market(role, condition.kind, self._market)
        held = {condition.relation.holds(f.low, f.high, condition.bound) for f in found}
        return held.pop() if len(held) == 1 else None

    def _basis(self, fitting: Collection[str]) -> Basis | None:
        """What the rows are ordered by."""
        by = self._criteria.by
        if by not in {None, PAY}:
            lowest = self._criteria.lowest
            return fact_basis(self._standings, fitting, str(by), self._market, lowest=lowest)
        beside = (self._criteria.beside,) if self._criteria.beside else ()
        wanted = pay_wanted(self._criteria, self._market)
        basis = pay_basis(self._standings, (*fitting, *beside), wanted)
        mostly = len(basis.figures) >= _MOSTLY * len(fitting) and basis.level is None
        return basis if self._by_pay or (mostly and basis.figures) else None

    def _reference(self, basis: Basis | None) -> Figure | None:
        return basis.figures.get(str(self._criteria.beside)) if basis else None

    def _fits_pay(self, basis: Basis, role: str, reference: Figure | None) -> bool:
        """Whether the figure of a role meets what is asked of pay."""
        figure = basis.figures.get(role)
        if figure is None:
            return False
        bounds = [(c.relation, _comparable(c, basis)) for c in self._paid]
        if self._criteria.beside:
            if reference is None or (figure.open_ended and reference.open_ended):
                return False
            bounds.append((self._criteria.relation, reference.low))
        return all(_holds(figure, relation, bound) for relation, bound in bounds)

    def _ordered(
        self, fitting: Collection[str], basis: Basis | None, reference: Figure | None
    ) -> list[Row]:
        rows = [self._row(role, basis) for role in fitting]
        return sorted(rows, key=lambda row: self._place(row, basis, reference))

    def _place(
        self, row: Row, basis: Basis | None, reference: Figure | None
    ) -> tuple[Decimal | bool | str, ...]:
        """The order: what is asked for, then the name; who has no such figure comes last."""
        name = self._standings.roles[row.role].name
        if not basis or row.role not in basis.figures:
            return (True, *(self._strength(f) for f in row.figures), name)
        first = row.figures[0]
        if reference and self._criteria.relation is Relation.NEAR:
            return False, abs(first.low - reference.low), first.open_ended, name
        sign = 1 if self._criteria.lowest else -1
        return False, first.low * sign, first.open_ended is self._criteria.lowest, name

    def _strength(self, figure: Figure) -> Decimal:
        """What is better met comes first."""
        kinds = {c.kind: c.relation for c in self._criteria.conditions}
        upward = kinds.get(_kind(figure)) in {Relation.OVER, Relation.AT_LEAST}
        return -figure.low if upward else figure.low

    def _row(self, role: str, basis: Basis | None) -> Row:
        first = (basis.figures[role],) if basis and role in basis.figures else ()
        kinds = dict.fromkeys(c.kind for c in self._met if not basis or c.kind != basis.kind)
        met = (self._standings.in_market(role, kind, self._market)[0] for kind in kinds)
        return Row(role, (*first, *met))

    def _in_parts(self, basis: Basis | None) -> int:
        """How many roles have pay in the market, but of parts of them alone."""
        if not basis or basis.kind != PAY:
            return 0
        return sum(self._standings.in_parts(role, self._market) for role in self._roles)

    def _silent(self, rows: Collection[Row], reference: Figure | None) -> tuple[str, ...]:
        shown = {row.role for row in rows}
        named = tuple(role for role in self._criteria.roles if role not in shown)
        beside = self._criteria.beside
        return (*named, beside) if beside and reference is None else named


def _answerable(criteria: Criteria, standings: Standings) -> tuple[Criteria, bool]:
    """The criteria with openings for a demand that is not stated in the market named."""
    if criteria.by != "demand" or not criteria.market:
        return criteria, False
    roles = standings.roles
    if any(states(criteria, standings, r, "demand", criteria.market) for r in roles):
        return criteria, False
    return replace(criteria, by="openings"), True


def _comparable(condition: Condition, basis: Basis) -> Decimal:
    """A sum as the figures are compared: by the year, or as it stands by the hour."""
    period = condition.period or basis.period
    return condition.bound * A_YEAR.get(str(period), 1)


def _holds(figure: Figure, relation: Relation, bound: Decimal) -> bool:
    """Whether a figure stands so to a sum; one that may be more is never under it, nor near."""
    if figure.open_ended and relation not in {Relation.OVER, Relation.AT_LEAST}:
        return False
    return relation.holds(figure.low, figure.high, bound)


def _kind(figure: Figure) -> str:
    return figure.stated.kind


def _tied(rows: list[Row], shown: int) -> int:
    """How many rows behind the last one shown have its figures."""
    if not 0 < shown < len(rows):
        return 0
    last = _compared(rows[shown - 1])
    return sum(_compared(row) == last for row in rows[shown:])


def _compared(row: Row) -> tuple[Decimal | bool, ...]:
    first = row.figures[0]
    return first.low, first.open_ended
