"""Pay facts to lines as a phone shows them: equal figures once, the hour beside the year.

Figures that differ keep a line each; nothing is averaged and nothing left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.citations import Citations, Cited
from bot.exchange import Exchange
from bot.money_text import amount_text, converted_text, pay_text, period_text, rate_text
from bot.pay import Stated
from bot.types import AnswerFact
from bot.wording import level_named, market_named, phrases
from knowledge.models import Pay

# A line tells of these together: what the ends of the scale earn, by one source.
_SHARES = ("p10", "p25", "p75", "p90")
_YEAR_AND_HOUR = (["year", "hour"], ["hour", "year"])


@dataclass(frozen=True, slots=True)
class PayLine:
    """One line of an answer on pay."""

    amount: str
    """As the documents state it."""
    beside: tuple[str, ...]
    """The same by the hour."""
    approximate: str
    """About as much in the asker's currency; empty where it is theirs, or no rate is set."""
    kind: str
    level: str
    titles: tuple[str, ...]
    whom: str
    """The role, or the part of it; empty where the line before tells."""
    market: str
    """Empty where the line before tells."""
    cited: tuple[Cited, ...]
    facts: tuple[AnswerFact, ...]
    fact: str = "pay"
    """The name of its wording."""

    @property
    def words(self) -> tuple[str, ...]:
        """What stands after the amount."""
        return tuple(filter(None, (self.kind, self.level, self._title, self.whom, self.market)))

    @property
    def untitled(self) -> tuple[str, ...]:
        """The same where the job titles have a line of their own."""
        return tuple(filter(None, (self.kind, self.level, self.whom, self.market)))

    @property
    def _title(self) -> str:
        if not self.titles:
            return ""
        words = phrases()["titles"]
        named = " / ".join(self.titles)
        return str(words["one" if len(self.titles) == 1 else "more"]).format(titles=named)


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """What the lowest and the highest paid earn, by one source, in one line."""

    shares: tuple[str, ...]
    period: str
    whom: str
    level: str
    market: str
    cited: tuple[Cited, ...]
    facts: tuple[AnswerFact, ...]
    fact: str = "spread"

    @property
    def words(self) -> tuple[str, ...]:
        """What stands before the shares."""
        return tuple(filter(None, (self.whom, self.level)))


@dataclass(frozen=True, slots=True)
class _Group:
    """One figure, with all the passages that state it, and the same figure by the hour."""

    stated: tuple[Stated, ...]
    hourly: tuple[Stated, ...] = ()

    @property
    def pay(self) -> Pay:
        return self.stated[0][0]

    @property
    def everything(self) -> tuple[Stated, ...]:
        return (*self.stated, *self.hourly)


def pay_lines(
    stated: Sequence[Stated], citations: Citations, exchange: Exchange, *, named: bool = True
) -> tuple[PayLine, ...]:
    """Return the lines for facts in their order, the newest first of those alike but for date.

    Where the role is not `named`, only parts of it are.
    """
    groups = _with_hours(_side_by_side(stated, citations))
    lines = [_line(group, citations, exchange, named=named) for group in groups]
    told = [None, *lines]
    return tuple(_unrepeated(line, before) for before, line in zip(told, lines, strict=False))


def spread_lines(
    stated: Sequence[Stated], citations: Citations, *, named: bool = True, market: str = ""
) -> tuple[SpreadLine, ...]:
    """Return the lines for shares of those paid: each source's together, the newest first.

    `market` is the one that goes without saying.
    """
    groups: dict[tuple[object, ...], list[Stated]] = {}
    for fact, passage in stated:
        key = (
            passage.role,
            passage.document,
            *_whose(fact),
            fact.currency,
            fact.period,
            fact.as_of,
        )
        groups.setdefault(key, []).append((fact, passage))
    heads = _side_by_side([group[0] for group in groups.values()], citations)
    ordered = sorted(groups.values(), key=lambda group: heads.index(group[0]))
    lines = (_spread(group, citations, named=named) for group in ordered)
    return tuple(replace(line, market="") if line.market == market else line for line in lines)


def without_shares(stated: Iterable[Stated]) -> tuple[list[Stated], list[Stated]]:
    """Return the facts that say what is usual, and those on the lowest and highest paid."""
    facts = list(stated)
    usual = [s for s in facts if s[0].basis not in _SHARES]
    shares = [s for s in facts if s[0].basis in _SHARES]
    return usual, shares


