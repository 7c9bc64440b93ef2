"""Pay as documents state it: whose, where, on what basis; and where it is not clear, none."""

from decimal import Decimal
from typing import Protocol

import pytest

from knowledge.facts.kinds import load_kinds
from knowledge.models import Pay
from tests.knowledge.conftest import PassagesOf


class ReadPay(Protocol):
    """Reads the facts of a Markdown text of a market."""

    def __call__(self, text: str, market: str = "Sri Lanka") -> list[Pay]:
        """The facts, in order."""
        ...


@pytest.fixture
def pay(passages_of: PassagesOf) -> ReadPay:
    """The facts of a Markdown text."""

    def read(text: str, market: str = "Sri Lanka") -> list[Pay]:
        return [fact for passage in passages_of(text, market) for fact in passage.pay]

    return read


def told(facts: list[Pay]) -> list[tuple[str | None, int, int, str, str | None]]:
    """Level, ends, currency and period of each."""
    return [(f.level, int(f.low or 0), int(f.high or 0), f.currency, f.period) for f in facts]


def test_a_list_gives_pay_by_level(pay: ReadPay) -> None:
    """Each line has its level, and from the heading what it does not say itself."""
    lines = "- Entry: 75,000 – 140,000\n- Mid-level: 150k\n- Senior: Rs. 320k\n"
    text = f"## Salary (LKR / month)\n{lines}"
    assert told(pay(text)) == [
        ("entry", 75_000, 140_000, "LKR", "month"),
        ("mid", 150_000, 150_000, "LKR", "month"),
        ("senior", 320_000, 320_000, "LKR", "month"),
    ]


def test_a_tables_columns_say_the_currency(pay: ReadPay) -> None:
    """A bare number in a table is money of the currency that its column's name tells."""
    text = "## Pay\n| Level | Salary (LKR / month) |\n|--|--|\n| Entry | 75,000 – 140,000 |\n"
    assert told(pay(text)) == [("entry", 75_000, 140_000, "LKR", "month")]


def test_a_heading_gives_level_and_market(pay: ReadPay) -> None:
    """What a line does not say of level and market its headings say, else the document."""
    text = "## Salary in Japan\n### Senior nurse\nAbout $4,000 a month.\n\n## Salary\n- Rs. 90k\n"
    assert [(fact.level, fact.market) for fact in pay(text)] == [
        ("senior", "Japan"),
        (None, "Sri Lanka"),
    ]


def test_a_line_names_its_own_market(pay: ReadPay) -> None:
    """A market in the line comes before the document's."""
    (fact,) = pay("## Salary\n- Seniors in Germany: $50,000 a year\n")
    assert (fact.level, fact.market) == ("senior", "Germany")


@pytest.mark.parametrize(
    ("market", "currency"), [("Sri Lanka", "LKR"), ("India", "INR"), ("Pakistan", "PKR")]
)
def test_rupees_are_the_markets(pay: ReadPay, market: str, currency: str) -> None:
    """Rs is the rupee of the document's market, also where the heading says "Rs"."""
    text = "## Salary (Rs. per month)\n- Entry: Rs. 20,000\n- Senior: 50,000\n"
    facts = pay(text, market)
    assert {(fact.currency, fact.market) for fact in facts} == {(currency, market)}
    assert len(facts) == 2


@pytest.mark.parametrize("market", ["Japan", "Global"])
def test_rupees_of_no_one_give_nothing(pay: ReadPay, market: str) -> None:
    """Where no rupee is paid, "Rs" tells no currency, and there is no figure."""
    assert pay("## Salary\n- Entry: Rs. 20,000\n", market) == []


@pytest.mark.parametrize(
    "heading", ["Salary (USD / year)", "Local salary in USD", "Salary working from home"]
)
def test_dollars_move_nobody_abroad(pay: ReadPay, heading: str) -> None:
    """A currency or a word of nearness in a heading is no market."""
    (fact,) = pay(f"## {heading}\n- Entry: $50,000\n", "United States")
    assert fact.market == "United States"


@pytest.mark.parametrize(
    ("line", "basis"),
    [
        ("Average: $50k", "average"),
        ("A senior's mean pay: $50k", "average"),
        ("Median: $50k", "median"),
        ("Low: $50k", "low"),
        ("Highest: $50k", "high"),
        ("Senior: $50k", "range"),
    ],
)
def test_basis_is_as_the_line_says(pay: ReadPay, line: str, basis: str) -> None:
    """An average, a median, a lowest or a highest is told apart from a range."""
    (fact,) = pay(f"## Salary\n- {line}\n")
    assert fact.basis == basis


