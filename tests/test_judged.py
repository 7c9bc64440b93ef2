"""The whole advisor on the judged questions: accuracy does not fall below its floors."""

import uuid
from pathlib import Path

import pytest

from bot.advisor import Advisor
from bot.evaluation import Ask, Said, evaluate, load_cases
from bot.evaluation.floors import FLOORS, load_floors
from bot.types import Question

JUDGED = Path(__file__).resolve().parent / "judged"
SHARES = load_floors(JUDGED / FLOORS)
ONE_ROLE = "backend_"
"""Files of this name are asked of one role's documents, so that who is meant is not measured."""


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


def asked_of(request: pytest.FixtureRequest, name: str) -> Advisor:
    """The advisor that a file is meant for."""
    if name.startswith(ONE_ROLE):
        return request.getfixturevalue("advisor")  # type: ignore[no-any-return]
    return request.getfixturevalue("shipped").advisor  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name.startswith(ONE_ROLE) else pytest.mark.slow)
        for name in SHARES
    ],
)
def test_accuracy_keeps_its_floor(request: pytest.FixtureRequest, name: str) -> None:
    """The share of cases that hold, in each file, is at least its floor."""
    # The score itself stays in there: a failure shows what stands here, and no held-out case may.
    accuracy, counts = measured(asked_of(request, name), name)
    assert accuracy >= SHARES[name], f"{accuracy:.1%} of {name} hold: {counts}"


def test_every_judged_file_has_a_floor() -> None:
    """No file of judged questions goes unmeasured, and no floor is nothing."""
    assert {file.name for file in JUDGED.glob("*.yaml")} - {FLOORS} == set(SHARES)
    assert min(SHARES.values()) > 0


@pytest.mark.parametrize(
    "name", ["handbook_build.yaml", "handbook_more.yaml", "handbook_heldout.yaml"]
)
def test_the_handbooks_questions_can_be_asked(name: str) -> None:
    """The files that `make evaluate-handbook` asks are whole: many cases of many kinds."""
    # counted apart: a failure shows what is compared, and no held-out case may be seen
    kinds = [case.kind for case in load_cases(JUDGED / "handbook" / name)]
    there, of_kinds = len(kinds), len(set(kinds))
    del kinds
    assert there >= 150
    assert of_kinds > 20
    assert set(load_floors(JUDGED / "handbook" / FLOORS)) >= {name}
