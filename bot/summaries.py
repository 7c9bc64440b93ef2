"""Facts and passages to an answer's words, figures and numbered sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.expertise import Expertise
from bot.extracts import Extract
from bot.money_text import pay_text
from bot.pay import PayFinding, Stated
from bot.stated import StatedFact
from bot.types import AnswerFact, AnswerSource, Status
from bot.wording import phrases, render_html
from knowledge.facts.kinds import load_kinds
from knowledge.lexicon import GLOBAL
from knowledge.models import Fact, Passage, Pay
from knowledge.money import find_money
from knowledge.topics import load_topics

_QUOTE = 300
_TOPICS_NAMED = 14


@dataclass(frozen=True, slots=True)
class Summary:
    """An answer before it knows its question's bookkeeping."""

    status: Status
    html: str
    facts: tuple[AnswerFact, ...] = ()
    sources: tuple[AnswerSource, ...] = ()
    follow_ups: tuple[str, ...] = ()


@dataclass(slots=True)
class _Citations:
    """Numbers the passages that an answer draws on, in the order they are first used."""

    expertise: Expertise
    passages: list[Passage] = field(default_factory=list)

    def number(self, passage: Passage) -> int:
        place = (passage.document, passage.heading)
        for n, cited in enumerate(self.passages, 1):
            if (cited.document, cited.heading) == place:
                return n
        self.passages.append(passage)
        return len(self.passages)

    def sources(self) -> tuple[AnswerSource, ...]:
        return tuple(self._source(n, passage) for n, passage in enumerate(self.passages, 1))

    def _source(self, n: int, passage: Passage) -> AnswerSource:
        source = self.expertise.documents[passage.document].source
        quote = passage.text if len(passage.text) <= _QUOTE else f"{passage.text[:_QUOTE]}…"
        return AnswerSource(
            id=n,
            title=source.title,
            document=passage.document,
            section=" › ".join(passage.heading),
            quote=quote,
            as_of=source.as_of,
            address=source.address,
        )


def summarize_pay(
    finding: PayFinding, role: str, assumptions: Sequence[str], expertise: Expertise
) -> Summary:
    """Return the answer that states pay facts: those asked for first, the others beside them."""
    citations = _Citations(expertise)
    asked = [_line(stated, role, citations, expertise) for stated in finding.asked]
    others = [_line(stated, role, citations, expertise, named=False) for stated in finding.others]
    sources = citations.sources()
    text = render_html(
        "pay",
        asked=asked,
        others=others,
        missing_level=finding.missing_level and _level(finding.missing_level),
        market=asked[0]["market"] if asked else "",
        missing_markets=finding.missing_markets,
        assumptions=assumptions,
        sources=sources,
    )
    incomplete = finding.missing_level or finding.missing_markets
    return Summary(
        status=Status.PARTIAL if incomplete else Status.ANSWERED,
        html=text,
        facts=tuple(line["fact"] for line in (*asked, *others)),
        sources=sources,
    )


def summarize_passages(
    found: Sequence[Extract],
    facts: Sequence[Stated | StatedFact],
    role: str,
    assumptions: Sequence[str],
    expertise: Expertise,
) -> Summary:
    """Return the answer of facts and quoted passages: lists as lists, prose as sentences."""
    citations = _Citations(expertise)
    lines = [_fact_line(fact, passage, citations, expertise) for fact, passage in facts]
    blocks = [
        {
            "heading": extract.heading,
            "kind": extract.kind,
            "lead": extract.lead,
            "items": extract.items,
            "source": citations.number(extract.passage),
        }
        for extract in found
    ]
    sources = citations.sources()
    text = render_html(
        "passages",
        facts=lines,
        blocks=blocks,
        role=expertise.roles[role].name,
        assumptions=assumptions,
        sources=sources,
    )
    shown = tuple(line["fact"] for line in lines) + _facts_shown(
        found, lines, role, citations, expertise
    )
    return Summary(Status.ANSWERED, text, shown, sources)


def _facts_shown(
    found: Sequence[Extract],
    lines: Sequence[dict[str, Any]],
    role: str,
    citations: _Citations,
    expertise: Expertise,
) -> tuple[AnswerFact, ...]:
    """The typed facts of the lines quoted: JSON carries the figures shown, and no other."""
    stated = {line["fact"].stated for line in lines}
    shown = [
        (fact, citations.number(extract.passage))
        for extract in found
        for fact in _stated_by(extract, expertise)
        if fact not in stated
    ]
    name = expertise.roles[role].name
    return tuple(AnswerFact(fact, name, number) for fact, number in dict.fromkeys(shown))


