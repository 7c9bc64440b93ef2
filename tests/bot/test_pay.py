"""Which figures answer a question on pay, which stand beside them, and what is missing."""

import pytest

from bot.pay import PayFinding, find_freelance, find_pay
from tests.bot.builders import pay, request
from tests.fakes import make_passage

PROFILE, GUIDE = make_passage("profile", document="profile"), make_passage("x", document="guide")
JUNIOR = (pay(75_000, 140_000, level="entry"), PROFILE)
SENIOR = (pay(320_000, 700_000, level="senior"), PROFILE)
ABROAD = (pay(180, 280, level="senior", market="Global", currency="USD", period="year"), PROFILE)
SNAPSHOT = (pay(115, 115, market="United States", currency="USD", basis="median"), GUIDE)
FREELANCE = (pay(3, 12, engagement="freelance", currency="USD"), PROFILE)
ALL = (JUNIOR, SENIOR, ABROAD, SNAPSHOT, FREELANCE)


def find(text: str) -> PayFinding:
    """What the facts say to a question."""
    return find_pay(request(text), ALL)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("senior pay in Sri Lanka", (SENIOR,)),
        ("senior pay", (SENIOR,)),
        ("junior and senior pay in Sri Lanka", (JUNIOR, SENIOR)),
        ("senior pay in Sri Lanka and globally", (SENIOR, ABROAD)),
        ("pay", (JUNIOR, SENIOR)),
        ("median pay", (SNAPSHOT,)),
        ("pay in the USA", (SNAPSHOT,)),
    ],
)
def test_asked(text: str, asked: object) -> None:
    """The level and the market asked for come first; without a market the default one."""
    assert find(text).asked == asked


def test_beside_stand_the_same_level_and_figures_of_none() -> None:
    """Other markets' figures of the level stand beside, and those that name no level."""
    assert find("senior pay in Sri Lanka").others == (ABROAD, SNAPSHOT)


def test_a_market_without_figures_is_missing() -> None:
    """Of a market nobody wrote about there is nothing, not a neighbour's figure."""
    assert find("senior pay in Japan") == PayFinding(missing_markets=("Japan",))
    both = find("senior pay in Sri Lanka and Japan")
    assert (both.asked, both.missing_markets) == ((SENIOR,), ("Japan",))


def test_a_level_without_figures_is_missing() -> None:
    """Where the market has figures, but none of the level, the level is said to be missing."""
    found = find("senior pay in the USA")
    assert (found.asked, found.missing_level) == ((SNAPSHOT,), "senior")


def test_freelance_earnings_are_no_salary() -> None:
    """What freelancers earn is never the answer on pay; it stands last beside it."""
    assert FREELANCE not in find("pay").asked
    assert find("pay").others[-1] == FREELANCE
    assert FREELANCE not in find("senior pay").others
    assert find_freelance(ALL) == (FREELANCE,)


def test_a_job_title_names_its_figure() -> None:
    """Who asks by a title of the document gets the figure it stands at, whatever its level."""
    matron = (pay(190_000, 190_000, titles=("Matron",)), PROFILE)
    found = find_pay(request("what does a matron earn"), (*ALL, matron))
    assert found.asked == (matron,)


def test_a_figure_that_a_document_repeats_is_told_once() -> None:
    """Equal figures of one document are one; another document's stays beside it."""
    again = (SENIOR[0], make_passage("again", document="profile", number=2))
    other = (SENIOR[0], GUIDE)
    assert find_pay(request("senior pay"), (SENIOR, again, other)).asked == (SENIOR, other)


def test_nothing_known_is_nothing_found() -> None:
    """Without facts there is no answer to invent."""
    assert find_pay(request("pay"), ()) == PayFinding()
