"""The folder of role documents that a person keeps: documents go in and come out as files.

Knows nothing of the index.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

_MOST_LISTED = 10


class ShelfError(Exception):
    """The documents folder was left as it is; the message says why and what to do."""


class Shelf:
    """A documents folder; the packaged one can only be read."""

    def __init__(self, folder: Path, *, packaged: bool) -> None:
        self._folder = folder
        self._packaged = packaged

    def add(self, files: Sequence[Path], *, replace: bool = False) -> tuple[Path, ...]:
        """Copy files in, all or none, and return where they are now."""
        self._must_be_a_persons()
        targets = tuple(self._folder / file.name for file in files)
        if len(set(targets)) < len(targets):
            raise ShelfError("Two of the files have the same name: rename one and add them again.")
        taken = next((target for target in targets if target.exists()), None)
        if taken and not replace:
            raise ShelfError(f"{taken} is there already: add --replace to overwrite it.")
        _must_be_readable(files)
        self._folder.mkdir(parents=True, exist_ok=True)
        for file, target in zip(files, targets, strict=True):
            if not (target.exists() and file.samefile(target)):
                shutil.copyfile(file, target)
        return targets

    def remove(self, name: str) -> Path:
        """Delete the one file of that name, and return where it was."""
        self._must_be_a_persons()
        found = [path for path in self._files() if name in self._names(path)]
        if not found:
            raise ShelfError(
                f"There is no document {name!r} in {self._folder}: "
                "see `career-advisor documents check` for the names."
            )
        if len(found) > 1:
            names = _listed([path.relative_to(self._folder).as_posix() for path in found], ", ")
            raise ShelfError(f"{name!r} may be {names}: name one of them with folder and ending.")
        found[0].unlink()
        return found[0]

    def _files(self) -> list[Path]:
        return sorted(path for path in self._folder.rglob("*") if path.is_file())

    def _names(self, path: Path) -> set[str]:
        below = path.relative_to(self._folder)
        return {below.as_posix(), below.with_suffix("").as_posix(), path.name}

    def _must_be_a_persons(self) -> None:
        if self._packaged:
            raise ShelfError(
                "The shipped documents are part of the program and stay as they are: "
                f"copy them (cp -r '{self._folder}' documents), set ADVISOR_DOCUMENTS=documents "
                "in .env, and try again."
            )


def _must_be_readable(files: Sequence[Path]) -> None:
    # Reading documents takes libraries that no other command of this family needs.
    from knowledge.corpus import load_corpus

    with TemporaryDirectory() as trial:
        for file in files:
            shutil.copyfile(file, Path(trial) / file.name)
        refused = load_corpus(Path(trial)).refused
    if refused:
        reasons = [f"{refusal.document} {refusal.reason}" for refusal in refused]
        raise ShelfError(f"Nothing was added: {_listed(reasons, '; ')}")


def _listed(items: Sequence[str], between: str) -> str:
    """The items, the first few of them where they are many."""
    more = len(items) - _MOST_LISTED
    rest = [f"and {more} more"] if more > 0 else []
    return between.join([*items[:_MOST_LISTED], *rest])
