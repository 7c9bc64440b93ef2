"""Measures of a ranking and of a confidence, on examples that can be reckoned by hand."""

from math import log2

import pytest

from retrieval.evaluation import (
    Point,
    area_under,
    ndcg_at,
    recall_at,
    reciprocal_rank_of,
    risk_at,
    risk_coverage,
    success_at,
)

FOUND = ("a", "b", "c", "d")


def test_recall_is_the_share_of_what_is_relevant() -> None:
    """Of two relevant ones none is first, one among two and both among three."""
    relevant = {"b", "c"}
    assert [recall_at(k, FOUND, relevant) for k in (1, 2, 3)] == [0.0, 0.5, 1.0]


def test_success_asks_for_one_relevant_one_alone() -> None:
    """A second relevant one adds nothing, and what was not found is no success."""
    assert [success_at(k, FOUND, {"b", "z"}) for k in (1, 2, 4)] == [0.0, 1.0, 1.0]
    assert success_at(4, FOUND, {"z"}) == 0.0


def test_the_reciprocal_rank_is_that_of_the_first_relevant_one() -> None:
    """The third place is worth a third, whatever follows; nothing found is worth nothing."""
    assert reciprocal_rank_of(FOUND, {"c", "d"}) == pytest.approx(1 / 3)
    assert reciprocal_rank_of(FOUND, {"z"}) == 0.0


def test_the_gain_is_discounted_by_the_place() -> None:
    """Two relevant ones in places two and four, beside the first two places."""
    best = 1 + 1 / log2(3)
    assert ndcg_at(4, FOUND, {"b", "d"}) == pytest.approx((1 / log2(3) + 1 / log2(5)) / best)
    assert ndcg_at(2, FOUND, {"b", "d"}) == pytest.approx((1 / log2(3)) / best)
    assert ndcg_at(2, FOUND, {"a", "b", "c"}) == 1.0


@pytest.mark.parametrize("measure", [recall_at, success_at, ndcg_at])
def test_where_nothing_is_relevant_every_measure_is_zero(measure: object) -> None:
    """No measure divides by nothing."""
    assert measure(3, FOUND, set()) == 0.0  # type: ignore[operator]


def test_the_curve_begins_with_the_surest_answer() -> None:
    """Right, wrong, right, wrong by falling confidence, in whatever order they come."""
    curve = risk_coverage([0.2, 0.9, 0.5, 0.7], [True, False, False, True])
    assert curve == (Point(0.25, 0.0), Point(0.5, 0.5), Point(0.75, 1 / 3), Point(1.0, 0.5))


def test_equally_sure_answers_share_their_errors() -> None:
    """The order of equals changes nothing: each of two carries half of their one error."""
    first = risk_coverage([0.9, 0.5, 0.5], [False, True, False])
    assert first == risk_coverage([0.9, 0.5, 0.5], [False, False, True])
    assert [point.risk for point in first] == pytest.approx([0.0, 0.25, 1 / 3])


def test_a_good_confidence_has_a_smaller_area() -> None:
    """Errors among the least sure cost less than errors among the surest; risk at all is equal."""
    sure = [0.9, 0.8, 0.7, 0.6]
    good = risk_coverage(sure, [False, False, False, True])
    bad = risk_coverage(sure, [True, False, False, False])
    assert area_under(good) == pytest.approx(0.25 / 4)
    assert area_under(bad) == pytest.approx((1 + 1 / 2 + 1 / 3 + 1 / 4) / 4)
    assert risk_at(1.0, good) == risk_at(1.0, bad) == 0.25


def test_the_risk_is_told_where_the_coverage_is_reached() -> None:
    """At 80 % of five answers four are given; of no answers there is no risk."""
    curve = risk_coverage([5, 4, 3, 2, 1], [False, False, True, False, True])
    assert risk_at(0.8, curve) == pytest.approx(1 / 4)
    assert risk_at(0.81, curve) == pytest.approx(2 / 5)
    assert (risk_coverage([], []), area_under(()), risk_at(0.8, ())) == ((), 0.0, 0.0)
