"""Measures of a ranking and of a confidence, as pure functions of what was found and what is right.

Knows nothing of questions, passages or answers.
"""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from math import log2
from operator import itemgetter

_EXACT = 1e-9


@dataclass(frozen=True, slots=True)
class Point:
    """Risk among the surest answers: one place of the curve of risk against coverage."""

    coverage: float
    """The share of answers that are given, the surest first; above 0, at most 1."""
    risk: float
    """The share of wrong ones among them."""


def recall_at(k: int, found: Sequence[Hashable], relevant: Collection[Hashable]) -> float:
    """Return the share of what is relevant that stands among the first k.

    Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, chapter 8.
    """
    return len(set(found[:k]) & set(relevant)) / len(relevant) if relevant else 0.0


def success_at(k: int, found: Sequence[Hashable], relevant: Collection[Hashable]) -> float:
    """Return 1 where anything relevant stands among the first k, else 0.

    Its mean is the top-k accuracy of question answering: Karpukhin and others, Dense Passage
    Retrieval, EMNLP 2020.
    """
    return float(any(row in relevant for row in found[:k]))


def reciprocal_rank_of(found: Sequence[Hashable], relevant: Collection[Hashable]) -> float:
    """Return 1 / place of the first relevant one, 0 where there is none.

    Its mean is the MRR of Voorhees, The TREC-8 Question Answering Track Report, 1999.
    """
    places = (place for place, row in enumerate(found, 1) if row in relevant)
    return next((1 / place for place in places), 0.0)


def ndcg_at(k: int, found: Sequence[Hashable], relevant: Collection[Hashable]) -> float:
    """Return the discounted gain of the first k, over that of the best order there could be.

    Järvelin and Kekäläinen, ACM TOIS 20(4), 2002; what is relevant gains one, and the discount is
    the logarithm to base two of the place plus one.
    """
    gains = [1 / log2(place + 1) for place in range(1, k + 1)]
    best = sum(gains[: len(relevant)])
    got = sum(gain for gain, row in zip(gains, found, strict=False) if row in relevant)
    return got / best if best else 0.0


def risk_coverage(confidences: Sequence[float], wrong: Sequence[bool]) -> tuple[Point, ...]:
    """Return the curve of risk against coverage, from the surest answer alone to all answers.

    El-Yaniv and Wiener, JMLR 11, 2010; Geifman and El-Yaniv, Selective Classification for Deep
    Neural Networks, NeurIPS 2017. Equally sure answers share their errors evenly, so that the
    order they came in changes nothing.
    """
    surest = sorted(zip(confidences, wrong, strict=True), key=lambda pair: -pair[0])
    shared: list[float] = []
    for _, tied in groupby(surest, key=itemgetter(0)):
        errors = [error for _, error in tied]
        shared += [sum(errors) / len(errors)] * len(errors)
    return tuple(
        Point(given / len(shared), errors / given)
        for given, errors in enumerate(accumulate(shared), 1)
    )


def area_under(curve: Sequence[Point]) -> float:
    """Return the mean risk over all coverages: AURC, lower is better; 0 for no answers.

    Geifman, Uziel and El-Yaniv, Bias-Reduced Uncertainty Estimation, ICLR 2019.
    """
    return sum(point.risk for point in curve) / len(curve) if curve else 0.0


def risk_at(coverage: float, curve: Sequence[Point]) -> float:
    """Return the risk where at least this share of answers is given; 0 for no answers."""
    return next((p.risk for p in curve if p.coverage >= coverage - _EXACT), 0.0)
