"""Documents to a published generation: what is refused, what is left alone, who may build."""

from pathlib import Path

import pytest
from filelock import FileLock

from bot.expertise import examples
from bot.reindexing import NothingReadableError, Reindexer
from knowledge.errors import CorpusError
from knowledge.facts.kinds import load_kinds
from retrieval.errors import ReindexRunningError
from retrieval.generation import current_version, load_generation
from tests.conftest import RememberingEncoder

NURSE = (
    "---\nrole: Nurse\ntitle: Nursing\n---\n# Nurse\n\n## Daily tasks\n\n- Look after the sick\n"
)
CARES = """
- Gives each patient the medicine that the doctor ordered for the day
- Writes down what was done and what is to be done in the night to come
- Washes those who cannot wash themselves and helps them out of their beds
"""
SMITH = "---\nrole: Smith\n---\n# Smith\n\n## Daily tasks\n\n- Shoe horses\n"


@pytest.fixture(name="documents")
def _documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "nurse.md").write_text(NURSE, "utf-8")
    return folder


@pytest.fixture(name="index")
def _index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture(name="reindexer")
def _reindexer(encoder: RememberingEncoder, documents: Path, index: Path) -> Reindexer:
    return Reindexer(encoder, documents, index)


def test_a_report_tells_what_was_done(
    reindexer: Reindexer, documents: Path, index: Path, encoder: RememberingEncoder
) -> None:
    """Added, changed and removed documents are named, and the version is the one in force."""
    progress: list[tuple[int, int]] = []
    first = reindexer.run(lambda done, total: progress.append((done, total)))
    assert (first.added, first.documents, first.refused) == (("nurse",), 1, ())
    learnt = sum(map(len, examples().values()))
    done, total = progress[-1]
    assert total - done == learnt  # what is still to be done once all is embedded
    for_facts = sum(len(kind.asked) for kind in load_kinds().values())
    # the passage, the role's name, what facts are asked for by, and each example once
    assert learnt >= done - 2 - for_facts > 0
    assert first.version == current_version(index)
    (documents / "smith.md").write_text(SMITH, "utf-8")
    (documents / "nurse.md").write_text(NURSE.replace("sick", "ill"), "utf-8")
    second = reindexer.run()
    assert (second.added, second.changed, second.removed) == (("smith",), ("nurse",), ())
    roles = load_generation(index, encoder.name, encoder.dimension).documents
    assert {document.role.name for document in roles} == {"Nurse", "Smith"}


def test_what_questions_are_held_against_is_embedded_beforehand(
    reindexer: Reindexer, documents: Path, index: Path, encoder: RememberingEncoder
) -> None:
    """Roles' names, stated facts and the lines that an answer may choose from: no short lists."""
    fact = "## Outlook\n\n- Number of jobs, 2024: 3,000\n"
    (documents / "nurse.md").write_text(f"{NURSE}\n{fact}\n## Care\n{CARES}", "utf-8")
    reindexer.run()
    lines = load_generation(index, encoder.name, encoder.dimension).lines
    wanted = ["Nurse", *(line.removeprefix("- ") for line in CARES.strip().splitlines())]
    assert lines.find([*wanted, "number of jobs: 3,000"])[1].all()
    assert not lines.find(["Look after the sick"])[1].any()


def test_nothing_new_leaves_the_generation(reindexer: Reindexer) -> None:
    """A second run over the same documents says that nothing changed, unless all is made anew."""
    version = reindexer.run().version
    again = reindexer.run()
    assert (again.unchanged, again.version, again.embedded) == (True, version, 0)
    assert reindexer.run(full=True).embedded == again.passages


def test_one_bad_document_does_not_keep_the_others_out(
    reindexer: Reindexer, documents: Path
) -> None:
    """What cannot be read is refused by name, with what to do; the rest is indexed."""
    (documents / "broken.md").write_text("---\nrole: [\n---\ntext\n", "utf-8")
    damaged = "# Caf\xe9\n\nCr\xe8me br\xfbl\xe9e\n".encode() + b"\xe9t\n"
    (documents / "damaged.md").write_bytes(damaged)
    report = reindexer.run()
    assert report.added == ("nurse",)
    reasons = {refusal.document: refusal.reason for refusal in report.refused}
    assert set(reasons) == {"broken.md", "damaged.md"}
    assert "front matter" in reasons["broken.md"]
    assert "save it as UTF-8" in reasons["damaged.md"]


def test_all_bad_leaves_the_index_as_it_was(
    reindexer: Reindexer, documents: Path, index: Path
) -> None:
    """With nothing readable the error names each file and why, and the old index stays."""
    version = reindexer.run().version
    (documents / "nurse.md").write_bytes(b"")
    with pytest.raises(NothingReadableError, match=r"nurse\.md is empty.*the index is as it was"):
        reindexer.run()
    assert current_version(index) == version


def test_an_empty_folder_is_no_corpus(reindexer: Reindexer, documents: Path, index: Path) -> None:
    """Without any document there is an error that says so, and no index comes about."""
    (documents / "nurse.md").unlink()
    with pytest.raises(NothingReadableError, match="the folder is empty"):
        reindexer.run()
    assert not (index / "CURRENT").exists()


def test_a_folder_that_is_not_there_is_named(reindexer: Reindexer, tmp_path: Path) -> None:
    """The error names the folder and the option that names another."""
    with pytest.raises(CorpusError, match="--documents"):
        reindexer.run(documents=tmp_path / "nowhere")


def test_two_do_not_build_at_once(reindexer: Reindexer, index: Path) -> None:
    """While one builds, another is told in one line to wait; afterwards it may."""
    version = reindexer.run().version
    with FileLock(index / "reindex.lock"), pytest.raises(ReindexRunningError) as refused:
        reindexer.run()
    assert str(refused.value) == "Another reindex is running: wait for it to end and try again."
    assert reindexer.run().version == version
