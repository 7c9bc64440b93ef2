"""Retrieval alone on judged questions: what our ranking is worth beside plain searches.

Knows nothing of answers: a passage is right where it holds the strings that an answer must hold,
and is of the role asked about where the case tells it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

from bot.answering import Answering
from bot.evaluation.cases import Case, JudgedTurn, fold
from bot.evaluation.judging import Begin, Said
from bot.expertise import Expertise
from bot.state import State
from bot.types import Status
from knowledge.models import Passage
from retrieval.evaluation import ndcg_at, recall_at, reciprocal_rank_of, success_at

BEST = 3  # as many passages as an answer quotes
DEPTH = 10
PLACES = (1, BEST, DEPTH)

Search = Callable[[str], Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class Way:
    """What one way of searching is worth."""

    best: int
    """Questions whose best passage alone holds what is expected."""
    best_three: int
    """The same of the best three together."""
    measures: Mapping[str, float]
    """Means over the questions that some passage holds the answer to, by the measure's name."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ways of searching, side by side on the same questions."""

    cases: int
    """Questions that stand alone and that a passage could answer."""
    ranked: int
    """Those of them that some passage holds the whole answer to."""
    ways: Mapping[str, Way]
    """"dense" by the nearest vectors, "keywords" by BM25, "ranking" as the advisor searches."""


@dataclass(frozen=True)
class Searches:
    """Three ways from a question to the best passages."""

    expertise: Expertise
    answering: Answering

    @property
    def ways(self) -> dict[str, Search]:
        """All of them by name."""
        return {"dense": self.dense, "keywords": self.keywords, "ranking": self.ranking}

    def dense(self, text: str) -> list[Passage]:
        """The nearest vectors."""
        vector = self.expertise.encoder.encode([text])[0]
        rows, _ = self.expertise.generation.vectors.search(vector, DEPTH)
        return self._passages(rows.tolist())

    def keywords(self, text: str) -> list[Passage]:
        """The best by words."""
        rows, _ = self.expertise.generation.keywords.search(text, DEPTH)
        return self._passages(rows.tolist())

    def ranking(self, text: str) -> list[Passage]:
        """What the advisor finds, with all that it understands of the question."""
        request = self.answering.request(text, State())
        return [hit.passage for hit in self.answering.search(request)[:DEPTH]]

    def relevant(self, turn: JudgedTurn, role: str | None) -> frozenset[str]:
        """Return the ids of the passages that hold what is expected."""
        return frozenset(
            passage.id
            for passage, text in self._folded
            if (role is None or passage.role == role) and turn.held_by_folded(text)
        )

    @cached_property
    def _folded(self) -> tuple[tuple[Passage, str], ...]:
        return tuple((p, fold(spelt_out(p))) for p in self.expertise.generation.passages)

    def _passages(self, rows: Sequence[int]) -> list[Passage]:
        return [self.expertise.generation.passages[row] for row in rows]


def compare(
    cases: Iterable[Case], searches: Searches, advance: Callable[[], None] = lambda: None
) -> Comparison:
    """Search for every single question that a passage could answer."""
    asked = comparable(cases)
    found: dict[str, list[tuple[Sequence[Passage], JudgedTurn, frozenset[str]]]]
    found = {name: [] for name in searches.ways}
    for case in asked:
        turn = case.turns[0]
        relevant = searches.relevant(turn, case.role)
        for name, search in searches.ways.items():
            found[name].append((search(turn.ask), turn, relevant))
        advance()
    ranked = sum(bool(relevant) for _, _, relevant in found["ranking"])
    return Comparison(len(asked), ranked, {name: _way(rows) for name, rows in found.items()})


def comparable(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Return the questions that stand alone, expect certain strings and may be answered."""
    return tuple(
        case
        for case in cases
        if case.single
        and (case.turns[0].all or case.turns[0].any)
        and (case.turns[0].status is None or Status.ANSWERED in case.turns[0].status)
    )


def quoting(search: Search, most: int) -> Begin:
    """Return conversations in which every question is answered by its best passages as they are."""

    def ask(text: str) -> Said:
        return Said(Status.ANSWERED, _together(search(text)[:most]))

    return lambda: ask


def spelt_out(passage: Passage) -> str:
    """Return a passage's words, and its sums as answers write them: "75k" as "75,000" too."""
    ends = (end for pay in passage.pay for end in (pay.low, pay.high) if end is not None)
    return "\n".join([passage.searchable, *(f"{end:,f}" for end in ends)])


def _way(found: Sequence[tuple[Sequence[Passage], JudgedTurn, frozenset[str]]]) -> Way:
    ranked = [([p.id for p in passages], right) for passages, _, right in found if right]
    return Way(
        best=sum(turn.held_by(_together(passages[:1])) for passages, turn, _ in found),
        best_three=sum(turn.held_by(_together(passages[:BEST])) for passages, turn, _ in found),
        measures=_measures(ranked) if ranked else {},
    )


def _measures(ranked: Sequence[tuple[Sequence[str], frozenset[str]]]) -> dict[str, float]:
    """The mean of each measure over questions: what was found in order, and what is right."""
    return {
        **{f"recall@{k}": fmean(recall_at(k, *row) for row in ranked) for k in PLACES},
        **{f"success@{k}": fmean(success_at(k, *row) for row in ranked) for k in PLACES},
        "mrr": fmean(reciprocal_rank_of(*row) for row in ranked),
        f"ndcg@{DEPTH}": fmean(ndcg_at(DEPTH, *row) for row in ranked),
    }


def _together(passages: Iterable[Passage]) -> str:
    return "\n".join(map(spelt_out, passages))
