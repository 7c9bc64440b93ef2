"""The whole product without Telegram: a question in, an answer out, the conversation kept."""

import logging
import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from threading import Lock
from typing import Any

from bot.answering import Answering
from bot.exchange import Exchange
from bot.expertise import Expertise, build_expertise
from bot.explaining import explain
from bot.explanation import Origin, explanation_as_dict
from bot.missed import missed
from bot.outcome import Outcome
from bot.state import State
from bot.telling import Telling
from bot.types import Answer, Question, Slots
from bot.wording import plain
from knowledge.models import RoleDocument
from retrieval.errors import RetrievalError
from retrieval.generation import current_version, load_generation
from retrieval.types import Encoder
from storage import Conversations, Feedback, Forgotten, NewTurn

_logger = logging.getLogger(__name__)


class Advisor:
    """Answers questions; synchronous and safe to share between threads."""

    def __init__(
        self,
        encoder: Encoder,
        index: Path,
        conversations: Conversations,
        default_role: str | None = None,
        default_market: str | None = None,
        feedback: Feedback | None = None,
        exchange: Exchange | None = None,
    ) -> None:
        """`index` is the folder of generations; without `feedback` nothing missed is kept."""
        self._encoder = encoder
        self._index = index
        self._conversations = conversations
        self._default_role = default_role
        self._default_market = default_market
        self._exchange = exchange or Exchange()
        self._feedback = feedback
        self._expertise: Expertise | None = None
        self._refused: str | None = None
        self._lock = Lock()

    def answer(self, question: Question) -> Answer:
        """Return the answer and keep the turn.

        Raises retrieval's NoIndexError, IndexMismatchError or IndexCorruptError where there is no
        index that could be asked.
        """
        started = time.perf_counter()
        expertise = self._current()
        telling = Telling(day=question.asked_at.date(), exchange=self._exchange)
        answering = Answering(expertise, self._default_role, self._default_market, telling)
        kept = self._conversations.state(question.conversation)
        state = State.of(kept, question.asked_at)
        outcome = answering.respond(question.text, state)
        answer = _answer(question, outcome, expertise)
        elapsed = (time.perf_counter() - started) * 1000
        answer = replace(answer, elapsed_ms=elapsed)
        origin = Origin(
            expertise.version, self._encoder.name, answering.default_role, self._default_market
        )
        why = explanation_as_dict(explain(answer, outcome, state, origin, expertise.roles))
        return self._keep(question, answer, outcome.state, why)

    def sources(self) -> tuple[RoleDocument, ...]:
        """Return the documents that answers come from."""
        return self._current().generation.documents

    def reset(self, conversation: str) -> None:
        """Begin a conversation afresh."""
        self._conversations.reset(conversation)

    def forget(self, user_id: str) -> Forgotten:
        """Delete everything kept of a person."""
        return self._conversations.forget(user_id)

    @property
    def index_version(self) -> str:
        """The generation in use."""
        return self._current().version

    def _current(self) -> Expertise:
        """The expertise of the generation in force, loaded anew when a new one was published."""
        with self._lock:
            version = current_version(self._index)
            if self._expertise is None:
                self._expertise = self._load()
            elif version not in {self._expertise.version, self._refused}:
                try:
                    self._expertise = self._load()
                except RetrievalError as error:
                    # what was good stays good: the people who ask did not publish the bad one
                    self._refused = version
                    _logger.warning("The new index is not taken up: %s", error)
            return self._expertise

    def _load(self) -> Expertise:
        generation = load_generation(self._index, self._encoder.name, self._encoder.dimension)
        return build_expertise(generation, self._encoder)

    def _keep(
        self, question: Question, answer: Answer, state: State, why: Mapping[str, Any]
    ) -> Answer:
        turn = NewTurn(
            conversation=question.conversation,
            user_id=question.user_id,
            question=question.text,
            answer_text=answer.text,
            status=answer.status,
            intent=answer.intent,
            slots=asdict(answer.slots),
            state=state.kept(question.asked_at),
            follow_ups=answer.follow_ups,
            index_version=answer.index_version,
            asked_at=question.asked_at,
            elapsed_ms=answer.elapsed_ms,
            sources=tuple(asdict(source) for source in answer.sources),
            explanation=why,
            answer_html=answer.html,
        )
        kept = replace(answer, turn_id=self._conversations.record(turn))
        if self._feedback is not None and (note := missed(question, answer)):
            self._feedback.note(note)
        return kept


def _answer(question: Question, outcome: Outcome, expertise: Expertise) -> Answer:
    summary, request = outcome.summary, outcome.request
    slots = request.slots if request else Slots(role=outcome.state.role)
    role = expertise.roles.get(slots.role or "")
    return Answer(
        question=question.text,
        conversation=question.conversation,
        status=summary.status,
        text=plain(summary.html),
        html=summary.html,
        intent=outcome.intent,
        slots=replace(slots, role=role.name if role else None),
        confidence=round(outcome.confidence, 4),
        index_version=expertise.version,
        assumptions=request.assumptions if request else (),
        facts=summary.facts,
        sources=summary.sources,
        follow_ups=summary.follow_ups,
    )
