"""`career-advisor missed`: what is listed, and what becomes of a line."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from bot.evaluation.cases import load_cases
from bot.examples import read_examples
from storage import Feedback, NewFeedback, Verdict, open_database
from tests.fake_services import CommandLine, FakeServices

TODAY = datetime.now(UTC).date()


@pytest.fixture
def feedback(services: FakeServices) -> Feedback:
    """The feedback that the commands see."""
    return Feedback(open_database(services.settings.database_url))


def note(
    feedback: Feedback, question: str, days_ago: int = 0, verdict: Verdict = Verdict.UNANSWERED
) -> int:
    """Keep a missed question."""
    return feedback.note(
        NewFeedback(
            question=question,
            status="no_answer" if verdict is Verdict.UNANSWERED else "answered",
            intent="ask_pay",
            slots={"role": "Nurse", "topic": "pay"},
            verdict=verdict,
            index_version="g1",
            created_on=TODAY - timedelta(days=days_ago),
        )
    )


@pytest.fixture
def data(services: FakeServices) -> Path:
    """The folder where lists of one's own lie."""
    return services.settings.data_dir


# --- the list


def test_nothing_missed_is_said(career_advisor: CommandLine) -> None:
    """Where nothing was missed the list says so, and JSON is an empty list."""
    assert career_advisor("missed").out == "Nothing was missed.\n"
    assert json.loads(career_advisor("missed", "--json").out) == []


def test_like_questions_are_listed_together(
    career_advisor: CommandLine, feedback: Feedback
) -> None:
    """Groups of like questions come with their number, the most frequent first."""
    song = note(feedback, "sing me a song")
    card = note(feedback, "my bank card is lost")
    note(feedback, "I lost my bank card", verdict=Verdict.DOWN)
    note(feedback, "thanks", verdict=Verdict.UP)
    first, second = json.loads(career_advisor("missed", "--json").out)
    assert (first["count"], first["verdicts"]) == (2, {"unanswered": 1, "down": 1})
    assert first["statuses"] == {"no_answer": 1, "answered": 1}
    assert {row["id"] for row in first["questions"]} == {card, card + 1}
    assert (second["id"], second["question"]) == (song, "sing me a song")
    shown = career_advisor("missed", "--limit", "1").out
    assert "lost" in shown
    assert "1 thumb down (answered)" in shown
    assert "sing me a song" not in shown
    assert "3 questions in 2 groups; the first 1 are shown." in shown


def test_only_the_last_days_are_listed(career_advisor: CommandLine, feedback: Feedback) -> None:
    """--since leaves out what was asked before, and takes any number of days."""
    note(feedback, "old", days_ago=9)
    new = note(feedback, "new", days_ago=2)
    rows = json.loads(career_advisor("missed", "--since", "7", "--json").out)
    assert [row["id"] for row in rows] == [new]
    everything = json.loads(career_advisor("missed", "--since", "99999999", "--json").out)
    assert sum(row["count"] for row in everything) == 2


# --- judged cases


def test_a_line_becomes_a_judged_case(
    career_advisor: CommandLine, feedback: Feedback, data: Path
) -> None:
    """A case in the format of judged questions is written, and the line leaves the list."""
    number = str(note(feedback, "nurse pay?"))
    options = ("--status", "answered", "--status", "partial", "--all", "93,600", "--none", "1")
    done = career_advisor("missed", "judge", number, *options)
    assert done.code == 0
    assert f"career-advisor evaluate {data / 'judged.yaml'}" in done.out
    [case] = load_cases(data / "judged.yaml")
    [turn] = case.turns
    assert (case.kind, turn.ask, turn.all, turn.none) == ("pay", "nurse pay?", ("93,600",), ("1",))
    assert [str(status) for status in turn.status or ()] == ["answered", "partial"]
    assert feedback.list() == ()


def test_cases_are_added_below_what_stands_there(
    career_advisor: CommandLine, feedback: Feedback, tmp_path: Path
) -> None:
    """A file of one's own keeps its cases and comments; ids stay unique; the same is added once."""
    file = tmp_path / "own.yaml"
    before = '# mine\n- id: missed-002\n  kind: pay\n  turns:\n    - ask: "pay?"'
    file.write_text(before, "utf-8")
    numbers = [str(note(feedback, text)) for text in ("a: b # c?\ud800", "tax?", "tax?")]
    for number in numbers:
        judged = ("judge", number, "--status", "no_answer", "--file", str(file), "--kind", "x")
        assert career_advisor("missed", *judged).code == 0
    assert file.read_text("utf-8").startswith(f"{before}\n")
    cases = load_cases(file)
    assert [case.turns[0].ask for case in cases] == ["pay?", "a: b # c??", "tax?"]
    assert len({case.id for case in cases}) == 3


