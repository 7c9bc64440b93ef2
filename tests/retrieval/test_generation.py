"""A published generation: what was put in comes back, and what is not whole is refused."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge.models import RoleDocument
from retrieval.errors import IndexCorruptError, IndexMismatchError, NoIndexError, RetrievalError
from retrieval.generation import Generation, current_version, load_generation, read_extra
from retrieval.indexing import publish
from tests.fakes import HashingEncoder, keeping

EXTRA = {"topics": b"\x00weights", "words": b""}
LINES = ("They weld.", "Forty hours.")
FILES = (
    "passages.jsonl",
    "documents.jsonl",
    "digests.txt",
    "vectors.faiss",
    "keywords/vocab.index.json",
    "keywords/data.csc.index.npy",
    "lines/keys.npy",
    "lines/rows.npy",
    "extra/topics",
    "manifest.json",
)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, documents: tuple[RoleDocument, ...], encoder: HashingEncoder) -> Path:
    publish(documents, encoder, tmp_path / "index", lines=LINES, complete=keeping(EXTRA))
    return tmp_path / "index"


def _load(folder: Path) -> Generation:
    encoder = HashingEncoder()
    return load_generation(folder, encoder.name, encoder.dimension)


def _home(folder: Path) -> Path:
    version = current_version(folder)
    assert version is not None
    return folder / version


def _edit_manifest(folder: Path, **changes: Any) -> None:
    path = _home(folder) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_published_is_loaded(folder: Path, documents: tuple[RoleDocument, ...]) -> None:
    """Documents, passages, facts and extra come back equal, down to the last digit."""
    generation = _load(folder)
    assert generation.documents == documents
    assert generation.passages == tuple(p for d in documents for p in d.passages)
    assert generation.extra == EXTRA
    assert generation.version == current_version(folder)
    assert generation.manifest.passages == 3


def test_rows_are_passages(folder: Path, encoder: HashingEncoder) -> None:
    """Row n of both searches is passage n; a passage asked word for word scores 1.0."""
    generation = _load(folder)
    for number, passage in enumerate(generation.passages):
        rows, scores = generation.vectors.search(encoder.encode([passage.searchable])[0], 1)
        assert rows.tolist() == [number]
        assert scores[0] == pytest.approx(1.0, abs=1e-6)
        assert generation.keywords.search(passage.text, 1)[0].tolist() == [number]


def test_lines_come_with_their_embeddings(folder: Path, encoder: HashingEncoder) -> None:
    """They are looked up, not embedded again, and others are not there."""
    rows, known = _load(folder).lines.find([*LINES, "They bake."])
    assert known.tolist() == [True, True, False]
    np.testing.assert_allclose(rows[:2], encoder.encode(LINES), atol=1e-3)


def test_lines_without_their_embeddings_are_damage(folder: Path, encoder: HashingEncoder) -> None:
    """Fewer rows than lines, or of another dimension, are refused though each file is whole."""
    home = _home(folder)
    _edit_manifest(folder, files={})
    for rows in (encoder.encode(LINES[:1]), encoder.encode(LINES)[:, :9]):
        np.save(home / "lines" / "rows.npy", rows.astype(np.float16))
        with pytest.raises(IndexCorruptError, match="lines"):
            _load(folder)


def test_nothing_published(tmp_path: Path) -> None:
    """A folder without a generation says how to make one."""
    assert current_version(tmp_path / "none") is None
    with pytest.raises(NoIndexError, match="career-advisor reindex"):
        _load(tmp_path / "none")


def test_missing_current_is_no_index(folder: Path) -> None:
    """Without CURRENT nothing is in force, though a generation lies there."""
    (folder / "CURRENT").unlink()
    with pytest.raises(NoIndexError):
        _load(folder)


@pytest.mark.parametrize("line", ["../elsewhere", "0123456789ab", "half a li"])
def test_current_that_names_nothing(folder: Path, line: str) -> None:
    """A CURRENT that names no generation is damage, and never leads out of the folder."""
    (folder / "CURRENT").write_text(line)
    with pytest.raises(IndexCorruptError, match="reindex --full"):
        _load(folder)


@pytest.mark.parametrize(("name", "dimension"), [("other", 256), ("hashing-256", 384)])
def test_other_encoder_is_a_mismatch(folder: Path, name: str, dimension: int) -> None:
    """An index of another encoder or dimension is refused, and the message says what next."""
    with pytest.raises(IndexMismatchError, match="career-advisor reindex"):
        load_generation(folder, name, dimension)


def test_other_format_is_a_mismatch(folder: Path) -> None:
    """An index of another format is refused before anything else in it is believed."""
    _edit_manifest(folder, format=99, passages="many")
    with pytest.raises(IndexMismatchError, match="99"):
        _load(folder)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["truncated", "changed", "missing"])
def test_damaged_file_is_named(folder: Path, name: str, damage: str) -> None:
    """A file that is cut off, changed or gone is found out and named."""
    path = _home(folder) / name
    data = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(data[:-3] if damage == "truncated" else b"#" + data[1:])
    with pytest.raises(IndexCorruptError, match="reindex --full") as caught:
        _load(folder)
    assert caught.value.file == path


@pytest.mark.parametrize("changes", [{"passages": 2}, {"files": {}, "passages": 9}])
def test_counts_must_agree(folder: Path, changes: dict[str, Any]) -> None:
    """A manifest that speaks of another number of passages is refused."""
    _edit_manifest(folder, **changes)
    with pytest.raises(IndexCorruptError, match="passages"):
        _load(folder)


def test_damaged_index_is_mended_by_reindexing(
    folder: Path, documents: tuple[RoleDocument, ...], encoder: HashingEncoder
) -> None:
    """Publishing over a damaged generation gives a whole one under a name of its own."""
    damaged = _home(folder)
    (damaged / "vectors.faiss").write_bytes(b"")
    done = publish(documents, encoder, folder, lines=LINES, complete=keeping(EXTRA))
    assert (done.embedded, done.unchanged) == (3, False)
    assert done.version == f"{damaged.name}.2" == _load(folder).version
    assert publish(documents, encoder, folder, lines=LINES, complete=keeping(EXTRA)).unchanged


def test_every_refusal_is_of_this_package(folder: Path) -> None:
    """A caller that catches RetrievalError catches whatever an index may lack."""
    (folder / "CURRENT").write_text("x")
    with pytest.raises(RetrievalError):
        _load(folder)


def test_what_is_kept_beside_comes_without_the_index(folder: Path) -> None:
    """It is read alone, though the index itself is damaged."""
    (_home(folder) / "vectors.faiss").write_bytes(b"damaged")
    assert read_extra(folder) == EXTRA


def test_what_is_kept_beside_is_checked(folder: Path) -> None:
    """A damaged file is not handed out, nor is any where there is no index."""
    (_home(folder) / "extra" / "topics").write_bytes(b"damaged")
    with pytest.raises(IndexCorruptError, match="topics"):
        read_extra(folder)
    with pytest.raises(NoIndexError):
        read_extra(folder.parent / "none")
