"""Which of several roles' figures stand first, where one asks who has more."""

from bot.side_by_side import in_lead
from tests.bot.builders import pay
from tests.fakes import make_passage

PASSAGE = make_passage("x")
LESS = ((pay(10, 10, basis="median"), PASSAGE),)
MORE = ((pay(20, 20, basis="median"), PASSAGE),)


def test_the_one_that_leads_comes_first() -> None:
    """Who has more where more is asked for, who has less where less is."""
    assert in_lead([LESS, MORE], 1) == [MORE, LESS]
    assert in_lead([MORE, LESS], -1) == [LESS, MORE]
    assert in_lead([LESS, MORE], 0) == [LESS, MORE]


def test_what_does_not_compare_stays_in_its_order() -> None:
    """No dollars before rupees, and nothing before a role without a figure."""
    dollars = ((pay(20, 20, basis="median", currency="USD"), PASSAGE),)
    assert in_lead([LESS, dollars], 1) == [LESS, dollars]
    assert in_lead([LESS, (), MORE], 1) == [LESS, (), MORE]
    senior = ((pay(20, 20, basis="median", level="senior"), PASSAGE),)
    assert in_lead([LESS, senior], 1) == [LESS, senior]
