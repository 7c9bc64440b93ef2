"""Retrieval alone on judged questions: what our ranking is worth beside plain searches.

Knows nothing of answers: a case counts where its expected strings stand in the best passages.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.dialogue import State, resolve
from bot.evaluation import Case, JudgedTurn
from bot.expertise import Expertise
from bot.settings import Settings
from bot.types import Status
from knowledge.models import Passage
from retrieval.types import Query

BEST = 3  # as many passages as an answer quotes


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many cases each search finds the expected strings of."""

    cases: int
    dense: int
    """By the nearest vectors alone."""
    keywords: int
    """By BM25 alone."""
    ranking: int
    """By what the advisor searches with."""


def compare(
    cases: Iterable[Case],
    expertise: Expertise,
    settings: Settings,
    advance: Callable[[], None] = lambda: None,
) -> Comparison:
    """Search for every single question that a passage could answer."""
    searches = _Searches(expertise, settings)
    turns = comparable(cases)
    counts = [0, 0, 0]
    for turn in turns:
        found = (searches.dense(turn.ask), searches.keywords(turn.ask), searches.ranking(turn.ask))
        for place, passages in enumerate(found):
            counts[place] += turn.held_by("\n".join(p.searchable for p in passages))
        advance()
    return Comparison(len(turns), *counts)


def comparable(cases: Iterable[Case]) -> tuple[JudgedTurn, ...]:
    """Return the questions that stand alone, expect certain strings and may be answered."""
    alone = (case.turns[0] for case in cases if len(case.turns) == 1)
    return tuple(
        turn
        for turn in alone
        if (turn.all or turn.any) and (turn.status is None or Status.ANSWERED in turn.status)
    )


@dataclass(frozen=True)
class _Searches:
    """Three ways from a question to the best passages."""

    expertise: Expertise
    settings: Settings

    def dense(self, text: str) -> list[Passage]:
        """The nearest vectors."""
        vector = self.expertise.encoder.encode([text])[0]
        rows, _ = self.expertise.generation.vectors.search(vector, BEST)
        return self._passages(rows.tolist())

    def keywords(self, text: str) -> list[Passage]:
        """The best by words."""
        rows, _ = self.expertise.generation.keywords.search(text, BEST)
        return self._passages(rows.tolist())

    def ranking(self, text: str) -> list[Passage]:
        """What the advisor finds, with all that it understands of the question."""
        recognition = self.expertise.recognizer.recognize(text)
        role, market = self.settings.default_role, self.settings.default_market
        request = resolve(recognition, State(), self.expertise, role, market)
        query = Query(
            text=recognition.search,
            role=request.role,
            topics=request.topics,
            market=request.market,
            level=request.level,
        )
        hits = self.expertise.retriever.find(query, recognition.vector)
        return [hit.passage for hit in hits[:BEST]]

    def _passages(self, rows: Sequence[int]) -> list[Passage]:
        return [self.expertise.generation.passages[row] for row in rows]
