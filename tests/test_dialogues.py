"""Dialogues kept as data, replayed on the real advisor: on one role, and on all that ship.

Those in the folder are of the back-end developer's documents, those in `shipped` of all; one that
is marked `everywhere` holds of both, whatever other roles there are.

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
from bot.bootstrap import Services
from bot.types import Answer, Question

_FOLDER = Path(__file__).parent / "dialogues"
_KEYS = {"user", "first", "bot", "not", "status", "sources"}


def _dialogues(folder: Path, *, marked: bool = False) -> Iterator[Any]:
    for file in sorted(folder.glob("*.yaml")):
        found = yaml.safe_load(file.read_text("utf-8"))
        if "turns" not in found[0]:
            found = [{"name": "the whole file", "turns": found}]
        for dialogue in found:
            if dialogue.get("everywhere") or not marked:
                yield pytest.param(dialogue["turns"], id=f"{file.stem}: {dialogue['name']}")


def _check(turn: dict[str, Any], answer: Answer) -> None:
    first_line = answer.text.splitlines()[0]
    titles = [source.title for source in answer.sources]
    assert [said for said in turn.get("first", ()) if said not in first_line] == [], answer.text
    assert [said for said in turn.get("bot", ()) if said not in answer.text] == [], answer.text
    assert [said for said in turn.get("not", ()) if said in answer.text] == [], answer.text
    assert [title for title in turn.get("sources", ()) if title not in titles] == [], answer.text
    assert answer.status == turn.get("status", answer.status), answer.text


def _replay(turns: list[dict[str, Any]], advisor: Advisor) -> None:
    conversation = f"dialogue:{uuid4().hex}"
    for turn in turns:
        assert set(turn) <= _KEYS
        assert len(turn) > 1
        _check(turn, advisor.answer(Question(turn["user"], conversation)))


@pytest.mark.parametrize("turns", list(_dialogues(_FOLDER)))
def test_dialogue(turns: list[dict[str, Any]], advisor: Advisor) -> None:
    """Every turn of a dialogue is answered as it is written down."""
    _replay(turns, advisor)


@pytest.mark.parametrize(
    "turns", [*_dialogues(_FOLDER / "shipped"), *_dialogues(_FOLDER, marked=True)]
)
def test_dialogue_among_hundreds_of_roles(turns: list[dict[str, Any]], shipped: Services) -> None:
    """With every role that ships each is answered from its own documents, or refused."""
    _replay(turns, shipped.advisor)
