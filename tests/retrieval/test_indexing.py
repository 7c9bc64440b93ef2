"""Publishing: only what is new is embedded, one at a time, and the old stays until the new is."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from knowledge.models import RoleDocument
from retrieval.errors import EmptyCorpusError, ReindexRunningError
from retrieval.generation import current_version, load_generation
from retrieval.indexing import publish
from retrieval.lines import LineVectors
from retrieval.types import Vectors
from tests.fakes import HashingEncoder, keeping, make_document

Documents = tuple[RoleDocument, ...]


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "index"


def _generations(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_dir()}


def _with_text(document: RoleDocument, number: int, text: str) -> RoleDocument:
    """The document with one passage's text replaced."""
    passages = list(document.passages)
    passages[number] = replace(passages[number], text=text)
    return replace(document, passages=tuple(passages))


def test_first_publish(folder: Path, documents: Documents, encoder: HashingEncoder) -> None:
    """The first publish embeds everything and adds every document."""
    done = publish(documents, encoder, folder)
    assert (done.passages, done.embedded, done.reused, done.unchanged) == (3, 3, 0, False)
    assert done.added == ("lk/engineer", "empty", "nurse")
    assert (done.changed, done.removed) == ((), ())
    assert done.version == current_version(folder)


def test_headings_are_embedded(folder: Path, documents: Documents, encoder: HashingEncoder) -> None:
    """What is embedded is the passage with its heading path."""
    publish(documents, encoder, folder)
    assert encoder.seen[0] == documents[0].passages[0].searchable
    assert encoder.seen[0].startswith("Pay › Senior\n")


def test_unchanged_corpus(folder: Path, documents: Documents, encoder: HashingEncoder) -> None:
    """Publishing the same again embeds nothing and publishes nothing."""
    first = publish(documents, encoder, folder)
    encoder.seen.clear()
    again = publish(documents, encoder, folder)
    assert again.unchanged
    assert (again.version, again.embedded, again.reused) == (first.version, 0, 3)
    assert (again.added, again.changed, again.removed) == ((), (), ())
    assert encoder.seen == []
    assert _generations(folder) == {first.version}


def test_same_corpus_same_version(
    tmp_path: Path, documents: Documents, encoder: HashingEncoder
) -> None:
    """The version follows from corpus, encoder and extra alone."""

    def version(name: str, encoder: HashingEncoder, extra: dict[str, bytes] | None = None) -> str:
        return publish(documents, encoder, tmp_path / name, complete=keeping(extra or {})).version

    assert version("a", encoder) == version("b", encoder)
    others = [version("c", HashingEncoder("other")), version("d", encoder, {"topics": b"1"})]
    assert len({version("a", encoder), *others}) == 3


def test_only_changed_passages_are_embedded(
    folder: Path, documents: Documents, encoder: HashingEncoder
) -> None:
    """Of a changed document only the changed passages are embedded anew."""
    publish(documents, encoder, folder)
    encoder.seen.clear()
    changed = _with_text(documents[0], 1, "Engineers study physics.")
    added = make_document("cook", "Cooks prepare meals.", role="cook")
    done = publish((changed, documents[1], added), encoder, folder)
    assert (done.added, done.changed, done.removed) == (("cook",), ("lk/engineer",), ("nurse",))
    assert encoder.seen == ["Engineers study physics.", "Cooks prepare meals."]
    assert (done.embedded, done.reused) == (2, 1)


def test_texts_that_change_places(
    folder: Path, documents: Documents, encoder: HashingEncoder
) -> None:
    """When two passages swap their texts each gets the vector of its new text."""
    one, two = (passage.text for passage in make_document("d", "Old pay.", "New duties.").passages)
    publish((make_document("d", one, two),), encoder, folder)
    publish((make_document("d", two, one),), encoder, folder)
    vectors = load_generation(folder, encoder.name, encoder.dimension).vectors.vectors
    np.testing.assert_allclose(vectors, encoder.encode([two, one]), atol=1e-6)


def test_equal_texts_are_rows_of_their_own(folder: Path, encoder: HashingEncoder) -> None:
    """The same text in two passages is kept twice."""
    documents = (make_document("a", "Same words."), make_document("b", "Same words."))
    assert publish(documents, encoder, folder).passages == 2
    assert len(load_generation(folder, encoder.name, encoder.dimension).vectors) == 2


def test_facts_alone_change_the_generation(
    folder: Path, documents: Documents, encoder: HashingEncoder
) -> None:
    """A change that leaves the texts alone is published without embedding anything."""
    publish(documents, encoder, folder)
    first = documents[0]
    bare = replace(first, passages=tuple(replace(p, pay=()) for p in first.passages))
    done = publish((bare, *documents[1:]), encoder, folder)
    assert (done.embedded, done.unchanged, done.changed) == (0, False, ("lk/engineer",))


def test_other_encoder_reuses_nothing(
    folder: Path, documents: Documents, encoder: HashingEncoder
) -> None:
    """Another encoder embeds everything, though no document changed."""
    publish(documents, encoder, folder)
    done = publish(documents, HashingEncoder("other", 128), folder)
    assert (done.embedded, done.changed, done.unchanged) == (3, (), False)
    assert load_generation(folder, "other", 128).vectors.dimension == 128


def test_full_trusts_nothing(folder: Path, documents: Documents, encoder: HashingEncoder) -> None:
    """A full reindex embeds everything; where the same comes out nothing is published."""
    first = publish(documents, encoder, folder)
    done = publish(documents, encoder, folder, full=True)
    assert (done.embedded, done.unchanged, done.version) == (3, True, first.version)
    assert _generations(folder) == {first.version}


