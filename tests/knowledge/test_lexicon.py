"""Names in a sentence: levels, markets and roles, however they are spelt."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from knowledge.lexicon import (
    Lexicon,
    abbreviations,
    build_lexicon,
    build_occupations,
    filler_words,
    level_lexicon,
    not_alone,
)
from knowledge.models import Role
from knowledge.occupation_groups import ONET, classification

ROLES = (
    Role("back-end-developer", "Back-end Developer", ("backend", "backend engineer")),
    Role("nurse", "Registered Nurse", ("nurse",)),
)
LEXICON = build_lexicon(ROLES)
WORDS = {"what", "does", "a", "in", "is", "the", "finish", "backed", "to", "for", "work", "of"}


def found(text: str, lexicon: Lexicon = LEXICON) -> list[tuple[str, str]]:
    """The names in a text, without misspellings."""
    return [(mention.kind, mention.value) for mention in lexicon.find(text)]


def forgiven(text: str) -> list[str]:
    """The names in a text when words that nobody knows may be misspelt."""
    return [mention.value for mention in LEXICON.find(text, WORDS.__contains__)]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("entry level", "entry"),
        ("Entry-Level", "entry"),
        ("entrylevel", "entry"),
        ("a fresher", "entry"),
        ("juniors", "entry"),
        ("mid-level", "mid"),
        ("midlevel", "mid"),
        ("SENIOR", "senior"),
        ("sr. dev", "senior"),
        ("team lead", "lead"),
        ("leads", "lead"),
        ("vice president", "principal"),
    ],
)
def test_levels_are_found(text: str, level: str) -> None:
    """A level is found joined, split, shortened or in the plural."""
    assert found(text) == [("level", level)]


@pytest.mark.parametrize(
    "text",
    ["backend", "back end", "back-end", "BACK END", "Backend Developers", "back-end engineer"],
)
def test_joined_and_split_spellings_are_one(text: str) -> None:
    """A hyphen, a space or nothing between its parts makes no other role."""
    assert found(text) == [("role", "back-end-developer")]


@pytest.mark.parametrize(
    ("text", "market"),
    [
        ("in Sri Lanka", "Sri Lanka"),
        ("srilanka", "Sri Lanka"),
        ("sri-lanka", "Sri Lanka"),
        ("in the UK", "United Kingdom"),
        ("Japan", "Japan"),
        ("Japanese", "Japan"),
        ("tokyo", "Japan"),
        ("paris", "France"),
        ("UAE", "United Arab Emirates"),
        ("new zealand", "New Zealand"),
        ("worldwide", "Global"),
        ("in other countries", "Global"),
        ("in Turkey", "Türkiye"),
        ("in jordan", "Jordan"),
    ],
)
def test_countries_cities_and_nationalities_are_markets(text: str, market: str) -> None:
    """A country is known by its names, its cities and the name of its language."""
    assert found(text) == [("market", market)]


@pytest.mark.parametrize(
    "text", ["US", "in us", "in the us", "in US", "the USA", "us salary", "the median us pay"]
)
def test_us_is_a_country_where_it_is_written_so(text: str) -> None:
    """In capitals, after "in" or "the" or before a word for figures, "us" is the United States."""
    assert found(text) == [("market", "United States")]


@pytest.mark.parametrize(
    "text",
    [
        "tell us about it",
        "let us know",
        "between us",
        "give us figures",
        "it gives us growth",
        "they promised us pay",
        "us all need jobs",
        "to go",
        "in a chat",
        "turkey sandwich",
        "reading",
        "seniority",
        "leadership",
        "midnight",
        "entrance",
        "nursery",
        "nursing",
        "Indiana",
        "status",
        "",
        "?!",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    """A name is not found inside another word, nor in words that only sound like it."""
    assert found(text) == []
    assert found("Togo") == [("market", "Togo")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("papua new guinea", [("market", "Papua New Guinea")]),
        ("guinea", [("market", "Guinea")]),
        ("Niger and Nigeria", [("market", "Niger"), ("market", "Nigeria")]),
        ("lead developer", [("level", "lead")]),
        ("senior back end developer", [("level", "senior"), ("role", "back-end-developer")]),
        ("registered nurses in London", [("role", "nurse"), ("market", "United Kingdom")]),
    ],
)
def test_the_longest_name_wins(text: str, expected: list[tuple[str, str]]) -> None:
    """Of names that overlap the longest stands; names apart all stand, in reading order."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bakend", ["back-end-developer"]),
        ("bakcend", ["back-end-developer"]),  # two letters in each other's place are one slip
        ("registred nurze", ["nurse"]),
        ("Sri Lnka", ["Sri Lanka"]),
        ("germny", ["Germany"]),
        ("nurze", ["nurse"]),
        ("nurrzze", []),  # two slips in five letters
        ("finish", []),  # an English word, and Finnish by a slip
        ("backed", []),  # a word that is known is meant as it stands
        ("urse", []),  # the first letter is rarely the wrong one
        ("sarr", []),
        ("uk", ["United Kingdom"]),
        ("uq", []),  # short names are near to too much
    ],
)
def test_slips_are_forgiven_in_proportion(text: str, expected: list[str]) -> None:
    """One slip in a word of five letters, two in one of nine; none in words that are known."""
    assert forgiven(text) == expected


def test_nothing_is_forgiven_unless_asked_for() -> None:
    """Without a speller a name counts only as it is listed: documents are not misread."""
    assert found("bakend in Germny") == []


