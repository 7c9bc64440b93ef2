"""Misspelt words are mended, and what is meant as it stands is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.spelling import Speller

KNOWN = {"what", "earn", "nurse", "does"}
SPELLER = Speller(
    ["The salary of a senior backend developer", "senior senior seniors", "certificates"],
    KNOWN.__contains__,
    {"pls": "please", "exp": "experience"},
)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("salery senoir", "salary senior"),
        ("Salery?", "salary?"),
        ("certifcates", "certificates"),
        ("pls, 5 yrs exp!", "please, 5 yrs experience!"),
        ("developr's", "developr's"),
    ],
)
def test_near_words_are_mended(typed: str, mended: str) -> None:
    """A word nobody knows becomes a near one; an abbreviation what it stands for."""
    assert SPELLER.correct(typed) == mended


@pytest.mark.parametrize(
    "typed",
    [
        "what does a nurse earn",  # the encoder knows them
        "sen dev",  # too short to tell
        "SeniorX SENIOX",  # a name
        "zalary",  # another first letter
        "Rs. 75,000 – 140,000",
        "😀 කොහොමද",
    ],
)
def test_what_is_meant_is_left_alone(typed: str) -> None:
    """Known words, short ones, names, figures and other scripts stay as they stand."""
    assert SPELLER.correct(typed) == typed


def test_a_long_word_may_have_two_slips() -> None:
    """Two slips are forgiven from eight letters on, one below."""
    assert SPELLER.correct("devellopper") == "developer"
    assert SPELLER.correct("slaery") == "slaery"


@given(st.text(max_size=80))
def test_any_text_comes_through(text: str) -> None:
    """No text makes it fail, and what is no letter stays."""
    mended = SPELLER.correct(text)
    assert [c for c in mended if c.isdigit()] == [c for c in text if c.isdigit()]


def test_of_equally_near_words_the_commoner_wins() -> None:
    """Between two words as near, the one that the documents use more is meant."""
    speller = Speller(["wages wages pages sages", "wager"], set().__contains__, {})
    assert speller.correct("wagez") == "wages"


def test_of_equally_near_words_an_ordinary_one_is_meant() -> None:
    """However often the documents say "actuary", who types "actualy" means "actually"."""
    known = {"actually"}.__contains__
    speller = Speller(["actuary actuary actually"], set().__contains__, {}, known)
    assert speller.correct("what do they actualy do") == "what do they actually do"
