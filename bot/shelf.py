"""The folder of role documents that a person keeps: documents go in and come out as files.

Knows nothing of the index.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.review import Review

_MOST_LISTED = 10


class ShelfError(Exception):
    """The documents folder was left as it is; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Added:
    """A document that was copied in, and what it is read as."""

    path: Path
    review: "Review"


class Shelf:
    """A documents folder; the packaged one can only be read."""

    def __init__(self, folder: Path, *, packaged: bool) -> None:
        self._folder = folder
        self._packaged = packaged

    def add(self, files: Sequence[Path], *, replace: bool = False) -> tuple[Added, ...]:
        """Copy files in, all or none, and return where they are now and what was read."""
        self._must_be_a_persons()
        targets = tuple(self._folder / file.name for file in files)
        self._must_have_room(targets, replace=replace)
        reviews = _reviewed(files)
        self._folder.mkdir(parents=True, exist_ok=True)
        for file, target in zip(files, targets, strict=True):
            if not (target.exists() and file.samefile(target)):
                shutil.copyfile(file, target)
        return tuple(Added(target, reviews[target.stem]) for target in targets)

    def find(self, name: str) -> Path:
        """Return the one file of that name, which can be removed."""
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
        return found[0]

    def remove(self, name: str) -> Path:
        """Delete the one file of that name, and return where it was."""
        path = self.find(name)
        path.unlink()
        return path

    def _must_have_room(self, targets: Sequence[Path], *, replace: bool) -> None:
        """Nothing may be in the way of a document: no file, and none that differs by its ending."""
        if hidden := next((target for target in targets if target.name.startswith(".")), None):
            raise ShelfError(f"{hidden.name} is a hidden file, which is not read: rename it.")
        if twice := _twice([target.stem for target in targets]):
            raise ShelfError(
                f"Several of the files are named {twice}, whatever their endings: "
                "rename all but one and add them again."
            )
        for target in targets:
            if other := self._namesake(target):
                raise ShelfError(
                    f"{other} has the same name but for its ending: rename {target.name}, or "
                    f"remove the other first (career-advisor documents remove {other.name})."
                )
        taken = [str(target) for target in targets if target.exists()]
        if taken and not replace:
            them = "it" if len(taken) == 1 else "them"
            there = "is" if len(taken) == 1 else "are"
            named = _listed(taken, ", ")
            raise ShelfError(f"{named} {there} there already: add --replace to overwrite {them}.")

    def _namesake(self, target: Path) -> Path | None:
        """A document that would have the same id as a file to come, and be refused for it."""
        from knowledge.readers.files import SUFFIXES

        others = (
            path
            for path in self._files()
            if path.with_suffix("") == target.with_suffix("") and path != target
        )
        return next((path for path in others if path.suffix.casefold() in SUFFIXES), None)

    def _files(self) -> list[Path]:
        folder = self._folder
        return sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())

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


def _reviewed(files: Sequence[Path]) -> "dict[str, Review]":
    """What each file is read as, by its name; raises ShelfError where one cannot be read."""
    # Reading documents takes libraries that no other command of this family needs.
    from knowledge.review import review_folder

    with TemporaryDirectory() as trial:
        for file in files:
            shutil.copyfile(file, Path(trial) / file.name)
        found = review_folder(Path(trial), datetime.now(UTC).date())
    if found.corpus.refused:
        reasons = [f"{refusal.document} {refusal.reason}" for refusal in found.corpus.refused]
        raise ShelfError(f"Nothing was added: {_listed(reasons, '; ')}")
    return {review.document.id: review for review in found.reviews}


def _twice(names: Sequence[str]) -> str | None:
    return next((name for name in names if names.count(name) > 1), None)


def _listed(items: Sequence[str], between: str) -> str:
    """The items, the first few of them where they are many."""
    more = len(items) - _MOST_LISTED
    rest = [f"and {more} more"] if more > 0 else []
    return between.join([*items[:_MOST_LISTED], *rest])
