"""Yes, no or neither: what the documents bear out, and nothing that they do not."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.passage_lines import lines_of
from bot.settings import PACKAGED_DOCUMENTS
from bot.yes_no import is_on_what_goes_before, is_yes_no, verdict
from knowledge.corpus import load_corpus
from knowledge.models import Fact

_PAIRS = yaml.safe_load(Path(__file__).with_name("yes_no_pairs.yaml").read_text("utf-8"))


def _pairs() -> Iterator[tuple[str, str, str]]:
    for role, pairs in _PAIRS.items():
        for question, word in pairs:
            yield role, question, word


@cache
def _known(role: str) -> tuple[tuple[Fact, ...], tuple[str, ...], tuple[str, ...]]:
    """All facts and lines of a shipped role's documents, and its names."""
    documents = load_corpus(PACKAGED_DOCUMENTS / role).documents
    passages = [passage for document in documents for passage in document.passages]
    lines = (line for p in passages for line in (p.lead, *lines_of(p)) if line)
    named = documents[0].role
    facts = tuple(fact for passage in passages for fact in passage.facts)
    return facts, tuple(lines), (named.name, *named.aliases)


def word(question: str, *heard: Fact | str, names: tuple[str, ...] = ("Engineer",)) -> str | None:
    """The word for a question, where these facts and lines are all that there is."""
    facts = [fact for fact in heard if isinstance(fact, Fact)]
    lines = [line for line in heard if isinstance(line, str)]
    found = verdict(question, facts, lines, names)
    return found.word if found else None


@pytest.mark.parametrize(("role", "question", "expected"), [*_pairs()])
def test_shipped_roles(role: str, question: str, expected: str) -> None:
    """The word is the one that the role's documents bear out, and none where they are silent."""
    found = verdict(question, *_known(role))
    assert (found.word if found else "none") == expected


def test_there_are_as_many_silences_as_words() -> None:
    """Of the pairs at least forty are questions that must not begin with yes or no."""
    words = Counter(expected for _, _, expected in _pairs())
    assert words["none"] >= 40
    assert words.total() - words["none"] >= 40
    assert min(words["yes"], words["no"]) >= 15


@pytest.mark.parametrize(
    "question",
    [
        "do I need a degree",
        "Hi, can you tell me if a degree is required?",
        "is it true that nurses need a licence",
        "degree needed?",
        "any experience required for this job?",
        "without a degree can I do it",
    ],
)
def test_what_wants_a_yes_or_no(question: str) -> None:
    """It begins with a verb, whatever leads up to it, or asks whether something is needed."""
    assert is_yes_no(question)


@pytest.mark.parametrize(
    "question",
    [
        "what degree do I need",
        "how stressful is it",
        "is it a desk job or on site",
        "do I need a degree? which one",
        "is a degree better than experience or not really",
        "nurse salary",
        "tell me about nurses",
        "",
    ],
)
def test_what_wants_none(question: str) -> None:
    """A question for a name or a choice, or one that is none, has no yes."""
    assert not is_yes_no(question) or word(question, Fact("education", "Bachelor's degree")) is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("do I need a degree", True),
        ("is it growing", True),
        ("is a degree a must", True),
        ("is data science in demand", False),
        ("is police work dangerous", False),
        ("will ai replace perfumers", False),
    ],
)
def test_whether_a_question_leans_on_the_role_talked_of(question: str, said: bool) -> None:
    """A subject that nobody recognised is not the role that is assumed."""
    assert is_on_what_goes_before(question) == said


def test_facts_that_disagree_make_it_depend() -> None:
    """One source asks for a degree, another does not."""
    degree, school = (
        Fact("education", "Bachelor's degree"),
        Fact("education", "high school diploma"),
    )
    assert word("do I need a degree", degree) == "yes"
    assert word("do I need a degree", degree, school) == "depends"
    assert word("can I do it without a degree", degree, school) == "depends"


def test_a_fact_that_says_nothing_clear_leaves_it_open() -> None:
    """A value that no grade fits, or two grades do, bears out no word, nor do facts beside it."""
    unclear = Fact("education", "Bachelor's or master's degree")
    assert word("do I need a degree", unclear) is None
    assert word("do I need a degree", Fact("education", "Bachelor's degree"), unclear) is None
    assert word("can I work from home", Fact("remote", "low to high")) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Some enter the occupation with a high school diploma.", "depends"),
        ("Significant work experience can take the place of formal education.", "depends"),
        ("Some positions require a master's degree.", "yes"),
        ("Some employers prefer candidates with a high school diploma.", "yes"),
    ],
)
def test_a_line_may_tell_of_another_way_in(line: str, expected: str) -> None:
    """Less education that some get in with makes it depend; more that some ask for does not."""
    assert word("do I need a degree", Fact("education", "Bachelor's degree"), line) == expected


