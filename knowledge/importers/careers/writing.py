"""Brings documents to a folder: only what changed, each whole, and nothing that others wrote."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.importers.careers.documents import BUILT_BY

_FRONT = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_PARTIAL = ".partial"


@dataclass(frozen=True, slots=True)
class Written:
    """What a run changed, by path below the folder."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def write_documents(folder: Path, documents: Mapping[str, str]) -> Written:
    """Make the folder hold these documents and none that an earlier run wrote besides."""
    before = {path: text for path, text in _texts(folder) if is_built(text)}
    foreign = [p for p in documents if p not in before and (folder / p).exists()]
    if foreign:
        raise FileExistsError(f"{folder / foreign[0]} was not written by this script; move it away")
    for path, text in documents.items():
        if before.get(path) != text:
            _write(folder / path, text)
    removed = sorted(before.keys() - documents.keys())
    for path in removed:
        _remove(folder / path)
    return Written(
        added=tuple(sorted(documents.keys() - before.keys())),
        changed=tuple(sorted(p for p, t in documents.items() if before.get(p, t) != t)),
        unchanged=tuple(sorted(p for p, t in documents.items() if before.get(p) == t)),
        removed=tuple(removed),
    )


def names_of_others(folder: Path) -> list[str]:
    """Return the names of roles whose documents were written by others."""
    fronts = [_front(text) for _, text in _texts(folder) if not is_built(text)]
    return [name for front in fronts for name in _names(front)]


def _names(front: Mapping[str, object]) -> Iterator[str]:
    if role := front.get("role"):
        yield str(role)
    aliases = front.get("aliases")
    yield from map(str, aliases if isinstance(aliases, list) else ())


def is_built(text: str) -> bool:
    """Whether a document's front matter says that this script wrote it."""
    return _front(text).get("built_by") == BUILT_BY


def _front(text: str) -> dict[str, object]:
    match = _FRONT.match(text)
    loaded = yaml.safe_load(match[1]) if match else None
    return loaded if isinstance(loaded, dict) else {}


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.md")):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + _PARTIAL)
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(path)


def _remove(path: Path) -> None:
    path.unlink()
    if not any(path.parent.iterdir()):
        path.parent.rmdir()
