"""What the words of a message show by themselves."""

import pytest

from knowledge.lexicon import build_occupations
from tests.bot.builders import said


@pytest.mark.parametrize(
    ("text", "level", "market", "role"),
    [
        ("what does a senior engineer earn in Sri Lanka", "senior", "Sri Lanka", "engineer"),
        ("fresher pay colombo", "entry", "Sri Lanka", None),
        ("mid-level dev in the US", "mid", "United States", "engineer"),
        ("and globally?", None, "Global", None),
        ("in Japan", None, "Japan", None),
        ("tell us about it", None, None, None),
    ],
)
def test_names_are_found(
    text: str, level: str | None, market: str | None, role: str | None
) -> None:
    """Levels, markets and roles are named in many spellings; "us" is no country."""
    found = tuple(next(iter(said(text).named(kind)), None) for kind in ("level", "market", "role"))
    assert found == (level, market, role)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("I have 5 years of experience", 5),
        ("pay after 3-5 yrs", 3),
        ("10+ years experience", 10),
        ("5 years", None),
        ("what about experience", None),
    ],
)
def test_years_of_work_are_read(text: str, years: int | None) -> None:
    """Years count where the message says that they were worked."""
    assert said(text).years == years


def test_years_that_settle_a_level_are_not_what_is_asked() -> None:
    """ "Salary with 4 years experience" asks for no experience; "after 5 years" alone is kept."""
    asked = said("engineer salary with 4 years experience")
    assert "experience" not in asked.asked
    assert asked.own_topic == "pay"
    assert "5 years" in said("what happens after 5 years").asked


@pytest.mark.parametrize("text", ["and mid level?", "what about Japan", "ok and seniors then", "?"])
def test_names_and_fillers_alone_are_elliptic(text: str) -> None:
    """A message of names and filler words takes its topic from the one before."""
    assert said(text).elliptic


@pytest.mark.parametrize("text", ["and the hours?", "mid level salary", "certificates in Japan"])
def test_a_content_word_is_not_elliptic(text: str) -> None:
    """One word of content is a topic of its own."""
    assert not said(text).elliptic


def test_continuing_needs_a_name_and_no_topic() -> None:
    """ "And what about seniors" goes on; "and the salary of seniors" asks anew."""
    assert said("and what about seniors then").continues
    assert not said("and the salary of seniors").continues
    assert not said("seniors in Japan").continues


def test_bases_are_read() -> None:
    """Average, median, lowest and highest are told apart."""
    assert said("average or median pay").bases == ("average", "median")
    assert said("lowest and max").bases == ("low", "high")
    assert said("what is the pay").bases == ()


@pytest.mark.parametrize(
    "text",
    ["how hard is the engineer", "how hard is an engineer", "how hard is the job of an engineer"],
)
def test_a_role_is_masked_as_this_job(text: str) -> None:
    """The role's name gives way to "this job", its article with it, as in the examples."""
    assert said(text).masked() == "how hard is this job"


def test_what_is_asked_leaves_out_what_is_told() -> None:
    """Markets with their prepositions and the asker's own years are not what is asked."""
    asked = said("I have 4 years of experience, what should I earn in Sri Lanka").asked
    assert asked == "what should I earn"


def test_clauses_are_split() -> None:
    """Two questions in one message are two clauses; a list's items are none."""
    both = said("which skills do I need and how much is the pay?").clauses
    assert both == ("which skills do I need", "how much is the pay?")
    assert said("skills, tools and pay").clauses == ()


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("what does a nurse earn", True),
        ("how do I become a nurse", True),
        ("do I work with a nurse", False),
        ("can I move from nurse", False),
    ],
)
def test_an_occupation_is_asked_about_or_mentioned(text: str, about: bool) -> None:
    """Whom one works with, or comes from, is not whom the question is about."""
    mention = next(m for m in build_occupations().find(text) if m.value == "nurse")
    assert said(text).is_about(mention, lambda _: False) is about


def test_to_become_what_the_documents_speak_of_is_about_our_role() -> None:
    """ "Become a nurse" is a step of this career where its documents name nurses."""
    text = "how do I become a nurse"
    mention = next(m for m in build_occupations().find(text) if m.value == "nurse")
    assert not said(text).is_about(mention, lambda name: name == "nurse")


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("salary and skills of an engineer", ("pay", "technical_skills")),
        ("engineer: pay, hours & stress?", ("pay", "hours", "burnout")),
        ("pay in Sri Lanka + what degree", ("pay", "education")),
        ("what is the pay", ()),
        ("pay and things that nobody here has heard of", ()),
        ("job outlook and growth", ()),
    ],
)
def test_a_list_of_topics(text: str, topics: tuple[str, ...]) -> None:
    """Topics that are listed by their own words are all asked for, and nothing less plain."""
    assert said(text).listed_topics == topics


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("engineer or engineer, who earns more", "who earns more"),
        ("engineers, what do they get", "what do they get"),
        ("engineer, pay", "this job, pay"),
        ("engineer vs engineer pay", "this job pay"),
        ("an engineer and her pay", "this job and her pay"),
    ],
)
def test_what_is_asked_of_several_is_asked_of_each(text: str, asked: str) -> None:
    """Roles named together stand for one, as the example questions have it."""
    assert said(text).asked == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I climb for fun. What does an engineer do up there?", "What does this job do up there?"),
        ("I am shy. Will that hold me back?", "I am shy. Will that hold me back?"),
        ("What is the pay? I need to know.", "What is the pay? I need to know."),
        ("It is late. Why?", "It is late. Why?"),
    ],
)
def test_what_is_told_before_the_question_is_not_asked(text: str, asked: str) -> None:
    """A question that stands on its own is read alone; one that leans on more is not."""
    assert said(text).asked == asked


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("ok. senior engineer same country", True),
        ("and after few years when im mid level?", True),
        ("what do seniors do", False),
        ("and the seniors, what do they do", False),
        ("senior salary", False),
        ("and what else", False),
    ],
)
def test_what_only_names_asks_for_nothing_else(text: str, alone: bool) -> None:
    """No question word, no topic's own word: only another level, market or role is set."""
    assert said(text).sets_alone is alone


def test_a_question_without_its_mark_is_read_apart_from_what_is_told() -> None:
    """What was told before it is no part of what is asked."""
    text = "i like working with small kids. what do engineers earn a month"
    assert said(text).asked == "what do this job earn a month"


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("what do the poorest paid get", ("low",)),
        ("the worst a baker is paid", ("low",)),
        ("the worst of the job", ()),
        ("how high can it go", ("high",)),
        ("the most one could get", ("high",)),
        ("most of them", ()),
        ("the low and the high end", ("low", "high")),
        ("mean pay", ("average",)),
        ("no I mean in Japan", ()),
        ("is the pay low or high", ("low", "high")),
    ],
)
def test_which_figure_is_asked_for(text: str, bases: tuple[str, ...]) -> None:
    """The ends of the scale and its middle go by many words, which also mean other things."""
    assert said(text).bases == bases
