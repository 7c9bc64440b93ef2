"""Kill a publish at each of its steps on disk; leaves one folder a crash to be looked at.

python crash.py BEFORE STATES: BEFORE is an index folder, STATES an empty folder to fill.
"""

import os
import shutil
import sys
from itertools import count
from pathlib import Path
from typing import Any

from retrieval.indexing import publish
from tests.fakes import HashingEncoder, keeping, make_document

OLD = (make_document("a", "Engineers earn much.", "They study."), make_document("b", "Nurses."))
NEW = (make_document("a", "Engineers earn more.", "They study."), make_document("c", "Cooks."))
EXTRA = {"topics": b"weights"}
_STEPS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_KILLED = 9


def _die_at(step: int, folder: Path) -> None:
    """End this process the moment it begins its step-th change on disk below the folder.

    A file that is about to be written is left empty, as a crash between opening and writing does.
    """
    steps = count()

    def hook(event: str, args: tuple[Any, ...]) -> None:
        writing = event == "open" and _is_below(folder, args[0]) and args[2] & _WRITING
        if (writing or event in _STEPS) and next(steps) == step:
            if writing and args[2] & os.O_TRUNC:
                os.truncate(os.open(args[0], os.O_CREAT | os.O_WRONLY), 0)
            os._exit(_KILLED)

    sys.addaudithook(hook)


def _is_below(folder: Path, path: object) -> bool:
    return str(path).startswith(str(folder))


def _survives(step: int, folder: Path) -> bool:
    """Publish in a process of its own that dies at the step, if there is such a step."""
    child = os.fork()
    if child == 0:
        _die_at(step, folder)
        publish(NEW, HashingEncoder(), folder, complete=keeping(EXTRA))
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code not in (0, _KILLED):
        raise SystemExit(f"publish failed at step {step}")
    return code == 0


def main(before: Path, states: Path) -> None:
    """Crash at the first step, the second, and so on, until one publish comes through."""
    for step in count():
        folder = Path(shutil.copytree(before, states / f"{step:03}"))
        if _survives(step, folder):
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
