"""The nearest spelling is found without comparing all, and is the one that comparing all finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from knowledge.near import Spellings

WORD = st.text("aenrst", min_size=4, max_size=9)


@given(st.lists(WORD, min_size=1, max_size=30, unique=True), WORD, st.integers(1, 2))
def test_nothing_nearer_is_left_out(spellings: list[str], word: str, slips: int) -> None:
    """What is found is as near as the nearest of all with the same first letter, the first such."""
    distances = {s: OSA.distance(word, s) for s in spellings if s[0] == word[0]}
    within = {s: d for s, d in distances.items() if d <= slips}
    nearest = min(within, key=lambda s: (within[s], spellings.index(s)), default=None)
    expected = (nearest, within[nearest]) if nearest else None
    assert Spellings(spellings).nearest(word, slips) == expected


@pytest.mark.parametrize(("word", "found"), [("nurze", ("nurse", 1)), ("xurse", None), ("", None)])
def test_the_first_letter_counts(word: str, found: tuple[str, int] | None) -> None:
    """The first letter is rarely the wrong one, so another one makes another word."""
    assert Spellings(["nurse", "nursery"]).nearest(word, 1) == found
