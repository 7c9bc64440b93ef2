"""What one may ask next: whole questions, so that a button asks them as they stand."""

from bot.dialogue import Request
from bot.expertise import Expertise
from bot.wording import phrases, with_article
from knowledge.lexicon import GLOBAL
from knowledge.topics import load_topics

_MOST = 3


def follow_ups(request: Request, expertise: Expertise) -> tuple[str, ...]:
    """Return questions that the documents can answer and that lie near this one."""
    found = [*_for_other_roles(request, expertise)]
    found += _pay_questions(request, expertise) if request.topic == "pay" else []
    return tuple([*found, *_neighbours(request, expertise)][:_MOST])


def _for_other_roles(request: Request, expertise: Expertise) -> tuple[str, ...]:
    """The same question about the roles that may have been meant."""
    said = request.recognition.utterance.without_roles.strip(" ?.!")
    template = phrases()["follow_ups"]["other_role"]
    return tuple(
        template.format(
            question=" ".join(said.split()).capitalize(), role=expertise.roles[role].name
        )
        for role in request.alternatives[:_MOST]
    )


def _pay_questions(request: Request, expertise: Expertise) -> list[str]:
    """The same pay one level up or down, where a figure stands for it."""
    market = request.market or request.default_market
    role = with_article(expertise.roles[request.role].name)
    words = phrases()
    where = words["global"] if market == GLOBAL else words["in_market"].format(market=market)
    levels = [
        fact.level
        for fact, _ in expertise.pay(request.role)
        if fact.market == market and fact.level and fact.level not in request.levels
    ]
    template = words["follow_ups"]["pay_level"]
    return [
        template.format(level=words["levels"][level], role=role, where=where)
        for level in dict.fromkeys(levels)
    ][:2]


def _neighbours(request: Request, expertise: Expertise) -> list[str]:
    """The first example question of each neighbouring topic that the role's documents cover."""
    topics = load_topics()
    if request.topic not in topics:
        return []
    there = {p.topic for p in expertise.passages(request.role)}
    role = with_article(expertise.roles[request.role].name)
    return [
        _asked(topics[name].examples[0], role)
        for name in topics[request.topic].neighbours
        if name in there and name in topics
    ]


def _asked(example: str, role: str) -> str:
    """An example as a question: "is this job stressful" → "Is the job of … stressful?"."""
    text = example.replace("in this job", f"as {role}").replace("this job", f"the job of {role}")
    return f"{text[0].upper()}{text[1:]}?"
