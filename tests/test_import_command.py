"""The command line's imports: what comes into the documents folder, and what stays as it is."""

import json
from pathlib import Path

import pytest

from bot.commands.importing import bring_up_to_date
from bot.settings import PACKAGED_DOCUMENTS, Settings
from tests.fake_services import CommandLine, FakeServices
from tests.knowledge.test_onet import pack, texts

CLERK, DENTIST = "filing-and-office-clerk.md", "general-dentist.md"


@pytest.fixture
def services(tmp_path: Path) -> FakeServices:
    """Services whose documents lie in a folder of the test's own, which is not there yet."""
    return FakeServices(Settings(data_dir=tmp_path / "data", documents=tmp_path / "documents"))


@pytest.fixture
def career_advisor(services: FakeServices) -> CommandLine:
    """The command line over those services."""
    return CommandLine(services)


@pytest.fixture
def archive(tmp_path: Path) -> str:
    """A small release."""
    return str(pack(tmp_path / "db_29_3_text.zip", texts().items()))


@pytest.fixture
def folder(services: FakeServices) -> Path:
    """Where the documents go."""
    return services.settings.documents / "onet"


def report(career_advisor: CommandLine, *arguments: str) -> dict[str, list[str]]:
    """Import, and return the lists of the report that are not empty."""
    done = career_advisor("import", "onet", "--json", *arguments)
    assert done.code == 0, done.err
    said = json.loads(done.out)
    return {key: value for key, value in said.items() if isinstance(value, list) and value}


def test_an_import_writes_a_document_for_each_occupation(
    career_advisor: CommandLine, archive: str, folder: Path
) -> None:
    """The files stand in the folder onet, and the outcome and the next step are told."""
    done = career_advisor("import", "onet", archive)
    assert (done.code, sorted(file.name for file in folder.iterdir())) == (0, [CLERK, DENTIST])
    assert "2 documents (2 added, 0 changed, 0 unchanged, 0 removed)" in done.out
    assert "career-advisor reindex" in done.out


def test_a_second_import_rewrites_nothing(
    career_advisor: CommandLine, archive: str, folder: Path
) -> None:
    """What is as it was is not touched."""
    assert report(career_advisor, archive) == {"added": [DENTIST, CLERK]}
    before = {file: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert report(career_advisor, archive) == {"unchanged": [DENTIST, CLERK]}
    assert {file: file.stat().st_mtime_ns for file in folder.iterdir()} == before


def test_another_release_brings_the_files_up_to_date(
    career_advisor: CommandLine, archive: str, folder: Path, tmp_path: Path
) -> None:
    """What changed is rewritten, and what the release no longer has is removed."""
    report(career_advisor, archive)
    files = texts()
    files["Occupation Data.txt"] = files["Occupation Data.txt"].replace("and gums", "and roots")
    lines = files["Task Statements.txt"].splitlines(keepends=True)
    files["Task Statements.txt"] = "".join(line for line in lines if "C#" not in line)
    newer = str(pack(tmp_path / "newer.zip", files.items()))
    assert report(career_advisor, newer) == {"changed": [DENTIST], "removed": [CLERK]}
    assert "teeth and roots" in (folder / DENTIST).read_text("utf-8")


def test_what_a_person_wrote_or_edited_stays(
    career_advisor: CommandLine, archive: str, folder: Path, tmp_path: Path
) -> None:
    """An import neither overwrites nor deletes a file that is not as an import left it."""
    folder.mkdir(parents=True)
    (folder / DENTIST).write_bytes(b"mine \xff")
    (folder / "mine.md").write_text("# Mine\n", "utf-8")
    assert report(career_advisor, archive) == {"added": [CLERK], "kept": [DENTIST]}
    edited = (folder / CLERK).read_text("utf-8").replace("clerical", "my")
    (folder / CLERK).write_text(edited, "utf-8")
    done = career_advisor("import", "onet", archive)
    assert str(folder / CLERK) in done.out
    bring_up_to_date(folder, {}, lambda _done, _total: None)
    assert (folder / DENTIST).read_bytes() == b"mine \xff"
    assert (folder / CLERK).read_text("utf-8") == edited
    assert (folder / "mine.md").exists()


def test_documents_names_another_folder(
    career_advisor: CommandLine, archive: str, folder: Path, tmp_path: Path
) -> None:
    """With --documents the files go there, and the next step names it."""
    done = career_advisor("import", "onet", archive, "--documents", str(tmp_path / "mine"))
    assert f"reindex --documents {tmp_path / 'mine'}" in done.out
    assert (tmp_path / "mine" / "onet" / DENTIST).exists()
    assert not folder.exists()


@pytest.mark.parametrize("named", [True, False])
def test_the_shipped_documents_stay_as_they_are(
    services: FakeServices, archive: str, *, named: bool
) -> None:
    """Named or by default, the packaged folder is not written to, and the next step is told."""
    services.settings = Settings(data_dir=services.settings.data_dir)
    before = sorted(PACKAGED_DOCUMENTS.rglob("*"))
    where = ["--documents", str(PACKAGED_DOCUMENTS / "onet")] if named else []
    done = CommandLine(services)("import", "onet", archive, *where)
    assert (done.code, done.out) == (1, "")
    assert "--documents" in done.err
    assert sorted(PACKAGED_DOCUMENTS.rglob("*")) == before


def test_a_path_that_is_no_release_ends_with_1(
    career_advisor: CommandLine, folder: Path, tmp_path: Path
) -> None:
    """One line says what is wrong and what to do, and nothing is written."""
    done = career_advisor("import", "onet", str(tmp_path / "nothing.zip"))
    assert (done.code, done.out) == (1, "")
    (line,) = [line for line in done.err.splitlines() if "career-advisor:" in line]
    assert "nothing.zip: there is no such file or folder; check the path" in line
    assert not folder.exists()
