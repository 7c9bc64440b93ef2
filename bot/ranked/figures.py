"""All figures that roles can be ordered by, gathered once from the base's facts.

Knows facts and where they come from; nothing of what is asked.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlsplit

from bot.ranked.models import Base
from bot.ranked.vocabulary import Field, fields
from knowledge.facts.values import ends_of
from knowledge.models import Fact, Passage, Pay, Role, RoleDocument

PAY = "pay"
STATISTICS = ("median", "average", "range")
"""What pay is ordered by, the most telling first; the tenths at its ends tell nothing of it."""
A_YEAR = {"year": 1, "month": 12}
"""How often a sum comes in a year; by the hour nothing is converted."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one passage states of a role, with the number it is ordered by."""

    role: str
    stated: Pay | Fact
    passage: Passage
    low: Decimal
    """Of pay by the month the sum of a year."""
    high: Decimal
    others: int = 0
    """How many other documents give another figure on the same basis."""

    @property
    def open_ended(self) -> bool:
        """Whether it may be more."""
        return isinstance(self.stated, Pay) and self.stated.open_ended


class Standings:
    """The figures of all roles by kind; made once for a generation of the index."""

    def __init__(self, base: Base) -> None:
        self._base = base

    @property
    def roles(self) -> Mapping[str, Role]:
        """All roles by id."""
        return self._base.roles

    @property
    def documents(self) -> Mapping[str, RoleDocument]:
        """All documents by id."""
        return self._base.documents

    def figures(self, role: str, kind: str) -> tuple[Figure, ...]:
        """Return what a role's documents state under a kind, parts of the role left out."""
        return self._figures.get((role, kind), ())

    def in_market(self, role: str, kind: str, market: str | None) -> tuple[Figure, ...]:
        """Return what they state under a kind for a market."""
        return self._by_market.get((role, kind, market), ())

    def in_parts(self, role: str, market: str | None) -> bool:
        """Whether they give pay in a market for parts of the role alone."""
        return (role, market) in self._parts and not self.in_market(role, PAY, market)

    def series(self, figure: Figure) -> tuple[str, str, str]:
        """Return what makes figures comparable: the dates and the publisher of the document."""
        date, publisher = self._published[figure.passage.document]
        return date, figure.stated.as_of or "", publisher

    def members(self, field: str) -> frozenset[str]:
        """Return the roles in a field of work."""
        if field not in self._members:
            self._members[field] = frozenset(_members(fields()[field], self._base))
        return self._members[field]

    @cached_property
    def _members(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _published(self) -> dict[str, tuple[str, str]]:
        sources = {id_: document.source for id_, document in self.documents.items()}
        return {
            id_: (source.as_of or "", urlsplit(source.address or "").hostname or source.title)
            for id_, source in sources.items()
        }

    @cached_property
    def _figures(self) -> dict[tuple[str, str], tuple[Figure, ...]]:
        found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for role in self.roles:
            for figure in (*self._paid(role), *self._told(role)):
                found[role, figure.stated.kind].append(figure)
        return {key: tuple(figures) for key, figures in found.items()}

    @cached_property
    def _by_market(self) -> dict[tuple[str, str, str | None], tuple[Figure, ...]]:
        found: dict[tuple[str, str, str | None], list[Figure]] = defaultdict(list)
        for (role, kind), figures in self._figures.items():
            for figure in figures:
                found[role, kind, figure.stated.market].append(figure)
        return {key: tuple(figures) for key, figures in found.items()}

    @cached_property
    def _parts(self) -> frozenset[tuple[str, str | None]]:
        return frozenset(
            (role, pay.market)
            for role in self.roles
            for pay, _ in self._base.pay(role)
            if pay.of_a_part
        )

    def _paid(self, role: str) -> Iterator[Figure]:
        for pay, passage in self._base.pay(role):
            if pay.low is not None and _is_comparable(pay):
                times = A_YEAR.get(str(pay.period), 1)
                high = pay.low if pay.high is None else pay.high
                yield Figure(role, pay, passage, pay.low * times, high * times)

    def _told(self, role: str) -> Iterator[Figure]:
        for fact, passage in self._base.facts(role):
            if ends := ends_of(fact):
                yield Figure(role, fact, passage, *ends)


def _is_comparable(pay: Pay) -> bool:
    whole = pay.engagement == "employment" and not pay.of_a_part
    return whole and pay.basis in STATISTICS and pay.period in {*A_YEAR, "hour"}


def _members(field: Field, base: Base) -> Iterator[str]:
    for document in base.documents.values():
        address = urlsplit(document.source.address or "").path.split("/")
        if field.groups.intersection(address):
            yield document.role.id
    for role in base.roles.values():
        if field.names and field.names.search(role.name):
            yield role.id
