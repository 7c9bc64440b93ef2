"""Facts and passages to an answer's words, figures and numbered sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Any

from bot.blocks import Said, blocks
from bot.citations import Citations
from bot.exchange import Exchange
from bot.expertise import Expertise
from bot.extracts import Extract
from bot.fact_lines import FactLine, fact_lines
from bot.first_word import first_word
from bot.followups import instead, instead_in, instead_of_role
from bot.pay import PayFinding, Stated
from bot.pay_lines import PayLine, SpreadLine, pay_lines, spread_lines, without_shares
from bot.stated import StatedFact
from bot.telling import PLAINLY, Telling
from bot.types import AnswerFact, AnswerSource, Status
from bot.wording import in_market, level_named, market_named, phrases, render_html
from knowledge.models import Pay
from knowledge.money import find_money
from knowledge.topics import load_topics

_Line = PayLine | SpreadLine | FactLine
_TOPICS_NAMED = 14


@dataclass(frozen=True, slots=True)
class Summary:
    """An answer before it knows its question's bookkeeping."""

    status: Status
    html: str
    facts: tuple[AnswerFact, ...] = ()
    sources: tuple[AnswerSource, ...] = ()
    follow_ups: tuple[str, ...] = ()


def summarize_pay(
    finding: PayFinding,
    role: str,  # noqa: ARG001 - each passage knows its role
    assumptions: Sequence[str],
    expertise: Expertise,
    telling: Telling = PLAINLY,
) -> Summary:
    """Return the answer that states pay facts: those asked for first, the others beside them."""
    citations = Citations(expertise, telling.day)
    usual, shares = without_shares(finding.asked)
    asked = pay_lines(usual or shares, citations, telling.exchange)
    market = asked[0].market if asked else ""
    spread = spread_lines(shares, citations, named=False, market=market) if usual else ()
    rest, ends = without_shares(finding.others)
    others = pay_lines(rest, citations, Exchange(), named=False)
    others_spread = spread_lines(ends, citations, named=False)
    sources = citations.sources()
    text = render_html(
        "pay",
        asked=asked,
        spread=spread,
        others=others,
        others_spread=others_spread,
        missing_level=finding.missing_level and level_named(finding.missing_level),
        market=market,
        missing_markets=finding.missing_markets,
        assumptions=assumptions,
        sources=sources,
    )
    incomplete = finding.missing_level or finding.missing_markets
    return Summary(
        status=Status.PARTIAL if incomplete else Status.ANSWERED,
        html=text,
        facts=_stated(asked, spread, others, others_spread),
        sources=sources,
    )


def summarize_passages(
    found: Sequence[Extract],
    facts: Sequence[Stated | StatedFact],
    role: str,
    assumptions: Sequence[str],
    expertise: Expertise,
    telling: Telling = PLAINLY,
) -> Summary:
    """Return the answer of facts and quoted passages: lists as lists, prose as sentences."""
    citations = Citations(expertise, telling.day)
    first = first_word(telling, facts, found, role, expertise)
    lines = _lines(first.facts, citations, telling)
    if first.word and not first.evidence:
        lines = _led(lines)
    said = Said.of(facts)
    evidence = first.evidence and {
        "line": first.evidence[0],
        "source": citations.number(first.evidence[1]),
    }
    if first.evidence:
        said.evidence = first.evidence[0]
    shown = blocks(found, said, citations)
    sources = citations.sources()
    text = render_html(
        "passages",
        missing=_label(telling.missing),
        verdict=first.word and phrases()["verdicts"][first.word],
        evidence=evidence,
        facts=lines,
        blocks=shown,
        role=expertise.roles[role].name,
        assumptions=assumptions,
        sources=sources,
    )
    stated = tuple(fact for line in lines for fact in line.facts)
    quoted = _facts_shown(found, stated, citations, expertise)
    return Summary(Status.ANSWERED, text, stated + quoted, sources)


def _stated(*lines: Sequence[PayLine | SpreadLine]) -> tuple[AnswerFact, ...]:
    """The facts of lines in the order of the text."""
    return tuple(fact for line in chain(*lines) for fact in line.facts)


def _led(lines: tuple[_Line, ...]) -> tuple[_Line, ...]:
    """The lines with the first one going on after a yes or a no."""
    first = lines[0]
    return (replace(first, led=True), *lines[1:]) if isinstance(first, FactLine) else lines


def _lines(
    facts: Sequence[Stated | StatedFact], citations: Citations, telling: Telling
) -> tuple[_Line, ...]:
    """The facts' lines, in their order as far as those of a kind go."""
    found: list[_Line] = []
    for is_pay, run in groupby(facts, key=lambda stated: isinstance(stated[0], Pay)):
        stated: list[Any] = list(run)
        if not is_pay:
            found += fact_lines(stated, citations)
            continue
        usual, shares = without_shares(stated)
        found += pay_lines(usual or shares, citations, telling.exchange)
        found += spread_lines(shares, citations) if usual else ()
    return tuple(found)


def _facts_shown(
    found: Sequence[Extract],
    before: Sequence[AnswerFact],
    citations: Citations,
    expertise: Expertise,
) -> tuple[AnswerFact, ...]:
    """The typed facts of the lines quoted: JSON carries the figures shown, and no other."""
    stated = {fact.stated for fact in before}
    shown = (
        (fact, extract.passage)
        for extract in found
        for fact in _stated_by(extract, expertise)
        if fact not in stated
    )
    return tuple(dict.fromkeys(citations.facts(shown)))


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
    """Return the answer that the documents have nothing on a market, and what they have."""
    there = tuple(known)
    offered = instead_in(there, role, expertise) if topic == "pay" else ()
    html = render_html(
        "no_market",
        topic=_label(topic) or "that",
        markets=[in_market(market) for market in markets],
        role=expertise.roles[role].name,
        known=[market_named(market) for market in there],
    )
    offered = offered or instead(role, expertise, topic)
    return Summary(Status.NO_ANSWER, html, follow_ups=offered)


def refuse(template: str, expertise: Expertise, role: str, **values: Any) -> Summary:
    """Return an honest refusal that names what there is instead, and offers it.

    A `topic` among the values is the one that was clearly asked for.
    """
    topic = values.pop("topic", None)
    text = render_html(template, **_offer(expertise, role), topic=_label(topic), **values)
    offered: tuple[str, ...] = ()
    if template == "no_topic":
        offered = instead(role, expertise, topic)
    elif template == "no_role" and len(expertise.roles) > 1:
        offered = instead_of_role(values.get("nearest", ()))
    return Summary(Status.NO_ANSWER, text, follow_ups=offered)


def _label(topic: str | None) -> str:
    topics = load_topics()
    return topics[topic].label if topic in topics else ""


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
