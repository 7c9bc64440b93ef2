"""Which questions are over many careers, what they ask for, and which are about something else."""

from importlib.resources import files
from typing import Any

import pytest

from bot.ranked.criteria import criteria_of
from bot.ranked.models import Condition, Criteria
from knowledge.resources import yaml_value
from tests.bot.ranked.builders import criteria, said

CASES = yaml_value(files("tests.bot.ranked").joinpath("utterances.yaml").read_text("utf-8"))
"""The judged utterances, in two lists."""
_TOLD = ("by", "lowest", "beside", "level", "market", "field", "bare", "assumed")
_LISTED = ("not_fields", "roles", "unused")


def _condition(condition: Condition) -> str:
    parts = (condition.kind, condition.relation, condition.bound, condition.currency)
    return " ".join(str(part) for part in (*parts, condition.period) if part is not None)


def _described(found: Criteria) -> dict[str, Any]:
    """The criteria as the file of utterances writes them."""
    told = {name: getattr(found, name) for name in _TOLD if getattr(found, name)}
    told |= {name: list(getattr(found, name)) for name in _LISTED if getattr(found, name)}
    if found.beside:
        told["relation"] = found.relation.value
    if found.conditions:
        told["meets"] = [_condition(condition) for condition in found.conditions]
    return told if found.count == Criteria("").count else told | {"count": found.count}


def test_there_are_many_of_each() -> None:
    """Sixty questions over careers and sixty others are judged at least."""
    assert len(CASES["over_careers"]) >= 60
    assert len(CASES["others"]) >= 60


@pytest.mark.parametrize("case", CASES["over_careers"], ids=lambda case: case["ask"])
def test_over_careers(case: dict[str, Any]) -> None:
    """A question over many careers is read as what it asks for, no more and no less."""
    expected = {key: value for key, value in case.items() if key != "ask"}
    assert _described(criteria(case["ask"])) == expected


@pytest.mark.parametrize("text", CASES["others"])
def test_others(text: str) -> None:
    """What is about one career, or about something else than careers, is left to others."""
    assert criteria_of(said(text)) is None


def test_count_is_bounded() -> None:
    """No table has more than ten rows, nor fewer than one, whatever is asked."""
    assert criteria("top 99 highest paying careers").count == 10
    assert criteria("top 0 highest paying careers").count == 1


def test_two_markets_make_no_table() -> None:
    """Two countries cannot be in one ranking, so it is left to the comparison of countries."""
    assert criteria_of(said("highest paying jobs in Sri Lanka and the United States")) is None


def test_a_negation_is_never_dropped() -> None:
    """What is denied is applied, named as not understood, or the question is left alone."""
    assert criteria("highest paying jobs outside IT").not_fields == ("it",)
    assert criteria("highest paying jobs without maths").unused == ("without maths",)
    assert criteria_of(said("jobs that do not pay well")) is None


def test_second_order_is_named() -> None:
    """A table has one order; a second one is named as not used."""
    found = criteria("highest paying and fastest growing jobs")
    assert (found.by, found.unused) == ("pay", ("fastest growing",))


def test_top_ten_of_a_question_asks_it_again() -> None:
    """The button for the rest asks the same with another count."""
    asked = criteria("which jobs pay most in Sri Lanka at entry level")
    again = criteria("Top 10: which jobs pay most in Sri Lanka at entry level")
    assert again.count == 10
    assert (again.by, again.level, again.market) == (asked.by, asked.level, asked.market)


def test_top_ten_of_a_filter_is_still_a_filter() -> None:
    """The button for the rest of a filter's careers puts them in no other order."""
    assert criteria("Top 10: careers with low AI risk and remote work").by is None
    assert criteria("best careers with remote work").assumed


@pytest.mark.parametrize(
    "text",
    ["", " ", "@0 @1", "which jobs pay more than @7", "•★◆ jobs", "jobs " * 200, "<role>", "top 0"],
)
def test_never_raises(text: str) -> None:
    """No text is an error, not even one that looks like what is put in its place."""
    criteria_of(said(text))