def test_progress_is_told(folder: Path, encoder: HashingEncoder) -> None:
    """Progress counts the passages to embed up to their number."""
    told: list[tuple[int, int]] = []
    texts = [f"Passage number {number}." for number in range(300)]
    publish(
        (make_document("long", *texts),),
        encoder,
        folder,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(128, 300), (256, 300), (300, 300)]


def test_lines_are_embedded_once(
    folder: Path, documents: Documents, encoder: HashingEncoder
) -> None:
    """Lines that the generation before has are taken over; other lines are another generation."""
    first = publish(documents, encoder, folder, lines=["They weld.", "Forty hours."])
    encoder.seen.clear()
    assert publish(documents, encoder, folder, lines=["Forty hours.", "They weld."]).unchanged
    assert encoder.seen == []
    done = publish(documents, encoder, folder, lines=["They bake.", "Forty hours.", "They bake."])
    assert encoder.seen == ["They bake."]
    assert (done.embedded, done.version != first.version) == (0, True)
    lines = load_generation(folder, encoder.name, encoder.dimension).lines
    rows, known = lines.find(["Forty hours.", "They bake.", "They weld."])
    assert known.tolist() == [True, True, False]
    np.testing.assert_allclose(rows[:2], encoder.encode(["Forty hours.", "They bake."]), atol=1e-3)


def test_lines_of_another_encoder_are_embedded_anew(
    folder: Path, documents: Documents, encoder: HashingEncoder
) -> None:
    """Neither another encoder nor a full reindex takes lines over; progress counts them."""
    told: list[tuple[int, int]] = []
    publish(documents, encoder, folder, lines=["They weld."])
    other = HashingEncoder("other")
    publish(documents, other, folder, lines=["They weld."], progress=lambda *n: told.append(n))
    assert "They weld." in other.seen
    assert told == [(4, 4)]
    other.seen.clear()
    publish(documents, other, folder, lines=["They weld."], full=True)
    assert "They weld." in other.seen


def test_the_generation_is_completed_from_its_vectors(
    folder: Path, documents: Documents, encoder: HashingEncoder
) -> None:
    """Topics and what is kept beside the index are made from passages' and lines' vectors."""

    def complete(
        documents: Sequence[RoleDocument], vectors: Vectors, lines: LineVectors
    ) -> tuple[Sequence[RoleDocument], dict[str, bytes]]:
        rows, _ = lines.find(["They weld."])
        return documents[:1], {"first": vectors[0].tobytes(), "line": rows[0].tobytes()}

    publish(documents[:1], encoder, folder, lines=["They weld."], complete=complete)
    generation = load_generation(folder, encoder.name, encoder.dimension)
    passage, line = encoder.encode([generation.passages[0].searchable, "They weld."])
    assert generation.extra["first"] == passage.tobytes()
    kept = np.frombuffer(generation.extra["line"], np.float32)
    np.testing.assert_allclose(kept, line, atol=1e-3)


def test_empty_corpus_leaves_the_old(
    folder: Path, documents: Documents, encoder: HashingEncoder
) -> None:
    """A corpus without a passage is refused and the index stays as it was."""
    first = publish(documents, encoder, folder)
    with pytest.raises(EmptyCorpusError):
        publish((make_document("empty"),), encoder, folder)
    assert load_generation(folder, encoder.name, 256).version == first.version


def test_one_at_a_time(folder: Path, documents: Documents, encoder: HashingEncoder) -> None:
    """While one holds the lock another is told to wait, and goes on afterwards."""
    folder.mkdir(parents=True)
    with (
        FileLock(folder / "reindex.lock"),
        pytest.raises(ReindexRunningError, match="wait for it to end"),
    ):
        publish(documents, encoder, folder)
    assert publish(documents, encoder, folder).embedded == 3


def test_lock_of_another_process(
    folder: Path, documents: Documents, encoder: HashingEncoder
) -> None:
    """Another process's lock is respected while it lives, and gone when it was killed."""
    folder.mkdir(parents=True)
    code = (
        "import sys, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire();"
        "print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(folder / "reindex.lock")]
    with subprocess.Popen(command, stdin=-1, stdout=-1) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(ReindexRunningError):
            publish(documents, encoder, folder)
        holder.kill()
    assert publish(documents, encoder, folder).embedded == 3


def test_failure_frees_the_lock(
    folder: Path, documents: Documents, encoder: HashingEncoder
) -> None:
    """A reindex that fails half-way leaves the old index, no rubbish and no lock."""
    first = publish(documents[:1], encoder, folder)
    with pytest.raises(TypeError):
        publish(documents, encoder, folder, complete=keeping({"topics": "no bytes"}))  # type: ignore[dict-item]
    assert current_version(folder) == first.version
    assert _generations(folder) == {first.version}
    assert publish(documents, encoder, folder).added == ("empty", "nurse")


def test_previous_generation_is_kept(
    folder: Path, documents: Documents, encoder: HashingEncoder
) -> None:
    """The generation in force and the one before stay; older and half-built ones go."""
    (folder / ".building-dead").mkdir(parents=True)
    versions = [
        publish((make_document("d", text),), encoder, folder).version
        for text in ("One.", "Two.", "Three.")
    ]
    assert _generations(folder) == set(versions[1:])
    assert current_version(folder) == versions[2]


def test_going_back_takes_up_the_previous(
    folder: Path, documents: Documents, encoder: HashingEncoder
) -> None:
    """A corpus changed and changed back is the first version again."""
    first = publish(documents, encoder, folder)
    second = publish(documents[:1], encoder, folder)
    back = publish(documents, encoder, folder)
    assert (back.version, back.unchanged) == (first.version, False)
    assert load_generation(folder, encoder.name, 256).documents == documents
    assert _generations(folder) == {first.version, second.version}