def test_where_no_degree_is_needed_some_may_still_ask_for_one() -> None:
    """It depends where some jobs require what is usually not needed, not where they like it."""
    school = Fact("education", "High school diploma or equivalent")
    assert word("do I need a degree", school, "Some jobs require a bachelor's degree.") == "depends"
    assert word("do I need a degree", school, "Some employers prefer a bachelor's degree.") == "no"


@pytest.mark.parametrize(
    ("value", "low", "expected"),
    [
        ("5 percent (faster than average)", 5, ("yes", "no", "yes")),
        ("3 percent (as fast as average)", 3, ("yes", "no", "no")),
        ("-4 percent (decline)", -4, ("no", "yes", "no")),
        ("decline 4 percent", 4, ("no", "yes", "no")),
        ("1 percent (little or no change)", 1, (None, "no", "no")),
        ("0 percent", 0, ("no", "no", None)),
    ],
)
def test_growth(value: str, low: int, expected: tuple[str | None, ...]) -> None:
    """Up, down and fast are three questions; little or no change is neither up nor down."""
    fact = Fact("growth", value, Decimal(low), unit="percent")
    asked = ("is it growing", "is it dying out", "is it growing fast")
    assert tuple(word(question, fact) for question in asked) == expected


@pytest.mark.parametrize(
    ("risk", "expected"),
    [
        ("low", ("no", "no", "yes")),
        ("medium", ("depends", "depends", "depends")),
        ("high", (None, "yes", "no")),
        ("unknown", (None, None, None)),
    ],
)
def test_risk_from_ai(risk: str, expected: tuple[str | None, ...]) -> None:
    """A high risk is no certainty of being replaced."""
    asked = ("will AI replace this job", "is it at risk from AI", "is it safe from AI")
    assert tuple(word(question, Fact("ai_risk", risk)) for question in asked) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Engineers must be licensed in all states.", "yes"),
        ("They must be licensed.", "yes"),
        ("All states require engineers to be licensed.", "yes"),
        ("A license is not required for engineers.", "no"),
        ("Licensure is not required for entry-level engineers.", "depends"),
        ("Some states require engineers to be licensed.", "depends"),
        ("Engineers may need a license.", "depends"),
        ("Sales engineers who fly drones must be licensed.", None),
        ("Their supervisors must be licensed.", None),
        ("Engineers must have a valid driver's license.", None),
        ("Licensing requirements vary by state, but engineers need a license.", None),
        ("Engineers work with licensed plumbers.", None),
    ],
)
def test_a_sentence_that_says_what_is_needed(line: str, expected: str | None) -> None:
    """It counts where the role is its subject, and with its own bounds."""
    assert word("do engineers need a licence", line) == expected
    turned = {"yes": "no", "no": "yes"}.get(str(expected), expected)
    assert word("can I be an engineer without a license", line) == turned


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The work can be stressful.", "depends"),
        ("The job is highly stressful, since lives hang on it.", "yes"),
        ("The work is sometimes stressful.", "depends"),
        ("Stress level: low", "no"),
        ("Stress level: high", "yes"),
        ("Engineers can find the job stressful.", "depends"),
        ("The work is rarely stressful.", None),
        ("They must stay calm in stressful situations.", None),
        ("They help people who are dealing with a job that they find stressful.", None),
    ],
)
def test_a_sentence_that_says_what_the_work_is(line: str, expected: str | None) -> None:
    """Stress counts where it is the work's own, and not something that somebody deals with."""
    assert word("is it stressful", line) == expected


def test_those_who_need_none_may_be_of_the_role() -> None:
    """A rule that spares some makes it depend, and by itself says nothing on the role."""
    spared = "Those who teach in private schools do not need a license."
    assert word("do they need a license", "They must be licensed.", spared) == "depends"
    assert word("do they need a license", spared) is None


def test_a_part_of_the_role_does_not_speak_for_all() -> None:
    """What is said of aides alone makes it depend for assistants and aides."""
    names = ("Therapy assistant or aide", "aide", "assistant")
    line = "{} have one of the highest rates of injuries and illnesses of all occupations."
    assert word("is it dangerous", line.format("Therapy aides"), names=names) == "depends"
    both = line.format("Therapy assistants and aides")
    assert word("is it dangerous", both, names=names) == "yes"


def test_the_line_that_bears_it_out_is_given() -> None:
    """The verdict names the sentence, as the document has it."""
    line = "Engineers must be licensed."
    found = verdict("do engineers need a licence", (), ("They rest.", line), ("Engineer",))
    assert found is not None
    assert (found.word, found.line, found.facts) == ("yes", line, ())
