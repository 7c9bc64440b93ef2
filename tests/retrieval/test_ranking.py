"""How two searches and what a question settled become one order."""

from dataclasses import replace

import pytest

from retrieval.ranking import reciprocal_rank, settled_share, topic_share
from tests.fakes import make_passage


def test_a_first_rank_is_worth_one_and_ranks_add_up() -> None:
    """Two first places are worth two; a later place is worth less than an earlier one."""
    scores = reciprocal_rank([[7, 8], [7]])
    assert scores[7] == pytest.approx(2)
    assert 0 < scores[8] < 1


def test_two_middling_places_beat_one_first_place() -> None:
    """What both searches find comes before what one of them finds best."""
    scores = reciprocal_rank([[1, 2], [3, 2]])
    assert max(scores, key=scores.__getitem__) == 2


def test_nothing_found_is_nothing_scored() -> None:
    """No orders give no scores."""
    assert reciprocal_rank([[], []]) == {}


def test_a_passage_of_the_topic_has_its_whole_share() -> None:
    """Its own topic counts most, an outer heading's less, a neighbour topic's least, others not."""
    own = make_passage("x", topic="pay")
    outer = replace(own, topic="tools", also=("pay",))
    neighbour = make_passage("x", topic="progression")
    other = make_passage("x", topic="tools")
    shares = [topic_share(p, {"pay": 0.8}) for p in (own, outer, neighbour, other)]
    assert shares[0] == pytest.approx(0.8)
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == 4
    assert shares[3] == 0


def test_of_several_topics_the_best_counts() -> None:
    """Shares of several topics do not add up."""
    both = replace(make_passage("x", topic="pay"), also=("hours",))
    assert topic_share(both, {"hours": 0.4, "pay": 0.6}) == pytest.approx(0.6)


def test_a_topic_nobody_knows_is_no_neighbour() -> None:
    """A question's topic that is not in the list of topics helps only passages of that topic."""
    assert topic_share(make_passage("x", topic="pay"), {"knitting": 1.0}) == 0
    assert topic_share(make_passage("x", topic="knitting"), {"knitting": 1.0}) == 1


@pytest.mark.parametrize(
    ("market", "level", "sign"),
    [
        ("Sri Lanka", "senior", 1),
        ("Sri Lanka", None, 1),
        (None, None, 0),
        ("Japan", None, -1),
        ("Japan", "entry", -1),
        ("Sri Lanka", "entry", 0),
    ],
)
def test_what_is_settled_counts_for_and_against(
    market: str | None, level: str | None, sign: int
) -> None:
    """The market and level asked for gain, others lose, and what nobody asked for does neither."""
    passage = make_passage("x", market="Sri Lanka", level="senior")
    gain = settled_share(passage, market, level)
    assert (gain > 0) - (gain < 0) == sign


def test_a_passage_of_no_market_is_for_all() -> None:
    """What names neither market nor level is neither helped nor hindered."""
    assert settled_share(make_passage("x"), "Japan", "entry") == 0
