"""The same question on the same index and day gives the same answer, whatever the process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.bootstrap import Services

QUESTIONS = (
    "what does a senior earn in Sri Lanka",
    "pay of a back end developer",
    "do i need a degree",
    "is it stressful",
    "which tools do they use",
    "job outlook",
    "how do I become one",
    "what is the leave policy",
    "senior pay in Japan",
    "what does a monk earn",
    "hello",
)
# Each process answers in an order of its own, so that nothing leaks from one answer to the next.
_PROGRAM = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.bootstrap import build
from bot.serialization import answer_as_dict
from bot.settings import Settings
from bot.types import Question

data, database, order, *texts = sys.argv[1:]
services = build(Settings(data_dir=Path(data), database_url=f"sqlite:///{database}"))
day = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
made = {}
for text in sorted(texts, reverse=order == "backwards"):
    answer = services.advisor.answer(Question(text, text, asked_at=day))
    made[text] = answer_as_dict(answer) | {"elapsed_ms": 0, "explanation": None}
print(json.dumps(made, sort_keys=True))
"""


def _answers(data: Path, database: Path, seed: str, order: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(data), str(database), order, *QUESTIONS],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    answers: dict[str, object] = json.loads(done.stdout)
    return answers


@pytest.mark.slow
def test_answers_are_the_same_to_the_letter(backend: Services, tmp_path: Path) -> None:
    """Neither hash seed nor process nor the order of asking shows in any field of an answer."""
    data = backend.settings.data_dir
    first = _answers(data, tmp_path / "first.db", "0", "forwards")
    assert set(first) == set(QUESTIONS)
    for seed, order in (("1", "backwards"), ("4242", "forwards")):
        assert _answers(data, tmp_path / f"{seed}.db", seed, order) == first
