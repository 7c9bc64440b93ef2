"""Singular and plural, British and American: the same word."""

import pytest

from knowledge.spellings import american, plural, singular


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("nurse", "nurses"),
        ("policeman", "policemen"),
        ("salesperson", "salespeople"),
        ("secretary", "secretaries"),
        ("attorney", "attorneys"),
        ("waitress", "waitresses"),
        ("coach", "coaches"),
        ("midwife", "midwives"),
        ("barista", "baristas"),
    ],
)
def test_number(one: str, several: str) -> None:
    """Each form gives the other, and is left as it is where it is that form already."""
    assert (plural(one), singular(several)) == (several, one)
    assert singular(one) == one


@pytest.mark.parametrize("word", ["boss", "business", "bus", "gas", "crew", ""])
def test_what_is_no_plural_stays(word: str) -> None:
    """A word is not shortened for ending in an "s"."""
    assert singular(word) == word


@pytest.mark.parametrize(
    ("british", "us"),
    [
        ("labourer", "laborer"),
        ("jeweller", "jeweler"),
        ("jewellery", "jewelry"),
        ("paediatrician", "pediatrician"),
        ("anaesthetist", "anesthetist"),
        ("gynaecologist", "gynecologist"),
        ("archaeologist", "archeologist"),
        ("orthopaedic", "orthopedic"),
        ("counsellor", "counselor"),
        ("organiser", "organizer"),
        ("theatre", "theater"),
        ("draughtsman", "draftsman"),
        ("adviser", "advisor"),
        ("licence", "license"),
    ],
)
def test_both_sides_of_the_ocean(british: str, us: str) -> None:
    """A British and an American spelling have one key."""
    assert american(british) == american(us)


@pytest.mark.parametrize(
    ("one", "other"),
    [("councillor", "counsellor"), ("hour", "her"), ("baker", "banker"), ("actor", "auctor")],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    """Two words that differ otherwise have two keys."""
    assert american(one) != american(other)
