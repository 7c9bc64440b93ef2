"""Conversations with the advisor as evaluation hears them: answers with what they rest on.

Nothing is kept: a conversation is forgotten as soon as it ends.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from bot.answering import Answering
from bot.evaluation.cases import Case
from bot.evaluation.figures import held_by, stated_by
from bot.evaluation.judging import Ask, Begin, Said, SaidFact
from bot.expertise import Expertise
from bot.outcome import Outcome
from bot.state import State
from bot.types import AnswerSource
from bot.wording import plain
from knowledge.topics import load_topics


def conversations(answering: Answering, expertise: Expertise, *, remembering: bool = True) -> Begin:
    """Return what begins a conversation; one not remembering takes each question for its first."""
    hear = _hearing(expertise)

    def begin() -> Ask:
        state = State()

        def ask(text: str) -> Said:
            nonlocal state
            outcome = answering.respond(text, state)
            state = outcome.state if remembering else State()
            return hear(outcome)

        return ask

    return begin


def with_role_ids(cases: Iterable[Case], expertise: Expertise) -> tuple[Case, ...]:
    """Return the cases with the index's id for each role that they tell by id, name or folder.

    A role that no document is of tells nothing here: the files may be asked of any index.
    """
    ids: dict[str | None, str] = {}
    for document in expertise.documents.values():
        role, folder = document.role, document.id.partition("/")[0]
        ids |= dict.fromkeys((folder, role.name.casefold(), role.id), role.id)
    return tuple(replace(case, role=ids.get(case.role and case.role.casefold())) for case in cases)


def _hearing(expertise: Expertise) -> Callable[[Outcome], Said]:
    """What turns an outcome into what is judged."""
    roles = {role.name: role.id for role in expertise.roles.values()}

    def hear(outcome: Outcome) -> Said:
        summary, request = outcome.summary, outcome.request
        return Said(
            status=summary.status,
            text=plain(summary.html),
            confidence=outcome.confidence,
            topic=request.topic if request else outcome.intent,
            facts=tuple(
                SaidFact(roles.get(fact.role), stated_by(fact.stated)) for fact in summary.facts
            ),
            grounds=frozenset(n for s in summary.sources for n in _grounds(s, expertise)),
        )

    return hear


def _grounds(source: AnswerSource, expertise: Expertise) -> Iterator[Decimal]:
    """Yield all numbers that the cited section holds, and those of its title and date."""
    for passage in expertise.documents[source.document].passages:
        if " › ".join(passage.heading) == source.section:
            yield from held_by(passage.searchable)
    yield from held_by(f"{source.title} {source.as_of or ''}")


def warm_up(begin: Begin) -> None:
    """Ask a question on each topic, so that no time measured after it holds a first use."""
    for topic in load_topics().values():
        begin()(topic.examples[0])
