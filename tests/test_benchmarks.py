"""What the measurements count: out-of-scope messages, real questions, strings of every kind."""

import json
import os
import re
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from benchmarks.asking import Told, read_table, write_table
from benchmarks.generated import generated
from benchmarks.out_of_scope import Judged
from benchmarks.out_of_scope import report as scope_report
from benchmarks.question import varied
from benchmarks.real_questions import (
    LABELS,
    Asked,
    Labelled,
    OtherQuestionsError,
    digest,
    labelled,
)
from benchmarks.real_questions import report as real_report
from benchmarks.stages import profile
from benchmarks.strings import batch, check, run
from bot.bootstrap import Services
from bot.recognizer import LONGEST
from bot.types import Slots, Status
from bot.wording import plain

_ROOT = Path(__file__).resolve().parents[1]
_REAL = Path(os.environ.get("ADVISOR_SHARED", _ROOT.parent / "shared")) / "questions" / "real.tsv"
_ASKED = ["what does a nurse earn", "how long is the training", "is it a safe career"]


def _told(status: Status) -> Told:
    return Told("how do I change my oil", status, "ask_pay", Slots(), 0.9)


def _case(answerable: str, status: Status, draw: str = "all") -> Asked:
    return Asked(Labelled(1, "how do I change my oil", answerable, draw), _told(status))


def _answer(asked: dict[str, str], **changed: Any) -> str:
    answer = {
        "question": asked["text"],
        "conversation": asked["conversation"],
        "status": "answered",
        "text": "words",
        "html": "words",
        "intent": "ask_pay",
        "slots": {"role": None, "level": None, "market": None, "topic": "pay"},
        "assumptions": [],
        "confidence": 0.5,
        "facts": [],
        "sources": [],
        "follow_ups": [],
        "index_version": "v",
        "elapsed_ms": 1.0,
    }
    return json.dumps(answer | changed)


def test_an_answer_in_part_is_an_answer_and_small_talk_is_none() -> None:
    """Out of scope, only what was told from the documents counts."""
    statuses = [*Status, Status.ANSWERED]
    judged = [Judged("oos", "a file", _told(status)) for status in statuses]
    assert next(iter(scope_report(judged))) == "all: 3 of 6 (50.0%) answered as if known"


def test_out_of_scope_messages_are_counted_by_kind_and_source() -> None:
    """Where it goes wrong shows by the kind of message and by its file, the worst first."""
    judged = [
        Judged("chitchat:joke", "a", _told(Status.SMALLTALK)),
        Judged("other_domain:banking", "b", _told(Status.ANSWERED)),
    ]
    assert list(scope_report(judged))[1:] == [
        "kind other_domain: 1 of 1 (100.0%) answered as if known",
        "kind chitchat: 0 of 1 (0.0%) answered as if known",
        "source b: 1 of 1 (100.0%) answered as if known",
        "source a: 0 of 1 (0.0%) answered as if known",
    ]


def test_only_a_no_to_what_is_answerable_is_a_false_refusal() -> None:
    """A question back is counted apart, and what is unclear is neither refused nor told wrongly."""
    asked = [
        _case("yes", Status.NO_ANSWER),
        _case("yes", Status.CLARIFICATION),
        _case("yes", Status.ANSWERED),
        _case("yes", Status.PARTIAL),
        _case("no", Status.ANSWERED),
        _case("no", Status.NO_ANSWER),
        _case("unclear", Status.NO_ANSWER),
    ]
    assert list(real_report(asked))[-4:] == [
        "7 questions",
        "  answerable: 1 of 4 (25.0%) refused, 1 asked back",
        "  not answerable: 1 of 2 (50.0%) answered",
        "  unclear: 0 of 1 (0.0%) answered",
    ]
    assert [case.wrong is not None for case in asked] == [
        True,
        True,
        False,
        False,
        True,
        False,
        False,
    ]


def test_labels_are_of_the_questions_that_were_read() -> None:
    """A row whose text is another one than was labelled stops the measurement."""
    label = {"row": "2", "digest": digest(_ASKED[1]), "answerable": "yes", "draw": "all"}
    assert [case.text for case in labelled([label], _ASKED)] == [_ASKED[1]]
    with pytest.raises(OtherQuestionsError, match="row 2"):
        list(labelled([label], list(reversed(_ASKED[:2]))))
    with pytest.raises(OtherQuestionsError):
        list(labelled([label], _ASKED[:1]))


def test_labels_hold_no_text_of_others() -> None:
    """Rows, digests and labels are all that stands in the file, each row once."""
    rows = read_table(LABELS)
    assert all(re.fullmatch("[0-9a-f]{12}", row["digest"]) for row in rows)
    assert {row["answerable"] for row in rows} == {"yes", "no", "unclear"}
    assert {row["draw"] for row in rows} == {"all", "template", "search"}
    assert len({int(row["row"]) for row in rows}) == len(rows) == 650


