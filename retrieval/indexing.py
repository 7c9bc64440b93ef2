"""Documents to a published generation, embedding only what is new; the switch is atomic.

Knows nothing of how documents are read and of who asks the index.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from knowledge.models import Passage, RoleDocument
from retrieval.errors import (
    EmptyCorpusError,
    IndexCorruptError,
    IndexMismatchError,
    NoIndexError,
    ReindexRunningError,
)
from retrieval.generation import (
    CURRENT,
    Draft,
    Generation,
    current_version,
    draft_generation,
    is_version,
    read_current,
    read_generation,
    text_digest,
    write_generation,
)
from retrieval.lines import LineVectors
from retrieval.types import Encoder, Vectors

Progress = Callable[[int, int], None]
Complete = Callable[
    [Sequence[RoleDocument], Vectors, LineVectors],
    tuple[Sequence[RoleDocument], Mapping[str, bytes]],
]

_BATCH_SIZE = 128  # often enough to show progress, large enough for the encoder to sort by length
_BUILDING = ".building-"
_LOCK = "reindex.lock"


@dataclass(frozen=True, slots=True)
class Published:
    """What one reindex did."""

    version: str
    passages: int
    embedded: int
    reused: int
    added: tuple[str, ...]
    """Documents by id."""
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: bool
    """True where the generation in force was already this one."""
    seconds: float


@dataclass(frozen=True, slots=True)
class _Before:
    """What is embedded already."""

    passages: Mapping[str, Vectors]
    """Digest of a passage's text to its embedding, shape (dimension,)."""
    lines: LineVectors


