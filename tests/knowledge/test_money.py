"""Money in running text: what a person reads out of it, and what is no money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.money import Money, currency_of, find_money, period_of

Read = tuple[int | str, int | str, str | None, str | None]


def read(text: str, context: str = "", rupee: str | None = None) -> list[Money]:
    """All money of a text."""
    return list(find_money(text, context, rupee))


def amounts(text: str, context: str = "", rupee: str | None = None) -> list[tuple[int, int]]:
    """The ends of each sum in a text."""
    return [(int(money.low), int(money.high)) for money in read(text, context, rupee)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rs.75k – Rs.140k/mo", (75_000, 140_000, "LKR", "month")),
        ("$70k – $110k/yr", (70_000, 110_000, "USD", "year")),
        ("Rs. 1,50,000 a month", (150_000, 150_000, "LKR", "month")),
        ("Rs.3,20,000 – Rs.7,00,000/mo", (320_000, 700_000, "LKR", "month")),
        ("LKR 100,000 - 200,000 per month", (100_000, 200_000, "LKR", "month")),
        ("100,000 LKR", (100_000, 100_000, "LKR", None)),
        ("රු 50,000", (50_000, 50_000, "LKR", None)),
        ("Rs 50000/= per month", (50_000, 50_000, "LKR", "month")),
        ("Rs 1.5 lakhs per month", (150_000, 150_000, "LKR", "month")),
        ("1.5 million rupees", (1_500_000, 1_500_000, "LKR", None)),
        ("₹12 lakh per annum", (1_200_000, 1_200_000, "INR", "year")),
        ("₹1.2 crore a year", (12_000_000, 12_000_000, "INR", "year")),
        ("₹3.4 LPA", (340_000, 340_000, "INR", "year")),
        ("₹6-9L", (600_000, 900_000, "INR", None)),
        ("£35,000-£45,000 pa", (35_000, 45_000, "GBP", "year")),
        ("€50.000", (50_000, 50_000, "EUR", None)),
        ("62.185 Euro", (62_185, 62_185, "EUR", None)),
        ("50 000 €", (50_000, 50_000, "EUR", None)),
        ("$ 70\u00a0000", (70_000, 70_000, "USD", None)),
        ("US$ 1,200", (1_200, 1_200, "USD", None)),
        ("A$ 100k", (100_000, 100_000, "AUD", None)),
        ("S$5,000 pm", (5_000, 5_000, "SGD", "month")),
        ("$75,000 (CAD)", (75_000, 75_000, "CAD", None)),
        ("$85k – $95k AUD/yr", (85_000, 95_000, "AUD", "year")),
        ("75 – 140k USD", (75_000, 140_000, "USD", None)),
        ("$170-225K + equity", (170_000, 225_000, "USD", None)),
        ("between $5,000 and $7,000 a month", (5_000, 7_000, "USD", "month")),
        ("$3,535 – $5,361/per month", (3_535, 5_361, "USD", "month")),
        ("$5,417. – $10,713.", (5_417, 10_713, "USD", None)),
        ("$20-$30/h", (20, 30, "USD", "hour")),
        ("500 USD/day", (500, 500, "USD", "day")),
        ("$500 a week", (500, 500, "USD", "week")),
        ("$12.50 an hour", ("12.50", "12.50", "USD", "hour")),
        ("10 dollars", (10, 10, "USD", None)),
        ("Entry LevelRs.50k – Rs.85k/mo", (50_000, 85_000, "LKR", "month")),
        ("Cloud EngineerLKR 120,000 – 200,000", (120_000, 200_000, "LKR", None)),
    ],
)
def test_money_reads_as_a_person_reads_it(text: str, expected: Read) -> None:
    """The amounts, the currency and the period are those that are written."""
    low, high, currency, period = expected
    (money,) = read(text, rupee="LKR")
    assert (money.low, money.high) == (Decimal(low), Decimal(high))
    assert (money.currency, money.period) == (currency, period)


@pytest.mark.parametrize(
    "text",
    [
        "401(k)",
        "401k",
        "60,000 readers",
        "2-5 years",
        "top-5",
        "7/10",
        "24/7",
        "about 2025",
        "12 LPA",
        "1.5 lakh a month",
        "USDT 500",
        "1500 USDC",
        "5000 eurozone",
        "cars 5000",
        "pm 5000",
    ],
)
def test_what_names_no_currency_is_no_money(text: str) -> None:
    """A number alone is no sum, nor one beside a word that only begins as a currency does."""
    assert read(text, rupee="LKR") == []


@pytest.mark.parametrize(
    "text",
    [
        "Rs. 140k – 75k",  # upside down
        "$140 - 75k",
        "$10B",  # ten dollars?
        "$12,34",
        "$1,2345",
        "$5.5.5",
        "$1.200",  # thousands as in euros, or a price to the tenth of a cent
        "$70kMid-Level",
        "Level 3 – $85k",
        "2023 – $80k",
        "CA$70,000 – $90,000",
        "$5 – 10 years",
        "$75,000 (GBP)",
        "$" + "9" * 40,
    ],
)
def test_what_is_half_understood_gives_no_sum(text: str) -> None:
    """Where a part of an expression would be a wrong figure, there is none."""
    assert read(text, rupee="LKR") == []


@pytest.mark.parametrize(
    ("text", "ended"),
    [("$210,000+ per year", True), ("Rs.150k+ /mo", True), ("$90k", False), ("$1k – $2k+", True)],
)
def test_a_plus_leaves_the_upper_end_open(text: str, ended: bool) -> None:
    """The sign says that the figure is not the last word."""
    assert [money.open_ended for money in read(text, rupee="LKR")] == [ended]


def test_the_market_says_which_rupee() -> None:
    """The sign Rs is no currency until the context says whose; then it is that one."""
    text = "Rs. 50,000 a month"
    found = [money.currency for rupee in ("LKR", "INR", None) for money in read(text, rupee=rupee)]
    assert found == ["LKR", "INR", None]


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
        ("540'000", []),
        ("AU$ 1,200", []),
    ],
)
def test_a_bare_number_is_money_only_below_a_currency(
    text: str, expected: list[tuple[int, int]]
) -> None:
    """Below a currency a number is pay if large enough, no year and no count of something."""
    assert amounts(text, context="Pay (LKR / month)") == expected
    assert amounts(text) == []


def test_a_context_of_two_currencies_settles_none() -> None:
    """A heading that names two currencies or two periods says nothing of a bare number."""
    assert currency_of("LKR and USD") is None
    assert period_of("per month or per year") is None
    assert amounts("90,000", context="LKR and USD") == []


def test_sums_are_told_with_their_place() -> None:
    """Several sums come in order, each with the place where it stands."""
    text = "from $100 $200 up to Rs. 5,000/= a day, then $7k."
    assert [text[money.start : money.end] for money in read(text)] == [
        "$100",
        "$200",
        "Rs. 5,000/= a day",
        "$7k",
    ]


LIKE_MONEY = st.text("$€£₹Rskmloprcuntydha0123456789.,'–-+=/() \u00a0", max_size=60)


@given(st.text() | LIKE_MONEY, st.sampled_from(["", "LKR / month"]))
def test_any_text_can_be_read(text: str, context: str) -> None:
    """No text raises; ends are in order, and so are places."""
    end = 0
    for money in find_money(text, context, "LKR"):
        assert Decimal(0) <= money.low <= money.high
        assert end <= money.start < money.end <= len(text)
        end = money.end


@given(
    ends=st.tuples(st.integers(1, 10**9), st.integers(1, 10**9)).map(sorted),
    symbol=st.sampled_from([("Rs. ", "LKR"), ("$", "USD"), ("£", "GBP"), ("€", "EUR")]),
    period=st.sampled_from(["hour", "day", "week", "month", "year"]),
    single=st.booleans(),
    plus=st.sampled_from(["", "+"]),
)
def test_what_we_write_reads_back_equal(
    ends: list[int], symbol: tuple[str, str], period: str, single: bool, plus: str
) -> None:
    """A sum written with thousands separators, a dash and its period is read as itself."""
    low, high = (ends[1], ends[1]) if single else ends
    sign, currency = symbol
    written = f"{sign}{high:,}" if single else f"{sign}{low:,} – {sign}{high:,}"
    text = f"They earn {written}{plus} a {period}, mostly."
    text = text.replace("a hour", "an hour")
    (money,) = read(text, rupee="LKR")
    assert (money.low, money.high) == (Decimal(low), Decimal(high))
    assert (money.currency, money.period, money.open_ended) == (currency, period, bool(plus))
