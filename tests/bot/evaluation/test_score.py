"""Cases counted: what holds, by kind and topic, and each kind of error where it could be made."""

import pytest

from bot.evaluation import Case, JudgedTurn, evaluate
from bot.types import Status
from tests.bot.evaluation.world import World, judged


def test_accuracy_is_counted_by_kind() -> None:
    """Each kind has its cases that hold and its cases, in the order of the kinds' names."""
    cases = [
        Case("1", "pay", (JudgedTurn("pay?", (Status.ANSWERED,)),)),
        Case("2", "pay", (JudgedTurn("pay?", all=("junior",)),)),
        Case("3", "hours", (JudgedTurn("weather?", (Status.ANSWERED,)),)),
    ]
    score = evaluate("x.yaml", cases, World().begin)
    assert list(score.kinds.items()) == [("hours", (0, 1)), ("pay", (1, 2))]
    assert score.accuracy == pytest.approx(1 / 3)
    assert score.median_ms >= 0


@pytest.mark.parametrize(
    ("ask", "allowed", "counted"),
    [
        ("weather?", [Status.ANSWERED, Status.PARTIAL], (1, 0, 0)),
        ("pay?", [Status.NO_ANSWER], (0, 1, 0)),
        ("pay?", [Status.NO_ANSWER, Status.CLARIFICATION], (0, 1, 0)),
        ("weather?", [Status.SMALLTALK], (0, 0, 1)),
        ("pay?", [Status.PARTIAL], (0, 0, 1)),
        ("weather?", [Status.NO_ANSWER, Status.ANSWERED], (0, 0, 0)),
    ],
)
def test_wrong_statuses_are_told_apart(
    ask: str, allowed: list[Status], counted: tuple[int, int, int]
) -> None:
    """Refused where there is an answer, answered where there is none, and everything else."""
    score = judged(JudgedTurn(ask, tuple(allowed)))
    found = score.status_faults
    assert (found.false_refusals, found.false_answers, found.others) == counted
    assert score.held == (sum(counted) == 0)


def test_a_held_out_file_shows_no_case() -> None:
    """Its failures are counted and never handed out."""
    cases = [Case("1", "pay", (JudgedTurn("pay?", all=("junior",)),))]
    assert len(evaluate("nurse.yaml", cases, World().begin).failures) == 1
    hidden = evaluate("nurse_heldout.yaml", cases, World().begin)
    assert (hidden.failures, hidden.held, len(hidden.verdicts)) == ((), 0, 1)


def test_accuracy_is_counted_by_topic_and_apart_for_dialogues() -> None:
    """The topic comes from the case; a dialogue is no single question."""
    right, wrong = JudgedTurn("pay?"), JudgedTurn("pay?", all=("junior",))
    cases = [
        Case("1", "nurses", (right,), topic="pay"),
        Case("2", "nurses", (wrong,), topic="pay"),
        Case("3", "anything", (right,)),
        Case("4", "dialogue", (right, wrong)),
    ]
    score = evaluate("x.yaml", cases, World().begin)
    assert score.topics == {"pay": (1, 2)}
    assert (score.singles, score.dialogues) == ((2, 3), (0, 1))
    assert (score.singles.share, score.dialogues.share) == (pytest.approx(2 / 3), 0.0)


def test_errors_are_counted_where_they_could_be_made() -> None:
    """Only a turn to be answered can be refused wrongly, and the other way round."""
    answer, refuse = (Status.ANSWERED, Status.PARTIAL), (Status.NO_ANSWER,)
    either = (*answer, *refuse)
    turns = [
        *(JudgedTurn(text, answer) for text in ("pay?", "weather?")),
        *(JudgedTurn(text, refuse) for text in ("pay?", "weather?", "rain?")),
        *(JudgedTurn(text, either) for text in ("pay?", "weather?")),
        JudgedTurn("hello", (Status.SMALLTALK,)),
        JudgedTurn("pay?"),
    ]
    cases = [Case(str(number), "k", (turn,)) for number, turn in enumerate(turns)]
    score = evaluate("x.yaml", cases, World().begin)
    assert score.false_refusals == (1, 2)
    assert score.false_answers == (1, 3)


def test_wrong_figures_are_counted_over_the_answers_given() -> None:
    """A refusal states no figure; an answer counts once, however many of its figures are wrong."""
    cases = [
        Case("1", "k", (JudgedTurn("pay?", none=("320,000", "700,000")),)),
        Case("2", "k", (JudgedTurn("pay?", none=("junior",)),)),
        Case("3", "k", (JudgedTurn("weather?", none=("320,000",)),)),
    ]
    score = evaluate("x.yaml", cases, World().begin)
    assert (score.wrong_figures, score.causes) == ((1, 2), {"forbidden": 1})
    assert [verdict.case.id for verdict in score.misstated] == ["1"]
    assert evaluate("x_heldout.yaml", cases, World().begin).misstated == ()


def test_the_risk_is_of_the_answers_given_by_confidence() -> None:
    """The surer answer is right, the less sure one wrong, and a refusal is no risk."""
    lacking = JudgedTurn("and?", all=("junior",))
    case = Case("1", "k", (JudgedTurn("pay?"), lacking, JudgedTurn("weather?", all=("x",))))
    curve = evaluate("x.yaml", [case], World().begin).risk
    assert [(point.coverage, point.risk) for point in curve] == [(0.5, 0.0), (1.0, 0.5)]


def test_encoding_is_timed_beside_each_answer() -> None:
    """Every question's text is encoded once more, alone; without an encoder nothing is timed."""
    encoded: list[str] = []
    turns = (JudgedTurn("pay?"), JudgedTurn("and?"))
    score = evaluate("x.yaml", [Case("1", "k", turns)], World().begin, encode=encoded.append)
    assert encoded == ["pay?", "and?"]
    assert score.encoding_ms > 0
    assert judged(*turns).encoding_ms == 0


def test_topics_taken_for_others_are_counted() -> None:
    """What is expected and what was recognised, the most frequent mistake first."""
    asked = {"pay?": "pay", "weather?": "hours", "rain?": "hours", "snow?": "duties"}
    cases = [Case(text, topic, (JudgedTurn(text),)) for text, topic in asked.items()]
    confusion = evaluate("x.yaml", cases, World().begin).confusion
    assert (confusion.right, confusion.cases) == (1, 4)
    assert confusion.most_frequent(1) == [("hours", "out_of_scope", 2)]
    assert confusion.table() == {
        "duties": {"out_of_scope": 1},
        "hours": {"out_of_scope": 2},
        "pay": {"pay": 1},
    }