def publish(
    documents: Sequence[RoleDocument],
    encoder: Encoder,
    folder: Path,
    *,
    lines: Iterable[str] = (),
    complete: Complete | None = None,
    full: bool = False,
    progress: Progress | None = None,
) -> Published:
    """Put a generation of these documents in force below the index folder.

    `lines` are texts besides the passages whose embeddings are kept, to be looked up.
    `complete` is given the documents, their vectors in passage order and the lines'. It may give
    the passages topics, their texts stay as they are, and returns what is kept beside the index.
    `full` trusts nothing that was built before. `progress` is told how many texts, passages and
    lines, are embedded, and of how many.
    """
    started = time.monotonic()
    passages = tuple(passage for document in documents for passage in document.passages)
    if not passages:
        raise EmptyCorpusError
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        _sweep(folder)
        previous = _previous(folder)
        before = _before(None if full else previous, encoder)
        lines = tuple(dict.fromkeys(lines))
        new = _new_texts(passages, before)
        texts = [*new.values(), *_new_lines(lines, before)]
        made = _embed(texts, encoder, progress or _silent)
        vectors, looked_up = _vectors(passages, before, made), _line_vectors(lines, before, made)
        extra: Mapping[str, bytes] = {}
        if complete:
            documents, extra = complete(documents, vectors, looked_up)
        draft = draft_generation(documents, vectors, looked_up, extra, encoder.name)
        version = _put_in_force(draft, folder, previous, full=full)
    return Published(
        version=version,
        passages=len(passages),
        embedded=len(new),
        reused=len(passages) - len(new),
        **_differences(previous, documents),
        unchanged=previous is not None and version == previous.version,
        seconds=time.monotonic() - started,
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock; the operating system frees it should this process die."""
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise ReindexRunningError(folder / _LOCK) from error
    try:
        yield
    finally:
        lock.release()


def _previous(folder: Path) -> Generation | None:
    """The generation in force, if it is whole; whoever made it."""
    try:
        return read_current(folder)
    except (NoIndexError, IndexMismatchError, IndexCorruptError):
        return None


def _before(previous: Generation | None, encoder: Encoder) -> _Before:
    """What the encoder embedded for the generation before."""
    made_by = (previous.manifest.encoder, previous.manifest.dimension) if previous else None
    if previous is None or made_by != (encoder.name, encoder.dimension):
        return _Before({}, LineVectors.of((), np.zeros((0, encoder.dimension), np.float32)))
    rows = dict(zip(previous.digests, previous.vectors.vectors, strict=True))
    return _Before(rows, previous.lines)


def _new_texts(passages: Sequence[Passage], before: _Before) -> dict[str, str]:
    """Digest to text of the passages that were not there; equal texts come once."""
    texts = {text_digest(passage): passage.searchable for passage in passages}
    return {digest: text for digest, text in texts.items() if digest not in before.passages}


def _new_lines(lines: Sequence[str], before: _Before) -> list[str]:
    _, known = before.lines.find(lines)
    return [line for line, there in zip(lines, known, strict=True) if not there]


def _embed(texts: Iterable[str], encoder: Encoder, progress: Progress) -> dict[str, Vectors]:
    """Text to its embedding, shape (dimension,)."""
    # Texts of a length side by side: the shorter ones of a batch are filled up to its longest.
    order = sorted(dict.fromkeys(texts), key=lambda text: -len(text))
    made: dict[str, Vectors] = {}
    for start in range(0, len(order), _BATCH_SIZE):
        batch = order[start : start + _BATCH_SIZE]
        made.update(zip(batch, encoder.encode(batch), strict=True))
        progress(start + len(batch), len(order))
    return made


def _vectors(passages: Sequence[Passage], before: _Before, made: Mapping[str, Vectors]) -> Vectors:
    """A row for each passage, shape (passages, dimension)."""
    known = ((before.passages.get(text_digest(p)), p.searchable) for p in passages)
    return np.array([made[text] if row is None else row for row, text in known], np.float32)


def _line_vectors(
    lines: Sequence[str], before: _Before, made: Mapping[str, Vectors]
) -> LineVectors:
    rows, known = before.lines.find(lines)
    for row, line, there in zip(rows, lines, known, strict=True):
        if not there:
            row[:] = made[line]
    return LineVectors.of(lines, rows)


def _put_in_force(draft: Draft, folder: Path, previous: Generation | None, *, full: bool) -> str:
    """The version in force afterwards: as it was, an older one kept, or one newly written."""
    if not full and previous is not None and _base(previous.version) == draft.version:
        return previous.version
    if not full and _is_whole(folder, draft.version):
        version = draft.version
    else:
        version = _write(draft, folder, previous)
    in_force = current_version(folder)
    if version != in_force:
        _switch(folder, version)
        _clear(folder, keep={version, in_force})
    return version


def _write(draft: Draft, folder: Path, previous: Generation | None) -> str:
    """Write the draft under a free name; nobody reads it before CURRENT names it."""
    building = folder / f"{_BUILDING}{draft.version}"
    building.mkdir()
    try:
        manifest = write_generation(draft, building)
        if previous is not None and previous.manifest.files == manifest.files:
            return previous.version
        version = _free_name(folder, draft.version)
        _sync_tree(building)
        building.rename(folder / version)
        _sync(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return version


def _switch(folder: Path, version: str) -> None:
    """Let CURRENT name this version: at no moment does it name none or half of one."""
    new = folder / f"{_BUILDING}{CURRENT}"
    new.write_text(f"{version}\n", encoding="utf-8")
    _sync(new)
    new.replace(folder / CURRENT)
    _sync(folder)


def _clear(folder: Path, keep: set[str | None]) -> None:
    """Remove generations but those kept: the one in force and the one before it."""
    for path in folder.iterdir():
        if is_version(path.name) and path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what a process that died left half built."""
    for path in folder.glob(f"{_BUILDING}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _is_whole(folder: Path, version: str) -> bool:
    try:
        read_generation(folder, version)
    except (IndexCorruptError, IndexMismatchError):
        return False
    return True


def _free_name(folder: Path, version: str) -> str:
    """The version, or the version with the first ending that is not taken."""
    names = chain((version,), (f"{version}.{number}" for number in count(2)))
    return next(name for name in names if not (folder / name).exists())


def _base(version: str) -> str:
    return version.partition(".")[0]


def _sync_tree(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    """Bring a file or a folder to the disk, so that a power cut finds it there."""
    if path.is_dir() and os.name == "nt":
        return  # Windows does not open folders and keeps their entries itself
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _differences(
    previous: Generation | None, documents: Sequence[RoleDocument]
) -> dict[str, tuple[str, ...]]:
    """Ids of the documents added, changed and removed since the previous generation."""
    old = {document.id: document for document in previous.documents} if previous else {}
    new = {document.id: document for document in documents}
    return {
        "added": tuple(id_ for id_ in new if id_ not in old),
        "changed": tuple(id_ for id_ in new if id_ in old and new[id_] != old[id_]),
        "removed": tuple(id_ for id_ in old if id_ not in new),
    }


def _silent(done: int, total: int) -> None:
    """Show nobody how far the embedding is."""
