"""What people call roles besides their names: as the lists of occupations have it, or nothing."""

import pytest

from knowledge.lexicon import build_lexicon, not_alone
from knowledge.models import Role
from knowledge.role_names import OTHER, only_in_capitals, role_names

ROLES = (
    Role("lawyers", "Lawyers"),
    Role("nurses", "Registered Nurses"),
    Role("practical-nurses", "Licensed Practical and Licensed Vocational Nurses"),
    Role("physicians", "Physicians and Surgeons", ("Physicians", "Surgeons")),
    Role("therapists", "Physical Therapists"),
    Role("heavy", "Heavy and Tractor-trailer Truck Drivers"),
    Role(
        "delivery",
        "Delivery Truck Drivers and Driver/Sales Workers",
        ("Delivery Truck Drivers", "Driver/Sales Workers"),
    ),
    Role("software", "Software Developers"),
    Role("statisticians", "Mathematicians and Statisticians", ("Statisticians",)),
    Role("dispatch", "Power Plant Operators and Dispatchers", ("Dispatchers",)),
    Role("scientists", "Natural Sciences Managers"),
)
LEXICON = build_lexicon(ROLES)


def found(text: str) -> list[tuple[str, str]]:
    """The names in a text."""
    return [(mention.kind, mention.value) for mention in LEXICON.find(text)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("attorney", "lawyers"),
        ("solicitor", "lawyers"),  # as our own careers have it
        ("nurse", "nurses"),
        ("truck drivers", "heavy"),
        ("lorry driver", "heavy"),
        ("barristers", "lawyers"),
        ("patent lawyer", "lawyers"),
        ("RN", "nurses"),
        ("emergency room nurse", "nurses"),
        ("doctors", "physicians"),
        ("physiotherapist", "therapists"),
        ("software engineer", "software"),
    ],
)
def test_synonyms_are_of_the_role(text: str, role: str) -> None:
    """What ESCO or O*NET call an occupation by another name is the role of that occupation."""
    assert found(text) == [("role", role)]


@pytest.mark.parametrize(
    "text",
    [
        "data engineer",  # O*NET has it of statisticians among others
        "cardiologist",  # a physician, and an occupation of its own
        "osteopath",  # ESCO lists it under physiotherapists, O*NET elsewhere
        "consultant",
        "analyst",
        "rn",  # in small letters it may be "right now"
        "dispatcher",  # of police and of trains too
        "sciences manager",  # only half of a name
    ],
)
def test_what_is_open_names_nobody(text: str) -> None:
    """Where the lists disagree, or the word is too general, no role is found."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("drivers", "heavy|delivery"),
    ],
)
def test_the_end_of_several_names_is_a_part(text: str, value: str) -> None:
    """What several roles' names end in may mean any of them, those of shorter names first."""
    assert found(text) == [("role_part", value)]


def test_a_part_that_many_share_is_a_kind() -> None:
    """What more than six roles' names end in is too general to choose from, and is asked back."""
    kinds = ("Bus", "Taxi", "Truck", "Train", "Tram", "Crane", "Racing")
    roles = [Role(kind.casefold(), f"{kind} Drivers") for kind in kinds]
    [kind] = build_lexicon(roles).find("a driver")
    assert (kind.kind, kind.value.count("|")) == ("role_kind", 6)
    [part] = build_lexicon(roles[:6]).find("a driver")
    assert (part.kind, part.value.count("|")) == ("role_part", 5)


def test_a_level_is_not_swallowed() -> None:
    """A senior lawyer is a lawyer of a level, though O*NET has such names."""
    assert found("senior lawyer") == [("level", "senior"), ("role", "lawyers")]


def test_other_occupations_hold_no_role() -> None:
    """An occupation of its own is listed as such, a kind of the role's is not."""
    _, more = role_names([Role("nurses", "Nurse")], ["senior"], ["senior"], not_alone())
    others = {name for kind, _, name in more if kind == OTHER}
    assert "dental nurse" in others
    assert "nurse" not in others


def test_without_roles_there_are_no_names() -> None:
    """Nothing is a synonym of nothing."""
    assert role_names([], ["senior"], ["senior"], not_alone()) == ([], [])


def test_short_abbreviations_need_their_capitals() -> None:
    """An abbreviation that may be a word counts in capitals only; one of consonants always."""
    names = [("role", "r", name) for name in ("RN", "CAD", "LPN", "nurse")]
    assert list(only_in_capitals(names)) == ["RN", "CAD"]
