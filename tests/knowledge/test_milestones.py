"""After how many years a level is reached, as documents say it."""

from dataclasses import replace

import pytest

from knowledge.milestones import level_after, milestones
from tests.fakes import make_passage


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Typical progression: 3yr to mid · 7yr to senior", {"mid": 3, "senior": 7}),
        (
            "A nurse reaches mid level after 3 years and senior level after 7 years",
            {"mid": 3, "senior": 7},
        ),
        ("Lead, typically after 10 years", {"lead": 10}),
        ("7 yrs to senior, 3 yrs to mid", {"mid": 3, "senior": 7}),
        ("3 years to master it", {}),
        ("a degree after 3 years", {}),
    ],
)
def test_years_are_read_with_their_level(text: str, expected: dict[str, int]) -> None:
    """Years count where they stand beside a level; fewest come first."""
    found = milestones([make_passage(text, topic="progression")])
    assert list(found.items()) == list(expected.items())


def test_only_passages_on_progression_count() -> None:
    """A passage counts by its topic, by a heading further out, or by naming progression."""
    text = "3 years to mid"
    passage = make_passage(text, topic="hours")
    assert milestones([passage]) == {}
    assert milestones([replace(passage, also=("progression",))]) == {"mid": 3}
    assert milestones([make_passage(f"Progression: {text}")]) == {"mid": 3}


def test_the_first_word_on_a_level_stands() -> None:
    """Of two passages that differ the first one is kept."""
    passages = [make_passage(f"{n} years to mid", topic="progression") for n in (3, 4)]
    assert milestones(passages) == {"mid": 3}


@pytest.mark.parametrize(
    ("years", "level"), [(0, "entry"), (2, "entry"), (3, "mid"), (6, "mid"), (7, "senior")]
)
def test_the_last_level_reached_counts(years: int, level: str) -> None:
    """Somebody has the highest level whose years are behind them, the first one before any."""
    assert level_after(years, {"mid": 3, "senior": 7}) == level


def test_without_milestones_years_tell_nothing() -> None:
    """Where no document tells, no level is guessed."""
    assert level_after(5, {}) is None
