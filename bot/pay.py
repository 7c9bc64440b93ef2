"""Which pay facts answer a question, which stand beside them, and what is missing."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.dialogue import Request
from bot.parts import part_said, parts_of
from knowledge.lexicon import GLOBAL
from knowledge.models import Passage, Pay
from knowledge.money import period_of
from knowledge.names import folded
from retrieval.keywords import tokens

Stated = tuple[Pay, Passage]

# More lines than this on the side are not read on a phone.
_OTHERS = 13
# Of these lines on parts of the role: its industries, its members.
_PARTS = 6
_SEVERAL = 2
# A range says most, then what is in the middle, then the ends.
_ORDER = ("range", "median", "average", "low", "p10", "p25", "p75", "p90", "high")
_SAME_BASIS = {"low": ("low", "p10"), "high": ("high", "p90")}
_ENDS: dict[str, Callable[[Iterable[Decimal]], Decimal]] = {"low": min, "high": max}


@dataclass(frozen=True, slots=True)
class PayFinding:
    """The facts for a question about pay."""

    asked: tuple[Stated, ...] = ()
    """What was asked for, in the documents' order."""
    others: tuple[Stated, ...] = ()
    """What else the documents say on it: other markets, other sources."""
    missing_markets: tuple[str, ...] = ()
    """Markets asked for that no figure stands for."""
    missing_level: str | None = None
    """The level asked for, where the market asked for has figures but none of that level."""


def find_pay(request: Request, stated: Iterable[Stated]) -> PayFinding:
    """Return what the facts say to a request; figures that disagree stay side by side."""
    everything = _distinct(stated)
    facts = [s for s in everything if s[0].engagement == "employment"]
    markets = {fact.market for fact, _ in facts}
    missing = tuple(m for m in request.markets if m not in markets)
    wanted = tuple(m for m in request.markets if m in markets)
    if missing and not wanted:
        return PayFinding(missing_markets=missing)
    asked = _of_period(request, _asked(request, facts, wanted))
    asked.sort(key=lambda s: _order(request, s[0]))
    missing_level = None
    if asked and request.levels and not any(f.level in request.levels for f, _ in asked):
        missing_level = request.levels[0]
    beside = [s for s in everything if s not in asked and _beside(request, s[0])]
    parts = [s for s in beside if s[0].of_a_part]
    parts = sorted(parts, key=lambda s: -_shared_words(request, s))[:_PARTS]
    others = [s for s in beside if not s[0].of_a_part or s in parts]
    if asked and wanted and request.named_market:
        others = [s for s in others if s[0].market in wanted or s[0].market is None]
    others.sort(key=lambda s: _nearness(request, s[0]))
    return PayFinding(tuple(asked), tuple(others[:_OTHERS]), missing, missing_level)


def find_freelance(stated: Iterable[Stated]) -> tuple[Stated, ...]:
    """Return the facts on freelance earnings."""
    return tuple(_distinct(s for s in stated if s[0].engagement == "freelance"))


def _distinct(stated: Iterable[Stated]) -> list[Stated]:
    """Facts without those that a document repeats."""
    seen: dict[tuple[object, ...], Stated] = {}
    for fact, passage in stated:
        key = (fact.low, fact.high, fact.currency, fact.level, fact.market, passage.document)
        seen.setdefault(key, (fact, passage))
    return list(seen.values())


def _asked(request: Request, facts: list[Stated], wanted: tuple[str, ...]) -> list[Stated]:
    """The first narrowing that leaves something, the narrowest first."""
    levels, default = request.levels, request.default_market
    bases = [b for name in request.bases for b in _SAME_BASIS.get(name, (name,))]
    everything = facts
    by_title = _of_title(request, facts)
    by_title = _keep(by_title, lambda f: not wanted or f.market in wanted)
    facts = _keep(facts, lambda f: not f.of_a_part) or facts
    by_basis = _keep(facts, lambda f: f.basis in bases)
    narrowings = [
        _keep(by_title, lambda f: f.level in levels or f.basis in bases),
        by_title,
    ]
    if levels and wanted:
        narrowings.append(_keep(facts, lambda f: f.level in levels and f.market in wanted))
    if by_basis and not levels:
        narrowings.append(_keep(by_basis, lambda f: not wanted or f.market in wanted))
        if GLOBAL in wanted:
            narrowings.append(_keep(by_basis, lambda f: f.market is None))
    if wanted and not levels:
        narrowings.append(_at_the_end(request, _keep(facts, lambda f: f.market in wanted)))
    if wanted:
        narrowings.append(_keep(facts, lambda f: f.market in wanted))
        # of a part of the role, but where it was asked for
        narrowings.append(_keep(everything, lambda f: f.market in wanted))
    if levels:
        narrowings.append(_keep(facts, lambda f: f.level in levels and f.market == default))
        narrowings.append(_keep(facts, lambda f: f.level in levels))
    narrowings.append(_keep(facts, lambda f: f.market == default))
    narrowings.append(facts)
    return next((kept for kept in narrowings if kept), [])