def test_a_mention_tells_its_place_and_slips() -> None:
    """The user's own words can be shown again, and a misspelt name be told from a right one."""
    text = "pay of a bakend engineer in Japan"
    role, market = LEXICON.find(text, WORDS.__contains__)
    assert text[role.start : role.end] == "bakend engineer"
    assert text[market.start : market.end] == "Japan"
    assert (role.slips, market.slips) == (1, 0)


def test_an_alias_of_two_roles_may_mean_either() -> None:
    """Two roles of one alias are both offered; a role's own name is nobody else's alias."""
    roles = [Role("a", "Tester", ("qa",)), Role("b", "Analyst", ("qa", "tester"))]
    lexicon = build_lexicon(roles)
    assert found("qa", lexicon) == [("role_part", "a|b")]
    assert found("testers", lexicon) == [("role", "a")]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("policeman", "police"),
        ("policemen", "police"),
        ("a secretary", "secretary"),
        ("Secretaries", "secretary"),
        ("jeweller", "jeweler"),
        ("jewelers", "jeweler"),
        ("paediatric nurses", "pediatric-nurse"),
        ("labor relations organiser", "organizer"),
        ("labour relations organizers", "organizer"),
    ],
)
def test_number_and_country_of_spelling_do_not_count(text: str, role: str) -> None:
    """Singular and plural are one name, regular or not, and so are British and American."""
    names = ("Policemen", "Secretaries", "Jewelers", "Pediatric Nurse", "Labor Relations Organizer")
    ids = ("police", "secretary", "jeweler", "pediatric-nurse", "organizer")
    lexicon = build_lexicon([Role(i, n) for i, n in zip(ids, names, strict=True)])
    assert found(text, lexicon) == [("role", role)]


def test_entries_are_no_level() -> None:
    """A level's word takes an "s" and no other plural: "log entries" ask for no entry level."""
    assert found("log entries") == []
    assert found("juniors") == [("level", "entry")]


def test_another_occupation_hides_the_role_in_its_name() -> None:
    """A dental nurse is no nurse, though "nurse" is a role's name; a role beside it is found."""
    assert found("what does a dental nurse earn") == []
    assert found("a dental nurse and a nurse") == [("role", "nurse")]


def test_a_slip_is_forgiven_as_if_all_names_were_compared() -> None:
    """The nearest name of the same first letter is found, the first listed of those as near."""
    names = sorted({t for n, t in enumerate(_titles()) if n % 7 == 0})
    lexicon = Lexicon(("occupation", name, name) for name in names)
    keys = {"".join(re.findall(r"\w", name)): name for name in names}
    for name in names[::40]:
        slipped = f"{name[:3]}{name[4:]}"
        mentions = lexicon.find(slipped, known=lambda _: False)
        run = "".join(re.findall(r"\w", slipped))
        near = {n for k, n in keys.items() if k[0] == run[0] and OSA.distance(k, run) <= 1}
        if len(mentions) == 1 and mentions[0].end - mentions[0].start == len(slipped):
            assert mentions[0].value in near


def _titles() -> list[str]:
    return [
        t for g in classification(ONET).groups for t in g.titles if re.fullmatch("[a-z ]{9,40}", t)
    ]


@pytest.mark.parametrize(
    "text", ["Salary (USD / year)", "Rs. per month", "Working from home", "Local employers"]
)
def test_documents_name_no_market_by_currency_or_nearness(text: str) -> None:
    """What tells a market in a question ("and local?") tells none in a document's heading."""
    assert found(text, level_lexicon()) == []
    assert found("Pay in Sri Lanka", level_lexicon()) == [("market", "Sri Lanka")]


def test_occupations_are_known_by_name() -> None:
    """An occupation that no document describes is recognised; a bare "developer" is none."""
    occupations = build_occupations()
    assert found("what does an astronaut earn", occupations) == [("occupation", "astronaut")]
    assert found("software engineers", occupations) == [("occupation", "software engineer")]
    assert [found(word, occupations) for word in ("developer", "engineer")] == [[], []]
    assert "developer" in not_alone()


def test_short_forms_lead_to_full_words() -> None:
    """No abbreviation stands for itself, and its meaning is not abbreviated again."""
    short = abbreviations()
    assert short["yrs"] == "years"
    assert {key for key, value in short.items() if key == value or value in short} == set()
    assert {"what", "about"} <= filler_words()


@given(st.text(max_size=80), st.booleans())
def test_any_text_can_be_searched(text: str, forgiving: bool) -> None:
    """No text raises; names found do not overlap and are whole words."""
    end = 0
    for mention in LEXICON.find(text, WORDS.__contains__ if forgiving else None):
        assert end <= mention.start < mention.end <= len(text)
        assert not text[mention.start - 1 : mention.start].isalnum()
        assert not text[mention.end : mention.end + 1].isalnum()
        end = mention.end


def test_a_title_names_a_role_where_it_names_nothing_else() -> None:
    """In the singular and the plural; a role's own name comes first."""
    roles = [Role("doctor", "Doctor"), Role("nurse", "Nurse")]
    lexicon = build_lexicon(roles, [("Cardiologists", "doctor"), ("Nurses", "doctor")])
    found = {m.value for m in lexicon.find("is a cardiologist better paid than cardiologists")}
    assert found == {"doctor"}
    assert [m.value for m in lexicon.find("nurses")] == ["nurse"]
