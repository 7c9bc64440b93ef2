"""The whole advisor on the judged questions: accuracy does not fall below its floors."""

import uuid
from pathlib import Path

import pytest

from bot.advisor import Advisor
from bot.evaluation import Ask, Said, evaluate, load_cases
from bot.types import Question

JUDGED = Path(__file__).resolve().parent / "judged"
FLOORS = {
    "backend_build.yaml": 0.90,
    "backend_more.yaml": 0.88,
    "backend_heldout.yaml": 0.78,
}


def measured(advisor: Advisor, name: str) -> tuple[float, str]:
    """The accuracy on a file, and its counts, which may be told of every file."""

    def begin() -> Ask:
        conversation = f"judged:{uuid.uuid4().hex}"

        def ask(text: str) -> Said:
            answer = advisor.answer(Question(text, conversation))
            return Said(answer.status, answer.text)

        return ask

    score = evaluate(name, load_cases(JUDGED / name), begin)
    kinds = ", ".join(f"{kind} {held}/{there}" for kind, (held, there) in score.kinds.items())
    return score.accuracy, f"{kinds}; {score.status_faults}"


@pytest.mark.parametrize("name", FLOORS)
def test_accuracy_keeps_its_floor(advisor: Advisor, name: str) -> None:
    """The share of cases that hold, in each file, is at least its floor."""
    # The score itself stays in there: a failure shows what stands here, and no held-out case may.
    accuracy, counts = measured(advisor, name)
    assert accuracy >= FLOORS[name], f"{accuracy:.1%} of {name} hold: {counts}"


def test_every_judged_file_has_a_floor() -> None:
    """No file of judged questions goes unmeasured."""
    assert {file.name for file in JUDGED.glob("*.yaml")} == set(FLOORS)


@pytest.mark.parametrize("name", ["handbook_build.yaml", "handbook_heldout.yaml"])
def test_the_handbooks_questions_can_be_asked(name: str) -> None:
    """The files that `make evaluate-handbook` asks are whole: hundreds of cases of many kinds."""
    cases = load_cases(JUDGED / "handbook" / name)
    assert len(cases) >= 200
    assert len({case.kind for case in cases}) > 20