def _at_the_end(request: Request, facts: list[Stated]) -> list[Stated]:
    """Of ranges the highest or the lowest, where that end is asked for and no figure is called it.

    Where sums differ in currency or period none is the highest.
    """
    if len(request.bases) != 1 or request.bases[0] not in _ENDS:
        return []
    end = request.bases[0]
    ranges = _keep(facts, lambda f: f.basis == "range" and getattr(f, end) is not None)
    comparable = len({(fact.currency, fact.period) for fact, _ in ranges}) == 1
    if not comparable or len(ranges) < _SEVERAL:
        return []
    furthest = _ENDS[end](getattr(fact, end) for fact, _ in ranges)
    return _keep(ranges, lambda f: getattr(f, end) == furthest)


def _of_title(request: Request, facts: list[Stated]) -> list[Stated]:
    """The figures whose job title the question says, else those of the part that it tells apart.

    The role's own name tells no part: primary school teachers are not those in elementary schools.
    """
    if named := _titles_said(request, facts):
        return _keep(facts, lambda f: not named.isdisjoint(map(folded, f.titles)))
    part = part_said(request.recognition.utterance.without_roles, parts_of(facts))
    return _keep(facts, lambda f: f.of_a_part and " ".join(f.titles) in part)


def _titles_said(request: Request, facts: Iterable[Stated]) -> frozenset[str]:
    """Return the job titles that the question says, in small letters, the fullest of those alike.

    "Software engineer intern" is no software engineer. The role's own name names no figure in
    particular, nor does what is a part of it.
    """
    own = folded(request.role.replace("-", " "))
    text = folded(request.recognition.utterance.text).replace(own, " ")
    titles = {folded(title) for fact, _ in facts for title in fact.titles} - {own}
    said = {title for title in titles if re.search(rf"\b{re.escape(title)}\b", text)}
    return frozenset(
        title
        for title in said
        if not any(title != other and f" {title} " in f" {other} " for other in said)
    )


def _order(request: Request, fact: Pay) -> tuple[int, int, bool]:
    """Markets as they were asked for; in each what is in the middle before the ends."""
    named = fact.market in request.markets
    place = request.markets.index(str(fact.market)) if named else len(request.markets)
    return place, _ORDER.index(fact.basis), fact.period == "hour"


def _shared_words(request: Request, stated: Stated) -> int:
    """How many words a part's figure, with the line above it, shares with the question."""
    fact, passage = stated
    asked = set(tokens(request.recognition.utterance.text))
    return len(asked & set(tokens(f"{' '.join(fact.titles)} {passage.lead}")))


def _of_period(request: Request, facts: list[Stated]) -> list[Stated]:
    """Those by the hour where the hour is asked for, and so on; all where none is."""
    period = period_of(request.recognition.utterance.text)
    return _keep(facts, lambda f: f.period == period) or facts


def _keep(facts: list[Stated], test: Callable[[Pay], bool]) -> list[Stated]:
    return [(fact, passage) for fact, passage in facts if test(fact)]


def _beside(request: Request, fact: Pay) -> bool:
    """Whether a fact belongs beside the answer: of the same level, or of no one level."""
    if fact.market in request.recognition.utterance.other_markets:
        return False
    if fact.engagement != "employment":
        return not request.levels  # what freelancers earn is of no level
    return not request.levels or fact.level in request.levels or fact.level is None


def _nearness(request: Request, fact: Pay) -> tuple[bool, ...]:
    return (
        fact.engagement != "employment",
        fact.basis not in request.bases,
        bool(request.levels) and fact.level not in request.levels,
        fact.market is None,
        fact.of_a_part,
    )
