"""One published generation of the index on disk, written whole and read back checked.

Below the index folder stand `<version>/` for each generation and `CURRENT`, one line that names
the one in force. Knows nothing of how embeddings are made.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from knowledge.models import Passage, RoleDocument
from retrieval.errors import IndexCorruptError, IndexMismatchError, NoIndexError
from retrieval.index import VectorIndex
from retrieval.keywords import KeywordIndex
from retrieval.lines import LineVectors
from retrieval.types import Vectors

FORMAT = 3  # Bump when the files or the way keywords are read change.
CURRENT = "CURRENT"

_MANIFEST, _DOCUMENTS, _PASSAGES = "manifest.json", "documents.jsonl", "passages.jsonl"
_DIGESTS, _VECTORS, _KEYWORDS, _EXTRA = "digests.txt", "vectors.faiss", "keywords", "extra"
_LINES = "lines"
_VERSION_LENGTH = 12
# The ending tells a rebuilt generation from a damaged one of the same corpus.
_VERSION = re.compile(rf"[0-9a-f]{{{_VERSION_LENGTH}}}(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made from and what its files must be."""

    format: int
    encoder: str
    dimension: int
    passages: int
    corpus_digest: str
    created_at: datetime
    files: dict[str, str]
    """File below the generation's folder to the sha256 of its bytes."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A published index in memory: row n of both searches is passage n."""

    version: str
    """The same corpus, encoder, format and extra give the same version."""
    manifest: Manifest
    documents: tuple[RoleDocument, ...]
    passages: tuple[Passage, ...]
    digests: tuple[str, ...]
    """sha256 of each passage's text as it was embedded."""
    vectors: VectorIndex
    keywords: KeywordIndex
    lines: LineVectors
    """What questions are held against besides whole passages."""
    extra: dict[str, bytes]
    """What the publisher wanted kept beside the index, by name."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A generation to be: all it is made from, and the version that follows from it."""

    encoder: str
    passages: tuple[Passage, ...]
    vectors: Vectors
    """Of the passages, shape (passages, dimension)."""
    lines: LineVectors
    extra: Mapping[str, bytes]
    tables: dict[str, bytes]
    """The files that hold the corpus, by name."""
    corpus_digest: str
    version: str


_document = TypeAdapter(RoleDocument)
_passage = TypeAdapter(Passage)
_manifest = TypeAdapter(Manifest)


def _any(manifest: Manifest) -> None:
    """Require nothing."""


def current_version(folder: Path) -> str | None:
    """The version in force, None before the first; cheap enough to ask before every answer."""
    try:
        return (folder / CURRENT).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def load_generation(folder: Path, encoder_name: str, dimension: int) -> Generation:
    """The generation in force, whole and made by this encoder."""

    def require(manifest: Manifest) -> None:
        if manifest.encoder != encoder_name:
            raise IndexMismatchError("encoder", manifest.encoder, encoder_name)
        if manifest.dimension != dimension:
            raise IndexMismatchError("dimension", manifest.dimension, dimension)

    return read_current(folder, require)


def read_current(folder: Path, require: Callable[[Manifest], None] = _any) -> Generation:
    """The generation in force, whole, if its manifest is as required."""
    version = current_version(folder)
    if version is None:
        raise NoIndexError(folder)
    try:
        return read_generation(folder, version, require)
    except IndexCorruptError:
        if current_version(folder) == version:
            raise
    # Two newer ones were published while this one was read, and it was cleared away.
    return read_current(folder, require)


def read_extra(folder: Path) -> dict[str, bytes]:
    """What is kept beside the index in force, without the index itself."""
    version = current_version(folder)
    if version is None:
        raise NoIndexError(folder)
    home = _home(folder, version)
    manifest = _read_manifest(home / _MANIFEST)
    extras = _extras(manifest)
    return {Path(name).name: _checked(home / name, manifest.files[name]) for name in extras}


def read_generation(
    folder: Path, version: str, require: Callable[[Manifest], None] = _any
) -> Generation:
    """One generation of the folder, every file checked."""
    home = _home(folder, version)
    manifest = _read_manifest(home / _MANIFEST)
    require(manifest)
    for name, digest in manifest.files.items():
        _checked(home / name, digest)
    generation = _read_parts(home, manifest)
    _check_counts(home, generation)
    return generation


def _home(folder: Path, version: str) -> Path:
    if not is_version(version):
        raise IndexCorruptError(folder / CURRENT, "names no generation")
    return folder / version


def draft_generation(
    documents: Sequence[RoleDocument],
    vectors: Vectors,
    lines: LineVectors,
    extra: Mapping[str, bytes],
    encoder: str,
) -> Draft:
    """What is to be published, its version worked out.

    `vectors` are the embeddings of all passages in order, shape (passages, dimension).
    """
    passages = tuple(passage for document in documents for passage in document.passages)
    tables = {
        _DOCUMENTS: _rows(_document_line(document) for document in documents),
        _PASSAGES: _rows(_passage.dump_json(passage) for passage in passages),
        _DIGESTS: _rows(text_digest(passage).encode() for passage in passages),
    }
    corpus_digest = sha256(b"".join(tables.values())).hexdigest()
    extras = sorted((name, sha256(data).hexdigest()) for name, data in extra.items())
    identity = [FORMAT, encoder, vectors.shape[1], corpus_digest, lines.digest, extras]
    version = sha256(json.dumps(identity).encode()).hexdigest()[:_VERSION_LENGTH]
    return Draft(encoder, passages, vectors, lines, extra, tables, corpus_digest, version)