def test_basis_may_stand_in_the_heading(pay: ReadPay) -> None:
    """The innermost heading tells the basis where the line does not."""
    (fact,) = pay("## Average salary\n### Median\n$50,000 a year.\n")
    assert fact.basis == "median"


@pytest.mark.parametrize(
    ("line", "open_ended"), [("Principal: $210,000+", True), ("Principal: $210,000", False)]
)
def test_an_open_end_is_kept(pay: ReadPay, line: str, open_ended: bool) -> None:
    """What the source gives as not the last word stays so."""
    (fact,) = pay(f"## Salary\n- {line}\n")
    assert (fact.high, fact.open_ended) == (Decimal(210_000), open_ended)


def test_freelance_pay_is_apart(pay: ReadPay) -> None:
    """What freelancers earn is not mixed with salaries, told by the line or by a heading."""
    text = "## Pay\n- Freelance nurses: $20 an hour\n- Staff: $15 an hour\n## Freelancing\n- $3k\n"
    assert [fact.engagement for fact in pay(text)] == ["freelance", "employment", "freelance"]


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Senior: $90k", "year"),  # nobody is quoted such a sum by the month
        ("Senior: $3,000", None),
        ("Senior: Rs. 90,000", None),  # by the month as well as by the year
        ("Senior: Rs. 90,000 a month", "month"),
    ],
)
def test_a_period_is_not_guessed(pay: ReadPay, line: str, period: str | None) -> None:
    """Where the text leaves the period open, so does the fact, but for what is surely a year."""
    (fact,) = pay(f"## Salary\n- {line}\n")
    assert fact.period == period


@pytest.mark.parametrize(
    "line",
    [
        "Senior and lead nurses: Rs. 90,000 a month",  # whose?
        "Entry: Rs. 50k (was Rs. 40k)",
        "Entry Rs. 50k, senior Rs. 90k",
        "Employers in India and Germany pay $50,000 a year",  # where?
        "From Rs. 150k a month",
        "Bonus: Rs. 50,000 a month",
        "Course fee: $2,000",
        "A raise of $5,000 a year",
        "Senior: Rs. 140k – 75k",
        "Figures of 2025",
        "Senior: good",
    ],
)
def test_an_ambiguous_line_gives_no_fact(pay: ReadPay, line: str) -> None:
    """Where it is not clear whose pay a sum is, or that it is pay, there is none."""
    assert pay(f"## Salary (LKR / month)\n- {line}\n") == []


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        ("Nurses earn $50,000 a year.", 1),
        ("The median salary is $50,000 per year.", 1),
        ("A ward needs $50,000 a year.", 0),
        ("A clinic paid $5 million for it.", 0),
        ("A course costs $2,000 a year and pays off.", 0),
        ("They learn $50,000 words a year.", 0),
    ],
)
def test_elsewhere_a_sentence_must_speak_of_pay(pay: ReadPay, sentence: str, facts: int) -> None:
    """Below a heading that is not about pay, a sum counts with a word for pay and its period."""
    assert len(pay(f"## Overview\n{sentence}\n")) == facts


def test_a_line_tells_its_titles(pay: ReadPay) -> None:
    """Job titles in brackets belong to the level, and their words do not confuse it."""
    (fact,) = pay("## Salary\n- Mid (job titles: Staff Nurse / Lead Nurse): Rs. 60,000/=\n")
    assert fact.titles == ("Staff Nurse", "Lead Nurse")
    assert fact.level == "mid"


def test_titles_on_lines_of_their_own_join_their_level(pay: ReadPay) -> None:
    """A list of titles by level completes the pay of that level in that market alone."""
    text = (
        "## Salary\n- Senior: Rs. 90k\n- Entry: Rs. 50k\n- Seniors in Japan: $4,000\n"
        "## Job titles\n- Senior: Chief Nurse / Matron\n"
    )
    assert [fact.titles for fact in pay(text)] == [("Chief Nurse", "Matron"), (), ()]


def test_the_words_looked_for_first_are_in_the_pattern() -> None:
    """No sentence is passed over: what it must hold to be read stands in its pattern."""
    told = [each for kind in load_kinds().values() for each in kind.sentences]
    assert told
    assert all(says in pattern.pattern.casefold() for says, pattern in told)
