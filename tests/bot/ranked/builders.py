"""A small base of careers with their facts, and utterances that name them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from bot.ranked.criteria import criteria_of
from bot.ranked.figures import Standings
from bot.ranked.models import Criteria
from bot.ranked.table import Table, rank
from bot.utterance import Utterance
from knowledge.lexicon import build_lexicon
from knowledge.models import Fact, Passage, Pay, Role, RoleDocument, Source
from tests.fakes import make_passage

ROLES = (
    Role("registered-nurse", "Registered nurse", ("nurse", "RN")),
    Role("pilot", "Airline or commercial pilot", ("pilot",)),
    Role("plumber", "Plumber", ()),
    Role("pharmacist", "Pharmacist", ()),
    Role("cashier", "Cashier", ()),
    Role("accountant", "Accountant or auditor", ("accountant",)),
    Role("back-end-systems-developer", "Back-end Systems Developer", ("back-end developer",)),
    Role("computer-scientist", "Computer and information research scientist", ("computer",)),
)
LEXICON = build_lexicon(ROLES)
SRI_LANKA, STATES = "Sri Lanka", "United States"


def said(text: str) -> Utterance:
    """An utterance with the names in it."""
    return Utterance(text, LEXICON.find(text))


def criteria(text: str) -> Criteria:
    """What a question asks for that is surely one over careers."""
    found = criteria_of(said(text))
    assert found is not None, text
    return found


@dataclass
class SmallBase:
    """Careers in memory, each with one document a source."""

    roles: dict[str, Role] = field(default_factory=dict)
    documents: dict[str, RoleDocument] = field(default_factory=dict)

    def add(
        self, name: str, *facts: Pay | Fact, source: str = "handbook", address: str | None = None
    ) -> "SmallBase":
        """Put in what a source states of a career, one passage a kind of fact."""
        role = Role(name.casefold().replace(" ", "-"), name)
        self.roles.setdefault(role.id, role)
        document = f"{role.id}/{source}"
        passages = tuple(_passage(fact, document, role.id, n) for n, fact in enumerate(facts, 1))
        self.documents[document] = RoleDocument(
            document,
            role,
            Source(source, address or f"https://{source}.example/", _year(source)),
            None,
            passages,
            sha256(document.encode()).hexdigest(),
        )
        return self

    def pay(self, role: str) -> tuple[tuple[Pay, Passage], ...]:
        """As the expertise gives it."""
        return tuple((fact, p) for p in self._passages(role) for fact in p.pay)

    def facts(self, role: str) -> tuple[tuple[Fact, Passage], ...]:
        """As the expertise gives it."""
        return tuple((fact, p) for p in self._passages(role) for fact in p.facts)

    def _passages(self, role: str) -> tuple[Passage, ...]:
        documents = [d for d in self.documents.values() if d.role.id == role]
        return tuple(passage for d in documents for passage in d.passages)

    def table(self, text: str, default: str | None = SRI_LANKA) -> Table:
        """The table that answers a question."""
        return rank(criteria(text), Standings(self), default)

    def names(self, text: str, default: str | None = SRI_LANKA) -> list[str]:
        """The careers of that table, in order."""
        return [self.roles[row.role].name for row in self.table(text, default).rows]


def dollars(amount: int, **changes: Any) -> Pay:
    """A yearly median in the United States."""
    return _pay(amount, amount, "USD", "year", STATES, {"basis": "median", **changes})


def rupees(low: int, high: int, **changes: Any) -> Pay:
    """A monthly range in Sri Lanka."""
    return _pay(low, high, "LKR", "month", SRI_LANKA, changes)


def fact(kind: str, value: str, number: int | None = None, market: str = STATES) -> Fact:
    """A fact besides pay."""
    low = None if number is None else Decimal(number)
    return Fact(kind, value, low, low, market=market)


def _pay(
    low: int, high: int, currency: str, period: str, market: str, changes: Mapping[str, Any]
) -> Pay:
    fields: dict[str, Any] = {"currency": currency, "period": period, "market": market}
    return Pay(Decimal(low), Decimal(high), **(fields | dict(changes)))


def _passage(stated: Pay | Fact, document: str, role: str, number: int) -> Passage:
    plain = make_passage(
        f"{stated.kind} {number}",
        document=document,
        number=number,
        role=role,
        heading=(stated.kind,),
        pay=(stated,) if isinstance(stated, Pay) else (),
    )
    fields = {name: getattr(plain, name) for name in Passage.__slots__}
    facts = (stated,) if isinstance(stated, Fact) else ()
    return Passage(**(fields | {"facts": facts}))


def _year(source: str) -> str | None:
    digits = "".join(c for c in source if c.isdigit())
    return digits or None
