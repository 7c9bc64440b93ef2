"""Which part of a role a text means, by the words that tell its title from the others."""

import pytest

from bot.parts import part_said

SOCIAL = frozenset(
    {"Healthcare Social Workers", "School Social Workers", "Mental Health Social Workers"}
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the healthcare ones", {"Healthcare Social Workers"}),
        ("mental health social workers", {"Mental Health Social Workers"}),
        ("social workers", set()),
        ("senior ones", set()),
        ("", set()),
    ],
)
def test_part(text: str, said: set[str]) -> None:
    """Words that most titles have tell nothing, nor do those of levels."""
    assert part_said(text, SOCIAL) == said


def test_no_parts_are_never_meant() -> None:
    """Where there are none, nothing is."""
    assert part_said("the healthcare ones", ()) == frozenset()
