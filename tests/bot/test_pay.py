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


def test_beside_stands_no_other_country_than_the_one_asked_for() -> None:
    """Who asks for one country's pay gets no other's; what names no country may be of it."""
    anywhere = (pay(101, 101, market=None, currency="USD", basis="average"), GUIDE)
    found = find_pay(request("senior pay in Sri Lanka"), (*ALL, anywhere))
    assert found.others == (anywhere,)


def test_beside_stand_the_same_level_and_figures_of_none() -> None:
    """Other markets' figures of the level stand beside, and those that name no level."""
    assert find("senior pay").others == (ABROAD, SNAPSHOT)


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


MID = (pay(150_000, 320_000, level="mid"), PROFILE)
LOW = (pay(75, 75, market="United States", currency="USD", basis="low"), GUIDE)
HIGH = (pay(170, 170, market="United States", currency="USD", basis="high"), GUIDE)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("what do the best paid get in Sri Lanka", (SENIOR,)),
        ("the least they get in Sri Lanka", (JUNIOR,)),
        ("how high can it go in the USA", (HIGH,)),
        ("the low and the high end in the USA", (LOW, HIGH)),
        ("the most I could ever get in the USA", (HIGH,)),
        ("I mean the pay in Sri Lanka", (JUNIOR, MID, SENIOR)),
    ],
)
def test_an_end_of_the_scale(text: str, asked: object) -> None:
    """Where no figure is called the highest or the lowest, the range that is tells it."""
    assert find_pay(request(text), (JUNIOR, MID, SENIOR, SNAPSHOT, LOW, HIGH)).asked == asked


def test_of_sums_that_do_not_compare_none_is_the_highest() -> None:
    """A month's rupees and a year's dollars have no highest one."""
    yearly = (pay(600_000, 1_200_000, level="mid", period="year"), PROFILE)
    found = find_pay(request("the highest pay in Sri Lanka"), (JUNIOR, yearly))
    assert found.asked == (JUNIOR, yearly)


def test_an_open_end_is_not_the_lowest() -> None:
    """Of "up to 60,000" nobody knows the lower end."""
    upto = (pay(None, 60_000), PROFILE)
    assert find_pay(request("the lowest pay in Sri Lanka"), (upto, JUNIOR, MID)).asked == (JUNIOR,)


def test_the_words_that_tell_a_part_from_the_others() -> None:
    """ "The healthcare ones" are the healthcare social workers, in whichever source."""
    whole = (pay(61, 61, market="United States", basis="median"), GUIDE)
    health, school = (
        (pay(value, value, market="United States", basis="median", titles=(title,)), GUIDE)
        for value, title in ((68, "Healthcare social workers"), (58, "School social workers"))
    )
    figures = (whole, health, school)
    assert find_pay(request("the healthcare ones"), figures).asked == (health,)
    assert find_pay(request("social workers' pay in the USA"), figures).asked == (whole,)


def test_the_fullest_title_said_is_meant() -> None:
    """An intern's allowance is not what an engineer gets."""
    engineer = (pay(90_000, 150_000, titles=("Software Engineer",)), PROFILE)
    intern = (pay(15_000, 45_000, titles=("Software Engineer Intern",)), PROFILE)
    found = find_pay(request("software engineer intern pay"), (engineer, intern))
    assert found.asked == (intern,)
