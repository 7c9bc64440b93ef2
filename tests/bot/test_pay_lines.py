"""Pay as lines: what is equal once, what differs side by side, the hour beside the year."""

from datetime import date
from decimal import Decimal
from typing import Any

from bot.citations import Citations
from bot.exchange import Exchange, Rate
from bot.pay_lines import PayLine, pay_lines, spread_lines, without_shares
from knowledge.models import Passage, Pay, RoleDocument
from tests.bot.builders import pay
from tests.bot.small_expertise import document, expertise, stating

TODAY = date(2026, 11, 22)
AT_HOME = Exchange()


def dollars(amount: int, **changes: Any) -> Pay:
    """A yearly median in the United States."""
    fields: dict[str, Any] = {"currency": "USD", "period": "year", "basis": "median"}
    return pay(amount, amount, **(fields | {"market": "United States"} | changes))


def stated(*documents: RoleDocument) -> tuple[list[tuple[Pay, Passage]], Citations]:
    """All pay facts of documents in their order, and citations of them."""
    facts = [(fact, p) for d in documents for p in d.passages for fact in p.pay]
    return facts, Citations(expertise(*documents), TODAY)


def told(lines: tuple[PayLine, ...]) -> list[str]:
    """The amounts of lines with the numbers and dates of their sources."""
    return [
        f"{line.amount} {[(c.number, c.date, c.old) for c in line.cited]}".replace("'", "")
        for line in lines
    ]


def test_equal_figures_are_one_line_with_all_their_sources() -> None:
    """Two documents that agree are cited side by side, each with its date."""
    one = document("one", stating(dollars(90_000, as_of="May 2024")))
    two = document("two", stating(dollars(90_000)), as_of="2026")
    facts, citations = stated(one, two)
    [line] = pay_lines(facts, citations, AT_HOME)
    assert told((line,)) == ["$90,000 a year [(1, 2026, False), (2, May 2024, True)]"]
    assert [fact.source for fact in line.facts] == [1, 2]


def test_figures_that_disagree_keep_a_line_each_the_newest_first() -> None:
    """Nothing is averaged, and the older figure is marked."""
    old = document("old", stating(dollars(80_000, as_of="May 2022")))
    new = document("new", stating(dollars(90_000, as_of="May 2025")))
    facts, citations = stated(old, new)
    assert told(pay_lines(facts, citations, AT_HOME)) == [
        "$90,000 a year [(1, May 2025, False)]",
        "$80,000 a year [(2, May 2022, True)]",
    ]


def test_without_all_the_dates_the_order_stays() -> None:
    """Which is the newest nobody knows where one document has no date."""
    old = document("old", stating(dollars(80_000, as_of="2022")))
    unknown = document("unknown", stating(dollars(90_000)), as_of=None)
    facts, citations = stated(old, unknown)
    lines = pay_lines(facts, citations, AT_HOME)
    assert [line.amount for line in lines] == ["$80,000 a year", "$90,000 a year"]
    assert lines[1].cited[0].date == ""


def test_levels_stay_together_whatever_the_source() -> None:
    """What two sources say of one level stands side by side, before the next level."""
    documents = [
        document(name, stating(pay(low, low, level="entry"), pay(high, high, level="senior")))
        for name, low, high in (("one", 10, 30), ("two", 20, 40))
    ]
    facts, citations = stated(*documents)
    lines = pay_lines(facts, citations, AT_HOME)
    assert [line.level for line in lines] == ["entry level"] * 2 + ["senior level"] * 2


def test_the_hour_stands_beside_the_year_of_the_same_statement() -> None:
    """One source's yearly and hourly median are one line; both are facts of it."""
    hourly = dollars(45, period="hour")
    facts, citations = stated(document("one", stating(dollars(93_600), hourly)))
    [line] = pay_lines(facts, citations, AT_HOME)
    assert (line.amount, line.beside) == ("$93,600 a year", ("$45.00 an hour",))
    assert [fact.stated.low for fact in line.facts] == [93_600, 45]


def test_an_hour_of_another_source_keeps_its_own_line() -> None:
    """Whose hour it is must not be guessed."""
    one = document("one", stating(dollars(93_600)))
    two = document("two", stating(dollars(45, period="hour")))
    facts, citations = stated(one, two)
    assert [line.amount for line in pay_lines(facts, citations, AT_HOME)] == [
        "$93,600 a year",
        "$45.00 an hour",
    ]


def test_two_hourly_figures_of_one_source_are_both_told() -> None:
    """Which of them belongs to the year nobody knows, so none is left out."""
    figures = (dollars(93_600), dollars(45, period="hour"), dollars(50, period="hour"))
    facts, citations = stated(document("one", stating(*figures)))
    assert len(pay_lines(facts, citations, AT_HOME)) == 3


def test_whom_and_where_are_told_once() -> None:
    """A line leaves out what the line before has said, and says it again after a change."""
    figures = (dollars(1), dollars(2, basis="average"), pay(3, 3), dollars(4, titles=("Matrons",)))
    facts, citations = stated(document("one", stating(*figures)))
    lines = pay_lines(facts, citations, AT_HOME)
    assert [line.words for line in lines] == [
        ("median", "Engineer", "United States"),
        ("average",),
        ("Engineer", "Sri Lanka"),
        ("median", "Matrons", "United States"),
    ]


def test_the_askers_currency_stands_beside_where_a_rate_is_set() -> None:
    """The document's figure stays as it is, and what is theirs already is not converted."""
    exchange = Exchange("LKR", (Rate("USD", "LKR", Decimal("301.5"), date(2026, 11, 1)),))
    facts, citations = stated(document("one", stating(dollars(97_550), pay(5, 5))))
    abroad, home = pay_lines(facts, citations, exchange)
    assert abroad.amount == "$97,550 a year"
    assert abroad.approximate == "≈ Rs. 29,400,000 a year at 301.5 of 2026-11-01"
    assert home.approximate == ""
    assert [fact.stated.low for fact in abroad.facts] == [97_550]


def test_the_ends_of_the_scale_are_one_line_a_source() -> None:
    """What the lowest and the highest paid earn is told together, from the bottom up."""
    shares = [dollars(n, basis=basis) for basis, n in (("p90", 9), ("p10", 1), ("p25", 2))]
    facts, citations = stated(document("one", stating(dollars(5), *shares)))
    usual, ends = without_shares(facts)
    assert [fact.low for fact, _ in usual] == [5]
    [line] = spread_lines(ends, citations, named=False, market="United States")
    assert line.shares == (
        "lowest tenth under $1",
        "lowest quarter under $2",
        "highest tenth over $9",
    )
    assert (line.period, line.market, line.words) == ("a year", "", ())
    assert [fact.stated.low for fact in line.facts] == [1, 2, 9]


def test_years_and_hours_of_the_scale_are_two_lines() -> None:
    """An amount stands with its own period."""
    shares = [dollars(1, basis="p10"), dollars(2, basis="p10", period="hour")]
    facts, citations = stated(document("one", stating(*shares)))
    assert [line.period for line in spread_lines(facts, citations)] == ["a year", "an hour"]