def text_digest(passage: Passage) -> str:
    """sha256 of the text that is embedded for a passage."""
    return sha256(passage.searchable.encode()).hexdigest()


def write_generation(draft: Draft, home: Path) -> Manifest:
    """Write all files of a generation into an empty folder, the manifest last."""
    for name, data in draft.tables.items():
        (home / name).write_bytes(data)
    VectorIndex.from_vectors(draft.vectors).save(home / _VECTORS)
    texts = [passage.searchable for passage in draft.passages]
    KeywordIndex.from_texts(texts).save(home / _KEYWORDS)
    draft.lines.save(home / _LINES)
    if draft.extra:
        (home / _EXTRA).mkdir()
    for name, data in draft.extra.items():
        (home / _EXTRA / name).write_bytes(data)
    manifest = Manifest(
        format=FORMAT,
        encoder=draft.encoder,
        dimension=draft.vectors.shape[1],
        passages=len(draft.passages),
        corpus_digest=draft.corpus_digest,
        created_at=datetime.now(UTC),
        files=_file_digests(home),
    )
    (home / _MANIFEST).write_bytes(_manifest.dump_json(manifest, indent=2))
    return manifest


def _rows(rows: Iterable[bytes]) -> bytes:
    return b"".join(row + b"\n" for row in rows)


def _document_line(document: RoleDocument) -> bytes:
    """A document with the number of its passages in the place of the passages."""
    row = _document.dump_python(document, mode="json", exclude={"passages"})
    return json.dumps({**row, "passages": len(document.passages)}, ensure_ascii=False).encode()


def _file_digests(home: Path) -> dict[str, str]:
    files = sorted(path for path in home.rglob("*") if path.is_file())
    return {
        path.relative_to(home).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files
    }


def is_version(name: str) -> bool:
    """Whether a folder of that name is a generation."""
    return _VERSION.fullmatch(name) is not None


def _read_manifest(path: Path) -> Manifest:
    """The manifest, if this program can read its format."""
    with _blaming(path):
        raw = json.loads(path.read_bytes())
        found = raw["format"]
        manifest = _manifest.validate_python(raw) if found == FORMAT else None
    if manifest is None:
        raise IndexMismatchError("format", found, FORMAT)
    return manifest


def _extras(manifest: Manifest) -> list[str]:
    return [name for name in manifest.files if Path(name).parts[0] == _EXTRA]


def _checked(path: Path, digest: str) -> bytes:
    """A file's bytes, as they were written."""
    with _blaming(path):
        data = path.read_bytes()
    if sha256(data).hexdigest() != digest:
        raise IndexCorruptError(path, "is not as it was written")
    return data


def _read_parts(home: Path, manifest: Manifest) -> Generation:
    with _blaming(home / _PASSAGES):
        rows = (home / _PASSAGES).read_bytes().splitlines()
        passages = tuple(_passage.validate_json(row) for row in rows)
    with _blaming(home / _DOCUMENTS):
        documents = _read_documents((home / _DOCUMENTS).read_bytes(), passages)
    with _blaming(home / _DIGESTS):
        digests = tuple((home / _DIGESTS).read_text(encoding="ascii").split())
    with _blaming(home / _VECTORS):
        vectors = VectorIndex.load(home / _VECTORS)
    with _blaming(home / _KEYWORDS):
        keywords = KeywordIndex.load(home / _KEYWORDS)
    with _blaming(home / _LINES):
        lines = LineVectors.load(home / _LINES)
    with _blaming(home / _EXTRA):
        extra = {Path(name).name: (home / name).read_bytes() for name in _extras(manifest)}
    return Generation(
        home.name, manifest, documents, passages, digests, vectors, keywords, lines, extra
    )


def _read_documents(data: bytes, passages: tuple[Passage, ...]) -> tuple[RoleDocument, ...]:
    """The documents with their passages, which stand in one file in the documents' order."""
    rest = iter(passages)
    raw = [json.loads(line) for line in data.splitlines()]
    return tuple(
        _document.validate_python({**line, "passages": tuple(islice(rest, line["passages"]))})
        for line in raw
    )


def _check_counts(home: Path, generation: Generation) -> None:
    """All parts speak of the same passages."""
    counts = {
        _PASSAGES: len(generation.passages),
        _DOCUMENTS: sum(len(document.passages) for document in generation.documents),
        _DIGESTS: len(generation.digests),
        _VECTORS: len(generation.vectors),
        _KEYWORDS: len(generation.keywords),
    }
    wanted = generation.manifest.passages
    for name, count in counts.items():
        if count != wanted:
            raise IndexCorruptError(home / name, f"holds {count} passages instead of {wanted}")
    dimensions = {_VECTORS: generation.vectors.dimension, _LINES: generation.lines.dimension}
    for name, dimension in dimensions.items():
        if dimension != generation.manifest.dimension:
            raise IndexCorruptError(home / name, "has another dimension than the manifest")
    if len(generation.lines.rows) != len(generation.lines):
        raise IndexCorruptError(home / _LINES, "does not hold an embedding for each line")


@contextmanager
def _blaming(path: Path) -> Iterator[None]:
    """Whatever goes wrong inside is the fault of this file."""
    try:
        yield
    except FileNotFoundError as error:
        raise IndexCorruptError(Path(error.filename or path), "is missing") from error
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise IndexCorruptError(path, "cannot be read") from error
