"""Money in running text: what a person reads out of it, and what is no money."""

import csv
from pathlib import Path

import pytest

from knowledge.money import Money, currency_of, find_money, period_of

TABLES = ("money_first.tsv", "money_second.tsv")


def read(text: str, context: str = "", rupee: str | None = None) -> list[Money]:
    """All money of a text."""
    return list(find_money(text, context, rupee))


def amounts(text: str, context: str = "", rupee: str | None = None) -> list[tuple[int, int]]:
    """The ends of each sum in a text."""
    return [(int(money.low), int(money.high)) for money in read(text, context, rupee)]


def table(name: str) -> list[tuple[str, str]]:
    """The expressions of a file with what a person reads in each."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["text"], row["reading"]) for row in rows]


def written(money: Money) -> str:
    """A reading as the tables write it: "<60000 GBP -", "5..7+ USD month"."""
    ends = f"{money.low}" if money.low == money.high else f"{money.low}..{money.high}"
    ends = f"{'<' * money.up_to}{ends}{'+' * money.open_ended}"
    return f"{ends} {money.currency or '-'} {money.period or '-'}"


@pytest.mark.parametrize(("text", "reading"), [row for name in TABLES for row in table(name)])
def test_money_reads_as_a_person_reads_it(text: str, reading: str) -> None:
    """What is written is read, what is open stays open, and what is no money is none."""
    assert " | ".join(map(written, read(text))) == reading.replace("none", "")


@pytest.mark.parametrize(
    "text",
    [
        "USDT 500",
        "1500 USDC",
        "5000 eurozone",
        "cars 5000",
        "pm 5000",
        "7/10",
        "about 2025",
        "$10B",  # ten dollars?
        "$1,2345",
        "$5.5.5",
        "$1.200",  # thousands as in euros, or a price to the tenth of a cent
        "$70kMid-Level",
        "2023 – $80k",
        "$5 – 10 years",
        "$5 - $6 - $7",
        "$" + "9" * 40,
        "$20/hr – $60k/yr",
        "salaries range from $20k, some say",
        "Rs. 140k – 75k",
        "USD 5,000 per shift x 4",
        "2k a fortnight",
    ],
)
def test_what_is_half_understood_gives_no_sum(text: str) -> None:
    """Where a part of an expression would be a wrong figure, there is none."""
    assert read(text, rupee="LKR") == []


def test_the_market_says_which_rupee() -> None:
    """The sign Rs is no currency until the context says whose; then it is that one."""
    text = "Rs. 50,000 a month"
    found = [money.currency for rupee in ("LKR", "INR", None) for money in read(text, rupee=rupee)]
    assert found == ["LKR", "INR", None]


def test_a_code_beside_a_shared_sign_says_whose_it_is() -> None:
    """A code settles "$" and "Rs" against the market; a code of no such money contradicts them."""
    texts = ("Rs. 5,000 (LKR)", "$5,000 SGD", "Rs. 5,000 (USD)", "$5,000 (LKR)")
    found = [[money.currency for money in read(text, rupee="INR")] for text in texts]
    assert found == [["LKR"], ["SGD"], [], []]


def test_a_written_currency_beats_the_context() -> None:
    """A heading's currency holds only for sums that have none."""
    found = read("$500 or 90,000", context="Pay (LKR / month)")
    assert [(money.currency, money.period) for money in found] == [
        ("USD", "month"),
        ("LKR", "month"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Entry: 75,000 – 140,000", [(75_000, 140_000)]),
        ("90,000 for a senior", [(90_000, 90_000)]),
        ("75 – 140k", [(75_000, 140_000)]),
        ("Figures of 2025", []),
        ("2019 – 2024", []),
        ("Join 60,000 readers", []),
        ("401(k)", []),
        ("after 7 years", []),
        ("AU$ 1,200", [(1_200, 1_200)]),
    ],
)
def test_below_a_currency_a_bare_number_is_money(
    text: str, expected: list[tuple[int, int]]
) -> None:
    """Below a currency a number is pay if large enough, no year and no count of something."""
    assert amounts(text, context="Pay (LKR / month)") == expected


@pytest.mark.parametrize(
    "text", ["Entry: 75,000 – 140,000", "90,000 for a senior", "I counted 60,000", "7 a week"]
)
def test_a_bare_number_that_nothing_shows_to_be_pay_is_none(text: str) -> None:
    """Without a currency around, a period or the place where pay stands, a number is a number."""
    assert amounts(text) == []


@pytest.mark.parametrize("text", ["8 to 10 per day", "20 per hour", "500 a week"])
def test_a_small_bare_number_never_takes_the_context_s_currency(text: str) -> None:
    """Ten cups a day below "LKR" are not ten rupees: the currency stays open, so no fact comes."""
    found = read(text, context="Pay (LKR / month)")
    assert [money.currency for money in found] == [None] * len(found)


def test_a_period_said_ahead_holds_for_the_first_sum_only() -> None:
    """What comes after a sum may be of another period, so it stays open."""
    found = read("The median annual wage was $74,180, or $35.66.")
    assert [money.period for money in found] == ["year", None]


def test_a_period_said_in_another_sentence_is_not_the_sum_s() -> None:
    """A sentence ends what its words speak of."""
    (money,) = read("Nobody tells the annual salary. She has $2,000.")
    assert money.period is None


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("LKR and USD", None),
        ("CAD designer › Salary", None),
        ("PHP developer › Pay", None),
        ("Pay (PKR / month)", "PKR"),
        ("Salaries in Swiss francs", "CHF"),
        ("Rs. a month", "LKR"),
    ],
)
def test_a_heading_names_one_currency_or_none(text: str, settled: str | None) -> None:
    """Two currencies settle nothing, nor does what is more often a skill than money."""
    assert currency_of(text, "LKR") == settled
    (money,) = read("90,000", text, "LKR")
    assert money.currency == settled


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("LKR / month", "month"),
        ("per month or per year", None),
        ("Annual pay", "year"),
        ("PM salaries", None),
        ("I/O and N/A", None),
    ],
)
def test_a_heading_names_one_period_or_none(text: str, settled: str | None) -> None:
    """Two periods settle nothing; letters that are more often something else are none."""
    assert period_of(text) == settled


def test_sums_are_told_with_their_place() -> None:
    """Several sums come in order, each with the place where it stands."""
    text = "from $100 $200 or else Rs. 5,000/= a day, then $7k."
    assert [text[money.start : money.end] for money in read(text)] == [
        "$100",
        "$200",
        "Rs. 5,000/= a day",
        "$7k",
    ]
