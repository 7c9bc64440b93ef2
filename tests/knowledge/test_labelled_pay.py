"""Sums that stand at a title of no known level."""

from decimal import Decimal

from knowledge.facts import with_facts
from knowledge.models import BlockKind, Passage

LINES = (
    "Senior: Rs. 160,000 a month",
    "Matron: Rs. 190,000 a month",
    "Average: Rs. 90,000 a month",
)


def facts() -> dict[Decimal | None, tuple[str | None, tuple[str, ...]]]:
    """Sum to level and titles, as a list of pay lines gives them."""
    passage = Passage(
        id="nurse#1",
        document="nurse",
        role="nurse",
        topic="pay",
        market="Sri Lanka",
        level=None,
        heading=("Pay",),
        kind=BlockKind.BULLETS,
        text="\n".join(LINES),
        items=LINES,
    )
    return {fact.low: (fact.level, fact.titles) for fact in with_facts([passage])[0].pay}


def test_a_title_of_no_level_stays_with_its_sum() -> None:
    """A label that names neither level nor kind of sum is the title that earns it."""
    assert facts()[Decimal(190_000)] == (None, ("Matron",))


def test_a_level_or_a_kind_of_sum_is_no_title() -> None:
    """Levels and averages say what a sum is, not whose."""
    assert facts()[Decimal(160_000)] == ("senior", ())
    assert facts()[Decimal(90_000)] == (None, ())
