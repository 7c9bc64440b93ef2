"""What facts' values are worth in an order: numbers as they are, terms by their step."""

from decimal import Decimal

import pytest

from knowledge.facts.kinds import load_kinds
from knowledge.facts.values import ends_of, ladders, name_of_step, step_named, step_of
from knowledge.models import Fact


@pytest.mark.parametrize(
    ("kind", "lower", "higher"),
    [
        ("education", "High school diploma or equivalent", "Some college, no degree"),
        ("education", "Postsecondary nondegree award", "Associate's degree"),
        ("education", "bachelor's degree", "Doctoral or professional degree"),
        ("training", "None", "Short-term on-the-job training"),
        ("related_experience", "Less than 5 years", "5 years or more"),
        ("ai_risk", "low, seen over the long term", "medium"),
        ("demand", "high", "very high"),
    ],
)
def test_steps_stand_in_order(kind: str, lower: str, higher: str) -> None:
    """A ladder's terms are compared by their step, whatever stands behind a comma."""
    steps = step_of(kind, lower), step_of(kind, higher)
    assert None not in steps
    assert steps[0] < steps[1]  # type: ignore[operator]


@pytest.mark.parametrize("value", ["Lower secondary", "bachelor's degree plus a licence", "", "5"])
def test_other_terms_stand_in_no_order(value: str) -> None:
    """What no ladder has is not put on one by guessing."""
    assert step_of("education", value) is None


def test_numbers_are_their_own_worth() -> None:
    """A number stands for itself, a range for both its ends."""
    hours = Fact("hours", "40 – 45 hours", Decimal(40), Decimal(45))
    assert ends_of(hours) == (Decimal(40), Decimal(45))
    number = Decimal(3_391_000)
    assert ends_of(Fact("jobs", "3,391,000", number)) == (number, number)
    assert ends_of(Fact("job_zone", "four")) is None


def test_ladders_are_of_known_kinds() -> None:
    """Each ladder is of a kind of facts, its steps have names, and no name is of two steps."""
    assert ladders()
    for kind, steps in ladders().items():
        assert load_kinds()[kind].value == "term"
        names = [name for step in steps.values() for name in step]
        assert len(names) == len(set(names)) > 0
        for key in steps:
            assert step_of(kind, name_of_step(kind, step_named(kind, key))) == step_named(kind, key)


def test_unknown_step_is_an_error() -> None:
    """A pattern that names a step no ladder has is a mistake that shows at once."""
    with pytest.raises(KeyError):
        step_named("education", "diploma mill")
