"""What one may ask next: whole questions, so that a button asks them as they stand."""

from collections.abc import Iterable, Iterator

from bot.dialogue import Request
from bot.expertise import Expertise
from bot.wording import in_market, phrases, with_article
from knowledge.topics import neighbours_of

_MOST = 3
# A topic so likely may have been meant instead of the one answered.
_MEANT_TOO = 0.15
# After a refusal more is offered: nothing else stands in the message.
_INSTEAD = 4


def follow_ups(request: Request, expertise: Expertise) -> tuple[str, ...]:
    """Return questions that the documents can answer and that lie near this one."""
    found = [*_for_other_roles(request, expertise)]
    found += _pay_questions(request, expertise) if request.topic == "pay" else []
    return tuple(dict.fromkeys([*found, *_topics(request, expertise)]))[:_MOST]


def _for_other_roles(request: Request, expertise: Expertise) -> tuple[str, ...]:
    """The same question about the roles that may have been meant."""
    said = " ".join(request.recognition.utterance.without_roles.strip(" ?.!").split())
    question = f"{said[:1].upper()}{said[1:]}"
    template = phrases()["follow_ups"]["other_role"]
    return tuple(
        template.format(question=question, role=expertise.roles[role].name)
        for role in request.alternatives[:_MOST]
    )


def _pay_questions(request: Request, expertise: Expertise) -> list[str]:
    """The same pay one level up or down, where a figure stands for it."""
    market = request.market or request.default_market or ""
    role = with_article(expertise.roles[request.role].name)
    words = phrases()
    levels = [
        fact.level
        for fact, _ in expertise.pay(request.role)
        if fact.market == market and fact.level and fact.level not in request.levels
    ]
    template = words["follow_ups"]["pay_level"]
    return [
        template.format(level=words["levels"][level], role=role, where=in_market(market))
        for level in dict.fromkeys(levels)
    ][:2]


def _topics(request: Request, expertise: Expertise) -> list[str]:
    """A question on each topic that the role's documents cover: neighbours first, then others."""
    # what else may have been meant comes first
    meant = [topic for topic, share in request.topics.items() if share >= _MEANT_TOO]
    first = (*meant, *neighbours_of(request.topic))
    return list(topic_questions(request.role, expertise, first=first, without=request.topic))


def topic_questions(
    role: str, expertise: Expertise, first: Iterable[str] = (), without: str | None = None
) -> Iterator[str]:
    """Return a whole question on each topic that a role's documents cover, the likeliest first."""
    asked = topic_questions_of(role, expertise, (*first, *phrases()["follow_ups"]["topics"]))
    yield from (question for topic, question in asked.items() if topic != without)


def topic_questions_of(role: str, expertise: Expertise, topics: Iterable[str]) -> dict[str, str]:
    """Return the whole question on each of these topics that a role's documents cover."""
    there = {passage.topic for passage in expertise.passages(role)}
    asked: dict[str, str] = phrases()["follow_ups"]["topics"]
    name = with_article(expertise.roles[role].name)
    return {t: asked[t].format(role=name) for t in topics if t in there and t in asked}


def instead(role: str, expertise: Expertise, topic: str | None = None) -> tuple[str, ...]:
    """Return questions that can be answered, after one on a topic that could not."""
    near = neighbours_of(topic)
    return tuple(topic_questions(role, expertise, first=near, without=topic))[:_INSTEAD]


def instead_in(markets: Iterable[str], role: str, expertise: Expertise) -> tuple[str, ...]:
    """Return the question on pay for each market that a role's documents have figures on."""
    paid = {fact.market for fact, _ in expertise.pay(role)}
    template = phrases()["follow_ups"]["pay_market"]
    name = with_article(expertise.roles[role].name)
    return tuple(
        template.format(role=name, where=in_market(market)) for market in markets if market in paid
    )[:_INSTEAD]


def instead_of_role(roles: Iterable[str]) -> tuple[str, ...]:
    """Return what can be asked of the roles whose names are nearest to an unknown one."""
    template = phrases()["follow_ups"]["topics"]["summary"]
    return tuple(template.format(role=with_article(name)) for name in roles)[:_INSTEAD]
