"""Dialogues kept as data, replayed on the real advisor.

A file holds named dialogues, or the turns of one. A turn has `user`, what is typed, and of what
comes back: `first`, strings that the first line holds; `bot` and `not`, strings that the text
holds and does not; `status`; and `sources`, titles that are among the sources.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml

from bot.advisor import Advisor
from bot.types import Answer, Question

_FOLDER = Path(__file__).parent / "dialogues"
_KEYS = {"user", "first", "bot", "not", "status", "sources"}


def _dialogues() -> Iterator[Any]:
    for file in sorted(_FOLDER.glob("*.yaml")):
        found = yaml.safe_load(file.read_text("utf-8"))
        if "turns" not in found[0]:
            found = [{"name": "the whole file", "turns": found}]
        for dialogue in found:
            yield pytest.param(dialogue["turns"], id=f"{file.stem}: {dialogue['name']}")


def _check(turn: dict[str, Any], answer: Answer) -> None:
    first_line = answer.text.splitlines()[0]
    titles = [source.title for source in answer.sources]
    assert [said for said in turn.get("first", ()) if said not in first_line] == [], answer.text
    assert [said for said in turn.get("bot", ()) if said not in answer.text] == [], answer.text
    assert [said for said in turn.get("not", ()) if said in answer.text] == [], answer.text
    assert [title for title in turn.get("sources", ()) if title not in titles] == [], answer.text
    assert answer.status == turn.get("status", answer.status), answer.text


@pytest.mark.parametrize("turns", list(_dialogues()))
def test_dialogue(turns: list[dict[str, Any]], advisor: Advisor) -> None:
    """Every turn of a dialogue is answered as it is written down."""
    conversation = f"dialogue:{uuid4().hex}"
    for turn in turns:
        assert set(turn) <= _KEYS
        assert len(turn) > 1
        _check(turn, advisor.answer(Question(turn["user"], conversation)))
