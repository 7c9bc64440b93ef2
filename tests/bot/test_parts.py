"""Which part of a role a text means, by the words that tell its title from the others."""

import pytest

from bot.parts import part_said

SOCIAL = frozenset(
    {
        "Healthcare Social Workers",
        "Mental and General Social Workers",
        "Child and Family Social Workers",
        "Social Workers, All Other",
    }
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the healthcare ones", {"Healthcare Social Workers"}),
        ("those for the family", {"Child and Family Social Workers"}),
        ("social workers", set()),
        ("senior ones", set()),
        ("all of them, in general", set()),
        ("what other pay is there", set()),
        ("", set()),
    ],
)
def test_part(text: str, said: set[str]) -> None:
    """Words that most titles have tell nothing, nor do those of levels."""
    assert part_said(text, SOCIAL) == said


def test_no_parts_are_never_meant() -> None:
    """Where there are none, nothing is."""
    assert part_said("the healthcare ones", ()) == frozenset()
