"""What each part of the advisor is worth: the same questions with that part taken away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.answering import Answering
from bot.evaluation.asking import conversations
from bot.evaluation.cases import Case
from bot.evaluation.judging import Begin
from bot.evaluation.parts import (
    without_dense,
    without_facts,
    without_keywords,
    without_spelling,
    without_topics,
)
from bot.evaluation.score import Score, evaluate
from bot.evaluation.searching import BEST, Searches, quoting
from bot.expertise import Expertise

WHOLE = "the whole advisor"


@dataclass(frozen=True, slots=True)
class Advised:
    """What an advisor is made from."""

    expertise: Expertise
    default_role: str | None
    default_market: str | None

    def answering(
        self, expertise: Expertise | None = None, *, passages_only: bool = False
    ) -> Answering:
        """Return the advisor, over other expertise where it is given."""
        return Answering(
            expertise or self.expertise,
            self.default_role,
            self.default_market,
            passages_only=passages_only,
        )

    def begin(self, expertise: Expertise | None = None, *, passages_only: bool = False) -> Begin:
        """Return conversations with it."""
        answering = self.answering(expertise, passages_only=passages_only)
        return conversations(answering, expertise or self.expertise)


def variants(advised: Advised) -> dict[str, Begin]:
    """Return the advisor, the advisor without each of its parts, and plain searches, by name."""
    whole = advised.expertise
    return {
        WHOLE: advised.begin(),
        "without spelling": advised.begin(without_spelling(whole)),
        "without typed facts": advised.begin(without_facts(whole), passages_only=True),
        "without BM25": advised.begin(without_keywords(whole)),
        "without dense": advised.begin(without_dense(whole)),
        "without topic steering": advised.begin(without_topics(whole)),
        "without context": conversations(advised.answering(), whole, remembering=False),
        **_plain(Searches(whole, advised.answering())),
    }


def ablate(
    judged: Sequence[tuple[str, tuple[Case, ...]]],
    begins: Mapping[str, Begin],
    advance: Callable[[], None] = lambda: None,
) -> dict[str, tuple[Score, ...]]:
    """Ask each file's cases of each variant; `advance` is called after each case."""
    return {
        variant: tuple(evaluate(name, cases, begin, advance) for name, cases in judged)
        for variant, begin in begins.items()
    }


def _plain(searches: Searches) -> dict[str, Begin]:
    """Every question is answered by the best passages, as they are."""
    names = {"keywords": "plain BM25", "dense": "plain dense", "ranking": "our ranking"}
    return {
        f"{names[way]}, {told}": quoting(search, most)
        for told, most in (("best passage", 1), ("best three", BEST))
        for way, search in searches.ways.items()
    }