def _side_by_side(stated: Sequence[Stated], citations: Citations) -> list[Stated]:
    """Facts in their order, those that are alike but for their figure next to each other.

    Of these the newest comes first; where one has no date nobody knows which is, and the order
    stays.
    """
    alike: dict[tuple[object, ...], list[Stated]] = {}
    for fact, passage in stated:
        titles = tuple(title.casefold() for title in fact.titles) if fact.of_a_part else ()
        key = (passage.role, fact.market, fact.level, fact.engagement, fact.basis, titles)
        alike.setdefault(key, []).append((fact, passage))
    return [one for group in alike.values() for one in _newest_first(group, citations)]


def _newest_first(alike: list[Stated], citations: Citations) -> list[Stated]:
    dated = [citations.dated(fact, passage) for fact, passage in alike]
    days = [found.last for found in dated if found and found.last]
    if len(days) < len(alike):
        return alike
    order = sorted(range(len(alike)), key=days.__getitem__, reverse=True)
    return [alike[n] for n in order]


def _figure(fact: Pay) -> tuple[object, ...]:
    return fact.low, fact.high, fact.open_ended, fact.currency, fact.period


def _whose(fact: Pay) -> tuple[object, ...]:
    return fact.market, fact.level, fact.engagement, fact.titles


def _with_hours(stated: Sequence[Stated]) -> list[_Group]:
    """Equal figures together, and each hourly figure beside the yearly one of the same source."""
    groups: dict[tuple[object, ...], _Group] = {}
    for fact, passage in stated:
        key = (passage.role, *_figure(fact), fact.basis, *_whose(fact))
        before = groups.get(key)
        groups[key] = _Group((*(before.stated if before else ()), (fact, passage)))
    pairs = _pairs(groups.values())
    hours = {id(hour) for _, hour in pairs.values()}
    return [
        replace(group, hourly=pairs[id(group)][1].stated) if id(group) in pairs else group
        for group in groups.values()
        if id(group) not in hours
    ]


def _pairs(groups: Iterable[_Group]) -> dict[int, tuple[_Group, _Group]]:
    """By the yearly figure's identity: it and the one hourly figure of the same statement."""
    statements: dict[tuple[object, ...], list[_Group]] = {}
    for group in groups:
        statements.setdefault(_source(group), []).append(group)
    return {
        id(year): (year, hour)
        for found in statements.values()
        if [group.pay.period for group in found] in _YEAR_AND_HOUR
        for year, hour in [sorted(found, key=lambda group: group.pay.period == "hour")]
    }


def _source(group: _Group) -> tuple[object, ...]:
    """What a yearly and an hourly figure share where they are one statement."""
    documents = tuple(
        (fact.as_of, passage.role, passage.document) for fact, passage in group.stated
    )
    return (group.pay.basis, group.pay.currency, *_whose(group.pay), *documents)


def _line(group: _Group, citations: Citations, exchange: Exchange, *, named: bool) -> PayLine:
    pay = group.pay
    rate = exchange.rate(pay.currency)
    return PayLine(
        amount=pay_text(pay),
        beside=tuple(dict.fromkeys(pay_text(fact) for fact, _ in group.hourly)),
        approximate=f"{converted_text(pay, rate)} at {rate_text(rate)}" if rate else "",
        kind=_kind(pay),
        level=level_named(pay.level) if pay.level else "",
        titles=() if pay.of_a_part else pay.titles,
        whom=_whom(group.stated[0], citations, named=named),
        market=market_named(pay.market),
        cited=citations.cited(group.stated),
        facts=citations.facts(group.everything),
    )


def _spread(group: list[Stated], citations: Citations, *, named: bool) -> SpreadLine:
    ordered = sorted(group, key=lambda stated: _SHARES.index(stated[0].basis))
    pay = ordered[0][0]
    words = phrases()["shares"]
    return SpreadLine(
        shares=tuple(words[fact.basis].format(amount=amount_text(fact)) for fact, _ in ordered),
        period=period_text(pay),
        whom=_whom(ordered[0], citations, named=named),
        level=level_named(pay.level) if pay.level else "",
        market=market_named(pay.market),
        cited=citations.cited(ordered[:1]),
        facts=citations.facts(ordered),
    )


def _unrepeated(line: PayLine, before: PayLine | None) -> PayLine:
    """The line without role and market, where the line before has said the same."""
    if before is None or (line.whom, line.market) != (before.whom, before.market):
        return line
    return replace(line, whom="", market="")


def _kind(pay: Pay) -> str:
    words = phrases()
    if pay.engagement == "freelance":
        return str(words["freelance"])
    return str(words["bases"].get(pay.basis, ""))


def _whom(stated: Stated, citations: Citations, *, named: bool) -> str:
    pay, passage = stated
    if pay.of_a_part:
        return ", ".join(pay.titles)
    return citations.library.roles[passage.role].name if named else ""
