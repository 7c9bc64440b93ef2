"""A table's words: one line a career, each figure a fact with its source, what is not known."""

import pytest

from bot.ranked.figures import Standings
from bot.ranked.summary import assumptions_of, summarize_table
from bot.ranked.table import rank
from bot.summaries import Summary
from bot.types import Status
from bot.wording import plain
from knowledge.models import Pay
from tests.asking import assert_balanced
from tests.bot.ranked.builders import (
    SRI_LANKA,
    STATES,
    SmallBase,
    criteria,
    dollars,
    fact,
    rupees,
)

BASE = (
    SmallBase()
    .add("Nurse", dollars(93_600, as_of="May 2024"), fact("education", "Bachelor's degree"))
    .add("Pilot", dollars(198_100, as_of="May 2024"), fact("growth", "4 percent (average)", 4))
    .add("Plumber & <fitter>", dollars(62_970, as_of="May 2024"), fact("education", "None given"))
)


def summary(text: str, base: SmallBase = BASE) -> Summary:
    """The answer to a question."""
    standings = Standings(base)
    return summarize_table(rank(criteria(text), standings, SRI_LANKA), standings)


def test_rows_are_numbered_lines() -> None:
    """Each career is a line that fits a phone, with figure and source."""
    lines = plain(summary("highest paying jobs in the US").html).splitlines()
    assert "1. Pilot – $198,100 a year [1]" in lines
    assert "2. Nurse – $93,600 a year [2]" in lines


def test_basis_is_said() -> None:
    """Which figure ranks, of when, where and of how many careers, stands in the answer."""
    text = plain(summary("highest paying jobs in the US").html)
    assert "median pay, May 2024 in the United States" in text
    assert "3 careers whose documents state it; I know 3" in text


def test_facts_stand_in_the_order_of_the_rows() -> None:
    """JSON has each figure shown, the first row's first, with its career and source."""
    told = summary("highest paying jobs in the US")
    assert [f.role for f in told.facts] == ["Pilot", "Nurse", "Plumber & <fitter>"]
    assert [f.source for f in told.facts] == [1, 2, 3]
    assert told.sources[0].document == "pilot/handbook"
    assert told.status is Status.ANSWERED


def test_everything_is_escaped() -> None:
    """A career's name and the asker's words are text, never markup."""
    html = summary("highest paying jobs in the US").html
    assert "Plumber &amp; &lt;fitter&gt;" in html
    assert_balanced(html)
    assert_balanced(summary("highest paying jobs without <b>maths").html)


def test_what_was_not_understood_is_named() -> None:
    """Words that no criterion was made of are said, and the answer is a partial one."""
    told = summary("highest paying jobs without maths")
    assert "I could not use these words: “without maths”" in plain(told.html)
    assert told.status is Status.PARTIAL


def test_nothing_stated_is_no_answer() -> None:
    """Where no document states what it takes, that is said by name, and no figure stands there."""
    told = summary("remote jobs in the US")
    assert (told.status, told.facts) == (Status.NO_ANSWER, ())
    assert "No document states remote work in the United States" in plain(told.html)


def test_nobody_fits_is_told_with_counts() -> None:
    """Where some are known and none fits, the counts stand for each condition."""
    told = summary("jobs that need a master's degree in the US")
    assert told.status is Status.PARTIAL
    assert "0 of the 1 career that state it in the United States" in plain(told.html)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("is there any job that pays more than a pilot in the US", "No"),
        ("do any jobs pay more than a plumber in the US", "Yes"),
    ],
)
def test_yes_or_no_comes_first(text: str, begins: str) -> None:
    """Who asks whether there is any gets that word first, as far as the documents know."""
    base = SmallBase().add("Pilot", dollars(198_100)).add("Plumber", dollars(62_970))
    assert plain(summary(text, base).html).startswith(begins)


def test_who_is_compared_with_is_shown_with_a_source() -> None:
    """The figure that the others are compared with is stated and sourced like theirs."""
    base = SmallBase().add("Pilot", dollars(198_100)).add("Plumber", dollars(62_970))
    told = summary("do any jobs pay more than a plumber in the US", base)
    assert "Plumber: $62,970 a year [1]" in plain(told.html)
    assert [f.role for f in told.facts] == ["Plumber", "Pilot"]


def test_other_sources_of_a_mixed_table_are_counted() -> None:
    """Where careers come from sources of unequal worth, a row says how many give another figure."""
    base = SmallBase().add("Coder", rupees(90_000, 150_000), source="one2024")
    again = SmallBase().add("Coder", rupees(55_000, 70_000), source="two2023")
    base.documents.update(again.documents)
    base.add("Tester", rupees(60_000, 80_000), source="three2022")
    text = plain(summary("highest paying jobs in Sri Lanka", base).html)
    assert "from 2 sources of unequal worth" in text
    assert "2. Tester – Rs. 60,000 – 80,000 a month [2]\n" in text
    assert "[1] (1 other source differs)" in text


def test_assumptions_are_said() -> None:
    """The country and the order that the asker left open are stated, and given apart as well."""
    standings = Standings(BASE)
    table = rank(criteria("top 3 careers"), standings, SRI_LANKA)
    lines = assumptions_of(table)
    assert len(lines) == 2
    text = plain(summarize_table(table, standings).html)
    assert all(line in text for line in lines)
    assert STATES in lines[1]


def test_follow_ups_ask_for_the_rest() -> None:
    """Where more fit than are shown, a button asks for ten; the first career can be asked about."""
    base = SmallBase()
    for number in range(7):
        base.add(f"Job {number}", dollars(10_000 * (number + 1)))
    told = summary("top 5 highest paying jobs in the US?", base)
    assert told.follow_ups[0] == "Top 10: highest paying jobs in the US"
    assert "What does a job 6 do?" in told.follow_ups
    assert all(isinstance(f.stated, Pay) for f in told.facts)