@pytest.mark.skipif(not _REAL.is_file(), reason=f"REAL QUESTIONS NOT READ: no {_REAL}")
def test_the_labels_are_of_the_real_questions() -> None:
    """Every label names a row of the questions as they lie there."""
    questions = [row["question"] for row in read_table(_REAL)]
    assert len(list(labelled(read_table(LABELS), questions))) == 650


def test_a_table_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Tabs and line breaks within a cell cannot shift the others, and quotes mean nothing."""
    file = tmp_path / "failures.tsv"
    write_table(file, ("question", "role"), [('so "he\tsaid\n', "nurse"), ('"', "")])
    assert read_table(file) == [
        {"question": 'so "he said', "role": "nurse"},
        {"question": '"', "role": ""},
    ]


def test_generated_strings_are_the_same_for_the_same_seed() -> None:
    """What failed once can be asked again."""
    first, again, other = (
        list(islice(generated(seed, ["nurse"], _ASKED), 200)) for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_generated_strings_reach_what_breaks_programs() -> None:
    """Among them are half surrogate pairs, controls, marks from right to left, and far too long."""
    strings = list(islice(generated(1, ["nurse"], _ASKED), 2_000))
    whole = "".join(strings)
    for wanted in (
        "[\ud800-\udfff]",
        "[\U00010000-\U0010ffff]",
        "\x00",
        "\u202e",
        "\u200b",
        "DROP",
    ):
        assert re.search(wanted, whole), ascii(wanted)
    assert {len(s) > LONGEST for s in strings} == {True, False}
    assert "" in strings
    assert len(set(strings)) > 1_500


def test_a_batch_that_goes_well_has_no_fault() -> None:
    """Each valid answer is counted by its status."""
    asked = list(batch(["a", "b\ud800"]))
    lines = [_answer(asked[0]), _answer(asked[1], question="b?", status="no_answer")]
    tally = check(lines, asked)
    assert (tally.faults, tally.answers, tally.statuses["no_answer"]) == ([], 2, 1)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"question": "another"}, "answers another question"),
        ({"conversation": "c"}, "another conversation"),
        ({"status": "lost"}, "unknown status: lost"),
        ({"text": " "}, "says nothing"),
        ({"html": None}, "no word or list under html"),
        ({"slots": {"role": None}}, "lacks slots"),
        ({"confidence": 1.2}, "confidence of 1.2"),
        ({"facts": [{"source": 3}]}, "fact without its source"),
    ],
)
def test_an_answer_out_of_contract_is_a_fault(changed: dict[str, Any], fault: str) -> None:
    """Whatever differs from the contract is told with the line and the string."""
    asked = list(batch(["pay?"]))
    (found,) = check([_answer(asked[0], **changed)], asked).faults
    assert found.startswith("line 1: ")
    assert fault in found
    assert found.endswith("'pay?'")


def test_a_batch_that_breaks_off_or_says_too_much_is_a_fault() -> None:
    """A missing answer, a broken line and a line too many are all found."""
    asked = list(batch(["a", "b"]))
    good = [_answer(question) for question in asked]
    assert check(good[:1], asked).faults == ["line 2: no answer came to 'b'"]
    assert check([*good, "{}"], asked).faults == ["one line too many: {}"]
    assert check([good[0], "Traceback"], asked).faults == ["line 2: is not JSON: 'b'"]
    assert check(["[]", good[1]], asked).faults == ["line 1: lacks what an answer has: 'a'"]


@pytest.mark.slow
def test_strings_of_every_kind_get_an_answer(
    backend: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real command answers each string in order, in one process, and ends well."""
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(backend.settings.data_dir))
    monkeypatch.setenv("ADVISOR_DOCUMENTS", str(backend.settings.documents))
    asked = list(batch(islice(generated(7, ["nurse"], _ASKED), 120)))
    tally, code = run(asked, tmp_path)
    assert (tally.faults, tally.answers, code) == ([], 120, 0)


def test_measured_questions_are_distinct_and_of_every_kind() -> None:
    """No question is measured twice, and those of the first file do not crowd out the others."""
    files = sorted((_ROOT / "tests" / "judged").glob("*_build.yaml"))
    questions = varied(200, files)
    assert len(set(questions)) == len(questions) == 200


def test_a_profile_tells_what_the_time_went_to() -> None:
    """Our functions stand with all that they call and how often a question calls them."""
    found = profile(plain, ["<b>a</b>", "b"], 5)
    first = found.functions[0]
    assert (first.name, first.calls) == ("bot/wording.py:plain", 1.0)
    assert sum(cost.share for cost in found.files) == pytest.approx(1, abs=0.2)
    assert len(found.functions) <= 5
