"""Two searches and what the question settled, fused into one order of passages."""

from collections.abc import Iterable, Mapping, Sequence

from knowledge.models import Passage
from knowledge.topics import load_topics

# Reciprocal rank fusion's constant, as in Cormack, Clarke and Büttcher, SIGIR 2009.
RRF_K = 60
# What a passage of the topic asked for gains, in units of a first rank in one search. Chosen on
# the build questions; see ARCHITECTURE.
TOPIC_WEIGHT = 2.0
# A heading further out says less about a passage than its own; a neighbour topic less again.
_OUTER = 0.4
_NEIGHBOUR = 0.25
# The steps of a roadmap in one are what somebody asks for who asks how to become one.
OUTLINE_WEIGHT = 1.0
_MARKET_WEIGHT = 0.25
_LEVEL_WEIGHT = 0.25


def reciprocal_rank(rankings: Iterable[Sequence[int]], k: int = RRF_K) -> dict[int, float]:
    """Return row to fused score over several orders of rows; a first rank is worth 1.

    The smaller `k`, the less are the further ranks worth.
    """
    scores: dict[int, float] = {}
    for rows in rankings:
        for rank, row in enumerate(rows):
            scores[row] = scores.get(row, 0.0) + (k + 1) / (k + 1 + rank)
    return scores


def topic_share(passage: Passage, topics: Mapping[str, float]) -> float:
    """Return how much of the question's topics a passage covers, 0 to 1."""
    known = load_topics()
    best = 0.0
    for topic, probability in topics.items():
        if passage.topic == topic:
            share = probability
        elif topic in passage.also:
            share = _OUTER * probability
        elif topic in known and passage.topic in known[topic].neighbours:
            share = _NEIGHBOUR * probability
        else:
            continue
        best = max(best, share)
    return best


def settled_share(passage: Passage, market: str | None, level: str | None) -> float:
    """Return what a passage gains or loses by the market and level that the question settled."""
    gain = 0.0
    if market and passage.market:
        gain += _MARKET_WEIGHT if passage.market == market else -_MARKET_WEIGHT
    if level and passage.level:
        gain += _LEVEL_WEIGHT if passage.level == level else -_LEVEL_WEIGHT
    return gain
