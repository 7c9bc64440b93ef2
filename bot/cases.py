"""Missed questions as judged cases: added to a file that `evaluate` asks.

Knows nothing of how answers are judged.
"""

from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot import lists
from bot.evaluation.cases import Case, JudgedTurn, is_unread, load_cases

JUDGED = "judged.yaml"
"""The file's name in the data folder."""
_HEAD = "# Judged questions of our own; career-advisor evaluate FILE asks them.\n"


def add_case(data_dir: Path, turn: JudgedTurn, kind: str, file: Path | None = None) -> Case:
    """Add a case of one turn to a file and return it; of the same turn there is one case only.

    Without a file it goes to the data folder's. Raises ListError or evaluation's BadCasesError;
    the file is then as it was.
    """
    file = file or data_dir / JUDGED
    if is_unread(file.name):
        raise lists.ListError(f"{file} only measures, and this was read: give another --file")
    if not any((turn.status, turn.all, turn.any, turn.none)):
        raise lists.ListError("nothing would be judged: give --status, --all, --any or --none")
    with lists.alone(data_dir):
        there = () if lists.is_blank(file) else load_cases(file)
        same = next((case for case in there if case.turns == (turn,)), None)
        if same is not None:
            return same
        case = Case(_free_id({case.id for case in there}), kind, (turn,))
        lists.append(file, _plain(case), _HEAD)
        return case


def _free_id(taken: Collection[str]) -> str:
    number = len(taken) + 1
    while f"missed-{number:03}" in taken:
        number += 1
    return f"missed-{number:03}"


def _plain(case: Case) -> dict[str, Any]:
    """The case as a file has it, without what it leaves open."""
    told = {key: value for key, value in asdict(case.turns[0]).items() if value}
    lists_ = {key: [str(item) for item in value] for key, value in told.items() if key != "ask"}
    return {"id": case.id, "kind": case.kind, "turns": [{"ask": told["ask"], **lists_}]}
