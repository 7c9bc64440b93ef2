"""From what was noted on the way to an answer to its explanation; searches and embeds nothing."""

import re
from collections.abc import Mapping, Sequence
from heapq import nlargest

from bot.dialogue import Request
from bot.explanation import (
    Explanation,
    Found,
    FoundPassage,
    Name,
    Origin,
    Understood,
    UsedFact,
    UsedSource,
)
from bot.money_text import pay_text
from bot.outcome import Outcome
from bot.recognizer import LONGEST, Recognition
from bot.state import State
from bot.tracing import Check, Search
from bot.types import Answer, AnswerFact, AnswerSource
from knowledge.models import Pay, Role
from retrieval.keywords import tokens
from retrieval.types import Hit

_WORD = re.compile(r"\w+")
_LIKELIEST = 5
# Enough to tell thresholds from what nearly reaches them.
_DIGITS = 4


def explain(
    answer: Answer, outcome: Outcome, before: State, origin: Origin, roles: Mapping[str, Role]
) -> Explanation:
    """Return how an answer came about, in the state that the conversation was in `before`."""
    trace, request = outcome.trace, outcome.request
    return Explanation(
        asked=_encodable(" ".join(answer.question[:LONGEST].split())),
        status=answer.status.value,
        origin=origin,
        understood=_understood(trace.recognition, outcome, roles) if trace.recognition else None,
        carried=_carried(request, before, roles) if request else {},
        assumed=answer.assumptions,
        thresholds=tuple(map(_rounded_check, trace.checks)),
        searches=tuple(_found(search, answer.sources) for search in trace.searches),
        facts=tuple(map(_used_fact, answer.facts)),
        sources=tuple(map(_used_source, answer.sources)),
        refused=trace.refused,
        elapsed_ms=round(answer.elapsed_ms, 1),
    )


def _encodable(text: str) -> str:
    """The text with a mark for each half of a surrogate pair, which no JSON holds."""
    return text.encode("utf-8", "replace").decode()


def _understood(
    recognition: Recognition, outcome: Outcome, roles: Mapping[str, Role]
) -> Understood:
    said, request = recognition.utterance, outcome.request
    leans = recognition.search.removesuffix(said.text).strip()
    return Understood(
        text=said.text,
        intent=outcome.intent,
        confidence=round(recognition.confidence, _DIGITS),
        likeliest=_likeliest(recognition.labels),
        names=tuple(
            Name(m.kind, m.value, said.text[m.start : m.end], m.start, m.end, m.slips)
            for m in said.names
        ),
        occupation=recognition.other_occupation,
        strangers=_as_said(recognition),
        several=recognition.several,
        leans_on=leans or None,
        role=roles[request.role].name if request else None,
        compared=tuple(roles[role].name for role in request.compared) if request else (),
        levels=request.levels if request else (),
        markets=request.markets if request else (),
        topics=_likeliest(request.topics) if request else {},
    )


def _as_said(recognition: Recognition) -> tuple[str, ...]:
    """The words that nobody knows, as the message has them: the recogniser knows their stems."""
    strange = set(recognition.strangers)
    if not strange:
        return ()
    words = dict.fromkeys(_WORD.findall(recognition.utterance.without_names))
    return tuple(word for word in words if not strange.isdisjoint(tokens(word)))


def _carried(request: Request, before: State, roles: Mapping[str, Role]) -> dict[str, str]:
    """What the question leaves open and the turns before it had settled."""
    said = request.recognition.utterance
    slots = {
        "role": roles[request.role].name
        if before.role == request.role and not said.roles
        else None,
        "level": _same(before.levels, request.levels, named=said.named("level") or said.years),
        "market": _same(before.markets, request.markets, named=said.named("market")),
        "topic": before.topic
        if before.topic == request.topic and request.topics != request.recognition.topics
        else None,
    }
    return {slot: value for slot, value in slots.items() if value}


def _same(before: Sequence[str], now: Sequence[str], *, named: object) -> str | None:
    """What stands now as it stood before, unless the question names it itself."""
    return ", ".join(now) if not named and tuple(before) == tuple(now) else None


def _likeliest(shares: Mapping[str, float]) -> dict[str, float]:
    first = nlargest(_LIKELIEST, shares.items(), key=lambda item: item[1])
    return {name: round(float(share), _DIGITS) for name, share in first}


def _rounded_check(check: Check) -> Check:
    return Check(check.name, round(check.value, _DIGITS), check.least, check.passed)


def _found(search: Search, sources: Sequence[AnswerSource]) -> Found:
    query = search.query
    shown = {(source.document, source.section) for source in sources}
    return Found(
        text=query.text,
        role=query.role,
        level=query.level,
        market=query.market,
        topics=_likeliest(query.topics),
        hits=tuple(_found_passage(hit, shown) for hit in search.hits),
    )


def _found_passage(hit: Hit, shown: set[tuple[str, str]]) -> FoundPassage:
    section = " › ".join(hit.passage.heading)
    return FoundPassage(
        passage=hit.passage.id,
        section=section,
        topic=hit.passage.topic,
        score=round(float(hit.score), _DIGITS),
        similarity=round(float(hit.similarity), _DIGITS),
        meaning_rank=hit.meaning_rank,
        word_rank=hit.word_rank,
        bonus=round(float(hit.bonus), _DIGITS),
        named=hit.named,
        shown=(hit.passage.document, section) in shown,
    )


def _used_fact(fact: AnswerFact) -> UsedFact:
    stated = fact.stated
    return UsedFact(
        kind=stated.kind,
        words=pay_text(stated) if isinstance(stated, Pay) else stated.value,
        role=fact.role,
        level=stated.level,
        market=stated.market,
        as_of=stated.as_of,
        source=fact.source,
    )


def _used_source(source: AnswerSource) -> UsedSource:
    return UsedSource(source.id, source.title, source.document, source.section, source.as_of)
