"""Money in any text at all: no exception, no slow reading, and what is written reads back."""

from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.money import find_money
from knowledge.money_words import spellings

LETTERS = st.text("$€£₹Rskmloprcuntydha0123456789.,'–-+=/() \u00a0", max_size=60)
PIECES = (
    "$;£;€;₹;Rs.;LKR;USD;CAD;R;5;12;75;900;2024;1,500;75,000;1,50,000;45.000;12,50;120'000;45 000"
    ";k;K;m;lakh;LPA;crore;–;-;to;and;between;up to;from;+;/=;/-;per hour;/hr;a month;pa;p.a."
    ";annual salary;level;(;);.;,;:;%;x;years"
)
WORDS = st.sampled_from(PIECES.split(";"))
LIKE_MONEY = LETTERS | st.lists(WORDS, max_size=14).map(" ".join) | st.lists(WORDS).map("".join)
CONTEXTS = st.sampled_from(["", "LKR / month", "Pay", "USD and LKR"])
ENDS = st.tuples(st.integers(1_000, 10**9), st.integers(0, 99)).map(
    lambda e: (e[0], e[0] * (1 + e[1]))
)
SYMBOLS = st.sampled_from(
    [("Rs. ", "LKR"), ("$", "USD"), ("£", "GBP"), ("€", "EUR"), ("PKR ", "PKR")]
)
PERIODS = st.sampled_from(
    [("an hour", "hour"), ("/day", "day"), ("per week", "week"), ("/mo", "month"), ("p.a.", "year")]
)


@given(st.text() | LIKE_MONEY, CONTEXTS, st.sampled_from([None, "LKR"]))
@settings(max_examples=400)
def test_any_text_can_be_read(text: str, context: str, rupee: str | None) -> None:
    """No text raises; ends are in order, and so are places."""
    end = 0
    for money in find_money(text, context, rupee):
        assert Decimal(0) < money.low <= money.high
        assert end <= money.start < money.end <= len(text)
        assert not (money.up_to and money.open_ended)
        end = money.end


@given(ends=ENDS, symbol=SYMBOLS, period=PERIODS, plus=st.sampled_from(["", "+"]))
def test_what_we_write_reads_back_equal(
    ends: tuple[int, int], symbol: tuple[str, str], period: tuple[str, str], plus: str
) -> None:
    """A sum written with thousands separators, a dash and its period is read as itself."""
    low, high = ends
    sign, currency = symbol
    sums = f"{sign}{high:,}" if low == high else f"{sign}{low:,} – {sign}{high:,}"
    (money,) = find_money(f"They earn {sums}{plus} {period[0]}, mostly.", rupee="LKR")
    assert (money.low, money.high) == (Decimal(low), Decimal(high))
    assert (money.currency, money.period, money.open_ended) == (currency, period[1], bool(plus))


@given(
    thousands=st.integers(1, 999),
    scale=st.sampled_from(
        [(w, int(s)) for s, words in spellings()["scales"].items() for w in words]
    ),
    fraction=st.integers(0, 99),
)
def test_a_scaled_amount_reads_as_its_product(
    thousands: int, scale: tuple[str, int], fraction: int
) -> None:
    """Every scale multiplies its number exactly, cents and all."""
    word, times = scale
    (money,) = find_money(f"about £{thousands}.{fraction:02} {word} so far")
    assert money.low == money.high == (Decimal(thousands) + Decimal(fraction) / 100) * times


@given(
    grouping=st.sampled_from([(",", "$"), (".", "€"), (" ", "€"), ("'", "CHF "), ("\u202f", "£")]),
    value=st.integers(1_000, 10**9),
)
def test_thousands_are_parted_as_each_country_does(grouping: tuple[str, str], value: int) -> None:
    """Comma, point, space and apostrophe part the same number."""
    mark, sign = grouping
    (money,) = find_money(sign + f"{value:,}".replace(",", mark))
    assert money.low == money.high == value


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        *("1", "1,", "111,", "1.", "111.", "111'", "111 ", "1-", "1 x ", "1x1-", "1, a", "1 +"),
        *("$", "$ ", "$1", "$1-", " ", "5" + " " * 9, "\u00a0", "\n", "–", "+", "/", "("),
        *("Rs.", "R", "k", "from ", "from 1 to ", "between ", "annual ", "annual salary ", "a "),
        *("US dollars ", "lakhs per annum ", "1 lakh and ", "ක", "per "),
    ],
)
def test_a_long_text_takes_time_in_proportion(unit: str) -> None:
    """Ten times the text takes nowhere near a hundred times the time, whatever it repeats."""
    short, long = (_time(unit, length) for length in (10_000, 100_000))
    assert long < 40 * max(short, 0.005)


def _time(unit: str, length: int) -> float:
    text = (unit * length)[:length] + "x"
    started = process_time()
    for _ in find_money(text, rupee="LKR"):
        pass
    return process_time() - started
