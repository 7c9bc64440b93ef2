"""What flows: the criteria of a question over many roles. Knows nothing of texts and documents."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from bot.citations import Library
from knowledge.models import Fact, Passage, Pay


class Relation(StrEnum):
    """How a value must stand to a bound."""

    UNDER = "under"
    AT_MOST = "at_most"
    IS = "is"
    AT_LEAST = "at_least"
    OVER = "over"
    NEAR = "near"

    def holds(self, low: Decimal, high: Decimal, bound: Decimal) -> bool:
        """Whether all of a range stands so to a bound; NEAR is within a tenth of it."""
        match self:
            case Relation.UNDER:
                return high < bound
            case Relation.AT_MOST:
                return high <= bound
            case Relation.IS:
                return low == high == bound
            case Relation.AT_LEAST:
                return low >= bound
            case Relation.OVER:
                return low > bound
        return abs(low - bound) * _NEAR <= abs(bound)


_NEAR = 10


@dataclass(frozen=True, slots=True)
class Condition:
    """What a fact of every row must meet."""

    kind: str
    """"pay", or a key of knowledge/facts/kinds.yaml."""
    relation: Relation
    bound: Decimal
    """A number, or the place on the kind's ladder."""
    currency: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a question over many roles asks for."""

    text: str
    """The question."""
    by: str | None = None
    """The kind of fact that the rows are ordered by; None where the question names no order."""
    lowest: bool = False
    """Whether the least comes first."""
    conditions: tuple[Condition, ...] = ()
    field: str | None = None
    """A key of fields.yaml, whose roles alone are asked about."""
    not_fields: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """The ids of the roles that alone are asked about; empty for all."""
    beside: str | None = None
    """The role that the others are compared with, as `relation` has it."""
    relation: Relation = Relation.OVER
    level: str | None = None
    market: str | None = None
    count: int = 5
    unused: tuple[str, ...] = ()
    """Words that were not understood, for the answer to name."""
    assumed: bool = False
    """Whether "best" alone was taken to be by pay."""
    bare: bool = False
    """Whether it names nothing but the order ("lowest paid"), so that in a conversation about one
    role it may be on that."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of facts that it needs."""
        by = (self.by,) if self.by else ()
        return tuple(dict.fromkeys((*by, *(condition.kind for condition in self.conditions))))

    @property
    def currency(self) -> str | None:
        """The currency of the sums that it names."""
        return next((c.currency for c in self.conditions if c.currency), None)

    @property
    def hourly(self) -> bool:
        """Whether it asks for pay by the hour."""
        return any(condition.period == "hour" for condition in self.conditions)


class Base(Library, Protocol):
    """Who knows the facts of all roles too; the expertise does."""

    def pay(self, role: str) -> tuple[tuple[Pay, Passage], ...]:
        """Return the pay facts of a role, each with the passage that says it."""

    def facts(self, role: str) -> tuple[tuple[Fact, Passage], ...]:
        """Return the other facts of a role, each with the passage that says it."""
