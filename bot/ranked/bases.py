"""What a table's rows are ordered by: one figure a role, all of one kind, market and basis.

Knows figures; nothing of what else was asked.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from bot.ranked.figures import PAY, STATISTICS, Figure, Standings
from knowledge.models import Pay

# One source that states so much of what all state is better alone: its figures compare.
_NEARLY_ALL = 0.9
# Where levels were not asked for, the figures of these are taken, the middle one before the ends.
_LEVELS = ("principal", "lead", "senior", "entry", "mid", None)


@dataclass(frozen=True, slots=True)
class Basis:
    """Figures that can be compared."""

    kind: str
    market: str | None
    figures: Mapping[str, Figure] = field(default_factory=dict)
    """By role."""
    statistic: str = ""
    """Of pay: "median", "average" or "range"."""
    level: str | None = None
    period: str | None = None
    """What most sums are by."""
    periods: int = 1
    """How many periods the sums are by, years and months."""
    as_of: str | None = None
    """The one date of all figures, where they have one."""
    sources: int = 1
    """How many publishers the figures come from."""


@dataclass(frozen=True, slots=True)
class PayWanted:
    """What pay must be of to be compared."""

    market: str | None
    level: str | None = None
    currency: str | None = None
    hourly: bool = False

    def admits(self, figure: Figure) -> bool:
        """Whether a figure is of it."""
        pay = figure.stated
        return (
            isinstance(pay, Pay)
            and self.level in {None, pay.level}
            and self.currency in {None, pay.currency}
            and (pay.period == "hour") == self.hourly
        )


# Currency, statistic and level.
_Group = tuple[str, str, str | None]


def fact_basis(
    standings: Standings, roles: Collection[str], kind: str, market: str | None, *, lowest: bool
) -> Basis:
    """Return the figures of a kind besides pay; where a role's disagree, the one that says less.

    Of what is ordered by the least that is the highest.
    """
    chosen = max if lowest else min
    told = {role: standings.in_market(role, kind, market) for role in roles}
    figures = {
        role: _counting(chosen(found, key=lambda f: f.low), found)
        for role, found in told.items()
        if found
    }
    return Basis(kind, market, figures, as_of=_one_date(figures.values()))


def pay_basis(standings: Standings, roles: Collection[str], wanted: PayWanted) -> Basis:
    """Return the pay that most of the roles can be compared by."""
    groups: dict[_Group, list[Figure]] = defaultdict(list)
    for role in roles:
        for figure in standings.in_market(role, PAY, wanted.market):
            if isinstance(figure.stated, Pay) and wanted.admits(figure):
                pay = figure.stated
                groups[pay.currency, pay.basis, pay.level].append(figure)
    if not groups:
        return Basis(PAY, wanted.market)
    best = max(groups, key=lambda group: _worth(group, groups[group]))
    chosen = _by_series(standings, groups[best])
    return _described(standings, wanted.market, best, chosen)


def _worth(group: _Group, figures: Collection[Figure]) -> tuple[int, int, int, str]:
    """More roles first; then pay of no one level, and what is in the middle."""
    currency, statistic, level = group
    roles = len({figure.role for figure in figures})
    return roles, _LEVELS.index(level), -STATISTICS.index(statistic), currency


def _by_series(standings: Standings, figures: Collection[Figure]) -> dict[str, Figure]:
    """Each role by the source that most roles have, the newest of equals; by one where it can be.

    Of several figures of one source the lowest counts.
    """
    series: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        series[standings.series(figure)].append(figure)
    order = sorted(series, key=lambda s: (len({f.role for f in series[s]}), s), reverse=True)
    everybody = {figure.role for figure in figures}
    if len({f.role for f in series[order[0]]}) >= _NEARLY_ALL * len(everybody):
        order = order[:1]
    chosen: dict[str, Figure] = {}
    for name in order:
        for figure in sorted(series[name], key=lambda f: f.low):
            chosen.setdefault(figure.role, figure)
    of_role: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        of_role[figure.role].append(figure)
    return {role: _counting(figure, of_role[role]) for role, figure in chosen.items()}


def _described(
    standings: Standings, market: str | None, group: _Group, figures: Mapping[str, Figure]
) -> Basis:
    periods = Counter(f.stated.period for f in figures.values() if isinstance(f.stated, Pay))
    return Basis(
        kind=PAY,
        market=market,
        figures=figures,
        statistic=group[1],
        level=group[2],
        period=periods.most_common(1)[0][0],
        periods=len(periods),
        as_of=_one_date(figures.values()),
        sources=len({standings.series(figure) for figure in figures.values()}),
    )


def _counting(figure: Figure, figures: Collection[Figure]) -> Figure:
    """The figure with how many other documents give the role another one."""
    others = {
        other.passage.document
        for other in figures
        if (other.low, other.high) != (figure.low, figure.high)
    }
    return replace(figure, others=len(others - {figure.passage.document}))


def _one_date(figures: Collection[Figure]) -> str | None:
    dates = {figure.stated.as_of for figure in figures}
    return dates.pop() if len(dates) == 1 else None