def _stated_by(extract: Extract, expertise: Expertise) -> tuple[Pay, ...]:
    """The facts of an extract's section whose amounts stand in the lines it shows."""
    facts = [fact for p in expertise.section(extract.passage) for fact in p.pay]
    if not facts:
        return ()
    context = " › ".join((*extract.passage.heading, extract.lead))
    found = (money for line in extract.items for money in find_money(line, context=context))
    amounts = {(money.low, money.high) for money in found}
    return tuple(fact for fact in facts if (fact.low, fact.high) in amounts)


def refuse_market(
    topic: str | None, markets: Sequence[str], role: str, known: Iterable[str], expertise: Expertise
) -> Summary:
    """Return the answer that the documents have nothing on a market."""
    topics = load_topics()
    label = topics[topic].label if topic in topics else "that"
    return Summary(
        Status.NO_ANSWER,
        render_html(
            "no_market",
            topic=label,
            markets=markets,
            role=expertise.roles[role].name,
            known=[_market(market) for market in known],
        ),
    )


def refuse(template: str, expertise: Expertise, role: str, **values: Any) -> Summary:
    """Return an honest refusal that names what there is instead."""
    text = render_html(template, **_offer(expertise, role), **values)
    return Summary(Status.NO_ANSWER, text)


def small_talk(name: str, expertise: Expertise, role: str) -> Summary:
    """Return the answer to a greeting, thanks and the like."""
    return Summary(Status.SMALLTALK, render_html(f"smalltalk/{name}", **_offer(expertise, role)))


def clarify(template: str, expertise: Expertise, role: str, **values: Any) -> Summary:
    """Return the request to ask again in other words."""
    text = render_html(template, **_offer(expertise, role), **values)
    return Summary(Status.CLARIFICATION, text)


def _offer(expertise: Expertise, role: str) -> dict[str, Any]:
    """What every refusal and greeting can offer."""
    there = {p.topic for p in expertise.passages(role)}
    topics = [topic.label for topic in load_topics().values() if topic.id in there]
    return {
        "roles": [r.name for r in expertise.roles.values()],
        "role": expertise.roles[role].name,
        "topics": topics[:_TOPICS_NAMED],
        "example": phrases()["example"],
    }


def _line(
    stated: Stated, role: str, citations: _Citations, expertise: Expertise, *, named: bool = True
) -> dict[str, Any]:
    """A fact as a template's line; the role is named where it is not clear from a line before."""
    pay, passage = stated
    name = expertise.roles[role].name
    number = citations.number(passage)
    return {
        "amount": pay_text(pay),
        "who": _who(pay, name if named else "", expertise.documents[passage.document].source.title),
        "titles": () if pay.of_a_part else pay.titles,
        "market": _market(pay.market),
        "source": number,
        "fact": AnswerFact(pay, name, number),
    }


def _fact_line(
    fact: Pay | Fact, passage: Passage, citations: _Citations, expertise: Expertise
) -> dict[str, Any]:
    if isinstance(fact, Pay):
        return _line((fact, passage), passage.role, citations, expertise)
    name = expertise.roles[passage.role].name
    number = citations.number(passage)
    source = expertise.documents[passage.document].source.title
    level = _level(fact.level) if fact.level else ""
    parts = [load_kinds()[fact.kind].label, level, name, fact.market or "", fact.as_of or ""]
    return {
        "amount": fact.value,
        "who": f"{', '.join(filter(None, parts))} ({source})",
        "source": number,
        "fact": AnswerFact(fact, name, number),
    }


def _who(pay: Pay, role: str, source: str) -> str:
    """For example "senior level, Sri Lanka (Sri Lankan market profile)"."""
    words = phrases()
    kind = (
        words["freelance"] if pay.engagement == "freelance" else words["bases"].get(pay.basis, "")
    )
    whom = " / ".join(pay.titles) if pay.of_a_part else role
    level = _level(pay.level) if pay.level else ""
    parts = [kind, level, whom, _market(pay.market), pay.as_of or ""]
    return f"{', '.join(filter(None, parts))} ({source})"


def _level(level: str) -> str:
    return str(phrases()["levels"].get(level, level))


def _market(market: str | None) -> str:
    if market is None:
        return str(phrases()["market_not_stated"])
    return str(phrases()["global"]) if market == GLOBAL else market
