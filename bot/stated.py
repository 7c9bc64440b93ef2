"""Which facts besides pay answer a question: those of its topic, for its level and market."""

from collections.abc import Callable, Iterable, Sequence

from bot.dialogue import Request
from knowledge.facts.kinds import load_kinds
from knowledge.models import Fact, Passage
from retrieval.types import Vectors

StatedFact = tuple[Fact, Passage]

# So near to a fact's name is a question that asks for it; else what a person wants first of the
# topic comes first, which is the order of kinds.yaml.
_ASKED_FOR = 0.5
# More lines than this before the text are not read on a phone.
_MOST = 5


def find_facts(
    request: Request, stated: Iterable[StatedFact], encode: Callable[[Sequence[str]], Vectors]
) -> tuple[StatedFact, ...]:
    """Return the facts of the topic asked for, the one nearest to the question's words first.

    A fact of another level or market than the one asked for is no answer; one that says neither
    may be.
    """
    kinds = load_kinds()
    fitting = [
        (fact, passage)
        for fact, passage in stated
        if kinds[fact.kind].topic == request.topic and _fits(request, fact)
    ]
    distinct = _distinct(fitting)
    if len(distinct) > 1:
        nearness = [_nearness(request, fact, encode) for fact, _ in distinct]
        if max(nearness) < _ASKED_FOR:
            order = list(kinds)
            return tuple(sorted(distinct, key=lambda found: order.index(found[0].kind))[:_MOST])
        ranked = sorted(zip(nearness, distinct, strict=True), key=lambda pair: -pair[0])
        distinct = [found for _, found in ranked]
    return tuple(distinct[:_MOST])


def _nearness(request: Request, fact: Fact, encode: Callable[[Sequence[str]], Vectors]) -> float:
    """How near a question is to a fact, or to those that ask for its kind."""
    vectors = encode([said(fact), *load_kinds()[fact.kind].asked])
    return float((vectors @ request.recognition.vector).max())


def said(fact: Fact) -> str:
    """Return a fact as words, to compare with a question's."""
    return f"{load_kinds()[fact.kind].label}: {fact.value}"


def _fits(request: Request, fact: Fact) -> bool:
    level = not request.levels or fact.level is None or fact.level in request.levels
    # a country named turns ago is no reason to keep silent on what is known of another
    asked = request.markets if request.named_market else ()
    market = not asked or fact.market is None or fact.market in asked
    return level and market


def _distinct(stated: Iterable[StatedFact]) -> list[StatedFact]:
    """Of equal statements in one document the first; a document says a figure in several places."""
    seen: dict[tuple[object, ...], StatedFact] = {}
    for fact, passage in stated:
        figure = fact.low if fact.low is not None else fact.value.casefold()
        key = (fact.kind, figure, fact.level, fact.market, passage.document)
        seen.setdefault(key, (fact, passage))
    return list(seen.values())
