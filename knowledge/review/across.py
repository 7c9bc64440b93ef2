"""Reviews documents side by side: names that two roles share, and figures that differ."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal

from knowledge.documents import RawDocument, aliases_of
from knowledge.models import Pay, RoleDocument
from knowledge.names import folded
from knowledge.review.models import Finding, note, warning

_Key = tuple[str, ...]
_Figure = tuple[Decimal | None, Decimal | None, str | None]
"""Its ends, and of when it is."""


class Siblings:
    """All documents of a folder, by the names they give and by what they state."""

    def __init__(self, documents: Sequence[RoleDocument], raws: Mapping[str, RawDocument]) -> None:
        self._aliases = {id_: tuple(aliases_of(raw)) for id_, raw in raws.items()}
        self._owners: dict[str, dict[str, str]] = defaultdict(dict)
        self._stated: dict[_Key, dict[str, set[_Figure]]] = defaultdict(lambda: defaultdict(set))
        for document in documents:
            for name in (document.role.name, *self._aliases.get(document.id, ())):
                self._owners[folded(name)][document.role.id] = document.role.name
            for key, ends in _stated(document):
                self._stated[key][document.id].add(ends)

    def findings(self, document: RoleDocument) -> Iterator[Finding]:
        """Yield what a document has in common with others, or states otherwise than they do."""
        yield from self._shared_names(document)
        yield from self._disagreements(document)

    def _shared_names(self, document: RoleDocument) -> Iterator[Finding]:
        for alias in self._aliases.get(document.id, ()):
            owners = self._owners[folded(alias)]
            others = [name for role, name in owners.items() if role != document.role.id]
            if others:
                whose = " and ".join(map(repr, others[:2]))
                message = f"the alias {alias!r} is also a name of {whose}; keep it with one role"
                yield warning("shared_alias", message)

    def _disagreements(self, document: RoleDocument) -> Iterator[Finding]:
        for key in dict.fromkeys(key for key, _ in _stated(document)):
            by_document = self._stated[key]
            own = by_document[document.id]
            others = [id_ for id_, found in by_document.items() if _differ(own, found)]
            if others:
                more = f" and {len(others) - 1} more" if len(others) > 1 else ""
                told = f"{_told(own)}, but {_told(by_document[others[0]])} in {others[0]}{more}"
                what = " ".join(part for part in key[1:] if part)
                yield note("differs", f"{what}: {told}; answers show them side by side")


def _differ(own: Set[_Figure], other: Set[_Figure]) -> bool:
    """Whether figures differ that are not known to be of different times."""
    if {figure[:2] for figure in own} == {figure[:2] for figure in other}:
        return False
    dates, others = ({figure[2] for figure in figures} for figures in (own, other))
    return None in dates | others or bool(dates & others)


def _stated(document: RoleDocument) -> Iterator[tuple[_Key, _Figure]]:
    """What a document's figures are of, and the figures."""
    dated = document.source.as_of
    for passage in document.passages:
        for pay in passage.pay:
            if not pay.of_a_part:
                yield (document.role.id, *_of(pay)), (pay.low, pay.high, pay.as_of or dated)
        for fact in passage.facts:
            if fact.low is not None:
                key = (fact.kind, fact.level or "", fact.market or "", fact.unit or "")
                yield (document.role.id, *key), (fact.low, fact.high, fact.as_of or dated)


def _of(pay: Pay) -> _Key:
    freelance = "freelance" if pay.engagement == "freelance" else ""
    period = f"a {pay.period}" if pay.period else ""
    basis = "" if pay.basis == "range" else pay.basis
    return (freelance, pay.level or "", "pay", pay.market or "", pay.currency, period, basis)


def _told(found: Set[_Figure]) -> str:
    return ", ".join(sorted({_range(low, high) for low, high, _ in found}))


def _range(low: Decimal | None, high: Decimal | None) -> str:
    ends = [f"{end:,f}" for end in dict.fromkeys((low, high)) if end is not None]
    return " – ".join(ends)