def test_a_case_may_be_reworded(
    career_advisor: CommandLine, feedback: Feedback, data: Path
) -> None:
    """What leaned on a conversation is asked in words that stand alone."""
    number = str(note(feedback, "and there?"))
    career_advisor("missed", "judge", number, "--any", "€", "--text", "nurse pay in Germany")
    assert load_cases(data / "judged.yaml")[0].turns[0].ask == "nurse pay in Germany"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("judge", "1"), "give --status, --all, --any or --none"),
        (("judge", "77", "--any", "x"), "see `career-advisor missed`"),
        (("judge", "1", "--any", "x", "--file", "my_heldout.yaml"), "give another --file"),
        (("judge", "1", "--any", "x", "--file", "broken.yaml"), "no judged questions"),
        (("example", "1", "--topic", "money"), "choose one of pay, "),
        (("example", "77", "--topic", "pay"), "see `career-advisor missed`"),
        (("discard", "1", "77"), "see `career-advisor missed`"),
    ],
)
def test_a_refused_line_stays(
    career_advisor: CommandLine,
    feedback: Feedback,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    reason: str,
) -> None:
    """What cannot be done says the next step, in one line, and changes nothing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.yaml").write_text("a: [", "utf-8")
    note(feedback, "pay?")
    done = career_advisor("missed", *arguments)
    assert (done.code, done.out) == (1, "")
    assert reason in done.err
    assert done.err.count("\n") == 1
    assert len(feedback.list()) == 1
    assert (tmp_path / "broken.yaml").read_text("utf-8") == "a: ["


def test_an_indented_list_is_left_as_it_is(
    career_advisor: CommandLine, feedback: Feedback, tmp_path: Path
) -> None:
    """Where an entry could not be added below the others, the way to mend the file is told."""
    file = tmp_path / "own.yaml"
    before = "  - {id: a, kind: b, turns: [{ask: c}]}\n"
    file.write_text(before, "utf-8")
    number = str(note(feedback, "pay?"))
    done = career_advisor("missed", "judge", number, "--any", "x", "--file", str(file))
    assert (done.code, file.read_text("utf-8")) == (1, before)
    assert "begin each of its entries with - in column 1" in done.err
    assert [path.name for path in tmp_path.glob(".own*")] == []


# --- example questions


def test_a_line_becomes_an_example(
    career_advisor: CommandLine, feedback: Feedback, data: Path
) -> None:
    """The question stands in the data folder's file with its topic, once, and leaves the list."""
    for text, topic in (("moolah?", "pay"), ("moolah?", "pay"), ("a recipe", "out_of_scope")):
        number = str(note(feedback, text))
        done = career_advisor("missed", "example", number, "--topic", topic)
        assert (done.code, done.err) == (0, "")
        assert "career-advisor reindex" in done.out
    file = data / "examples.yaml"
    assert [(e.topic, e.text) for e in read_examples(file)] == [
        ("pay", "moolah?"),
        ("out_of_scope", "a recipe"),
    ]
    assert file.read_text("utf-8").startswith("# Example questions of our own")
    assert yaml.safe_load(file.read_text("utf-8"))
    assert feedback.list() == ()


def test_a_broken_list_is_left_as_it_is(
    career_advisor: CommandLine, feedback: Feedback, data: Path
) -> None:
    """A list that cannot be read is not added to, and its reason is told."""
    file = data / "examples.yaml"
    number = str(note(feedback, "pay?"))
    for text in ("- topic: pay\n", "- {topic: money, text: x}\n", "[a", "just words"):
        file.write_text(text, "utf-8")
        done = career_advisor("missed", "example", number, "--topic", "pay")
        assert done.code == 1
        assert str(file) in done.err
        assert "Mend the file" in done.err
        assert file.read_text("utf-8") == text
    assert len(feedback.list()) == 1


# --- discarding


def test_lines_are_discarded(career_advisor: CommandLine, feedback: Feedback) -> None:
    """Several lines go at once, with all that asked the very same."""
    numbers = [note(feedback, text) for text in ("a cat", "a dog", "a cat", "a bird")]
    done = career_advisor("missed", "discard", str(numbers[0]), str(numbers[1]))
    assert done.out == "Discarded 3 questions.\n"
    assert [row.question for row in feedback.list()] == ["a bird"]
