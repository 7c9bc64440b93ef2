"""Wrong figures: what a text states, what its sources hold, and what was asked for."""

from decimal import Decimal

import pytest

from bot.evaluation import JudgedTurn, Said, SaidFact
from bot.evaluation.figures import bare_figures, figures, held_by, stated_by
from bot.evaluation.judging import wrong_figures
from bot.types import Status
from knowledge.models import Fact, Pay

FULL, REFUSED = (Status.ANSWERED,), (Status.NO_ANSWER,)


def numbers(*written: int | str) -> frozenset[Decimal]:
    """Numbers as figures are compared."""
    return frozenset(Decimal(number).normalize() for number in written)


def wrong(turn: JudgedTurn, text: str, *facts: SaidFact, **said: object) -> list[str]:
    """What is wrong with the figures of this answer."""
    fields = {"status": Status.ANSWERED, "role": None, **said}
    role = fields.pop("role")
    judged = Said(text=text, facts=facts, **fields)  # type: ignore[arg-type]
    return [str(wrong) for wrong in wrong_figures(turn, judged, role)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Rs. 320,000 – 700,000 a month [1]", (320_000, 700_000)),
        ("$18.91 an hour, $70–90 a day", ("18.91", 70, 90)),
        ("grows by 5 %, or 5 – 10 percent", (5, 10)),
        ("40 hours a week; 3,391,000 jobs", (40, 3_391_000)),
        ("$1,000 or 1000 dollars: $1000.00", (1_000,)),
    ],
)
def test_sums_percents_hours_and_counts_are_figures(
    text: str, stated: tuple[int | str, ...]
) -> None:
    """Each is found once, in the order of the text, however its digits are grouped."""
    assert figures(text) == tuple(Decimal(number).normalize() for number in stated)


@pytest.mark.parametrize(
    "text", ["May 2024 [2]", "3. Java 17", "5 years", "2 of 7 careers", "T3%x"]
)
def test_years_and_small_counts_are_no_figures(text: str) -> None:
    """Dates, places in a list, numbers of sources, years of experience and names."""
    assert figures(text) == ()


def test_a_source_holds_a_sum_however_it_writes_it() -> None:
    """What an answer writes out stands in the source in short."""
    assert held_by("Entry: Rs.75k – Rs.140k/mo in 2026") >= numbers(75_000, 140_000, 2026)


def test_expected_figures_are_bare() -> None:
    """A word that holds a digit is no figure."""
    expected = ["320,000", "5%", "40 hours", "2-year degree", "C++17", "node 20"]
    assert bare_figures(expected) == numbers(320_000, 5, 40)


def test_a_fact_states_its_ends_and_the_figures_of_its_value() -> None:
    """Pay its amounts, another fact its number; a term states none."""
    pay = Pay(Decimal(1000), Decimal("2000.00"), "USD", "month")
    assert stated_by(pay) == numbers(1_000, 2_000)
    assert stated_by(Fact("growth", "5% (Faster than average)", Decimal(5))) == numbers(5)
    assert stated_by(Fact("education", "Bachelor's degree")) == frozenset()


def test_a_figure_that_no_source_holds_is_wrong() -> None:
    """Unless the asker named it; where the sources are not known nothing is said of them."""
    turn, text = JudgedTurn("more than $900?"), "From $900 to $1,000 or $2,000."
    found = wrong(turn, text, grounds=numbers(1_000))
    assert found == ["2,000 stands in none of its sources (unfounded)"]
    assert wrong(turn, text) == []


def test_a_forbidden_figure_is_wrong_and_a_forbidden_word_is_none() -> None:
    """Of the strings that must not occur those with a digit are figures."""
    turn = JudgedTurn("q", none=("5,000", "senior", "6,000"))
    assert wrong(turn, "A senior: $5,000.") == ["'5,000' is of something else (forbidden)"]


def test_the_first_fact_must_be_one_asked_for() -> None:
    """A right figure that comes after another is a wrong answer; one beside it is none."""
    turn = JudgedTurn("q", FULL, all=("5,000", "6,000"))
    asked, other = SaidFact("nurse", numbers(5_000)), SaidFact("nurse", numbers(9_000))
    term = SaidFact("nurse")
    assert wrong(turn, "$5,000, $6,000, $9,000", term, asked, other) == []
    found = wrong(turn, "$9,000; $5,000, $6,000", other, asked)
    assert found == ["9,000 comes before what was asked for (misplaced)"]
    assert wrong(turn, "$9,000", other) == ["9,000 is not what was asked for (unasked)"]


def test_what_is_quoted_before_the_first_fact_is_read_before_it() -> None:
    """A passage may state the figure asked for ahead of all typed facts."""
    turn = JudgedTurn("q", FULL, all=("1,500,000",))
    other = SaidFact("nurse", numbers(175_000))
    assert wrong(turn, "1,500,000 workers. They earn $175,000.", other) == []
    assert wrong(turn, "They earn $175,000. 1,500,000 workers.", other) != []


def test_where_words_are_as_right_no_figure_is_expected() -> None:
    """A question that "bachelor" answers too is not answered wrongly by another figure."""
    other = SaidFact("nurse", numbers(9_000))
    assert wrong(JudgedTurn("q", any=("5,000", "bachelor")), "$9,000", other) == []
    assert wrong(JudgedTurn("q", any=("5,000", "6,000")), "$9,000", other) != []
    told = JudgedTurn("q", any=("5,000", "bachelor"), facts=("5,000",))
    assert wrong(told, "$9,000", other) != []


def test_without_typed_facts_one_figure_of_the_text_must_be_asked_for() -> None:
    """A quote may hold others too; one that holds none of them states something else."""
    turn = JudgedTurn("q", FULL, all=("5,000",))
    assert wrong(turn, "$1,000 to $5,000") == []
    assert wrong(turn, "$1,000") == ["1,000 is not what was asked for (unasked)"]
    assert wrong(turn, "A lot.") == []


def test_a_figure_of_another_role_is_wrong() -> None:
    """Where the case tells the role, and equal figures of two roles are not told apart else."""
    turn, fact = JudgedTurn("q", FULL, all=("5,000",)), SaidFact("pilot", numbers(5_000))
    assert wrong(turn, "$5,000", fact, role="nurse") == ["5,000 is of pilot (foreign)"]
    assert wrong(turn, "$5,000", fact, role="pilot") == []
    assert wrong(turn, "$5,000", fact) == []


def test_a_figure_where_there_is_no_answer_is_wrong() -> None:
    """Whoever asks what nobody knows and reads a figure has read a wrong one."""
    turn, fact = JudgedTurn("q", REFUSED), SaidFact("nurse", numbers(5_000))
    assert wrong(turn, "$5,000", fact) == ["5,000 is stated where there is no answer (uncalled)"]
    assert wrong(turn, "A lot.") == []


@pytest.mark.parametrize("status", [Status.NO_ANSWER, Status.CLARIFICATION, Status.SMALLTALK])
def test_what_is_no_answer_states_no_figure(status: Status) -> None:
    """The limits of what can be read, or a role's number, are nobody's pay."""
    turn = JudgedTurn("q", REFUSED, none=("5,000",))
    assert wrong(turn, "$5,000", status=status, grounds=frozenset()) == []


def test_a_partial_answer_may_begin_with_another_figure() -> None:
    """It says that what was asked for is missing."""
    turn = JudgedTurn("q", (Status.PARTIAL,), any=("5,000",))
    assert wrong(turn, "$9,000", status=Status.PARTIAL) == []
