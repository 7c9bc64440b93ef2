"""Reading a release of O*NET, and telling it as role documents."""

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from knowledge.corpus import load_corpus
from knowledge.importers.onet import Release, ReleaseError, read_release
from knowledge.importers.onet_documents import role_texts
from knowledge.importers.onet_names import natural_names

DENTIST, CLERK, OTHER = "29-1021.00", "43-9061.00", "29-1029.00"
EDUCATION = "Education, Training, and Experience"
Edit = Callable[[str], str]


def rating(element: str, value: str, suppress: str = "N", scale: str = "IM") -> tuple[str, ...]:
    """A row of a table of ratings, on the dentist."""
    return DENTIST, element, scale, value, suppress


RATING = ("O*NET-SOC Code", "Element Name", "Scale ID", "Data Value", "Recommend Suppress")
TABLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "Occupation Data": (
        ("O*NET-SOC Code", "Title", "Description"),
        (DENTIST, "Dentists, General", "Treat diseases of teeth and gums."),
        (CLERK, "Filing and Office Clerks, Except Legal", "Perform clerical duties."),
        (OTHER, "Dentists, All Other Specialists", "All dentists not listed."),
    ),
    "Task Statements": (
        ("O*NET-SOC Code", "Task ID", "Task", "Task Type"),
        (DENTIST, "1", "Bleach teeth.", "Supplemental"),
        (DENTIST, "2", 'Examine teeth with a "probe".', "Core"),
        (DENTIST, "3", "Wear a mask.", "Core"),
        (CLERK, "4", "Write in C# and *star*.", ""),
    ),
    "Skills": (
        RATING,
        rating("Writing", "3.0"),
        rating("Speaking", "4.1"),
        rating("Programming", "2.9"),
        rating("Science", "4.5", "Y"),
        rating("Negotiation", "5", scale="LV"),
    ),
    "Knowledge": (RATING, rating("Biology", "4.2")),
    "Work Styles": (RATING, rating("Integrity", "4.6"), rating("Leadership", "3.9")),
    "Technology Skills": (
        ("O*NET-SOC Code", "Example", "Hot Technology", "In Demand"),
        (DENTIST, "Abacus", "N", "N"),
        (DENTIST, "Excel", "Y", "N"),
        (DENTIST, "Dentrix", "Y", "Y"),
    ),
    f"{EDUCATION} Categories": (
        ("Scale ID", "Category", "Category Description"),
        ("RL", "2", "High School Diploma - or the equivalent (for example, GED)"),
        ("RL", "11", "Doctoral Degree"),
    ),
    EDUCATION: (
        ("O*NET-SOC Code", "Scale ID", "Category", "Data Value", "Recommend Suppress"),
        (DENTIST, "RL", "2", "7.6", "N"),
        (DENTIST, "RL", "11", "92.4", "N"),
        (CLERK, "RL", "2", "70", "Y"),
        (CLERK, "RL", "11", "30", "N"),
    ),
    "Job Zones": (("O*NET-SOC Code", "Job Zone"), (DENTIST, "5"), (CLERK, "2")),
    "Job Zone Reference": (
        ("Job Zone", "Name", "Experience", "Education", "Job Training"),
        (
            *("5", "Job Zone Five: Extensive Preparation Needed"),
            "Much is needed. For example, surgeons train for 12 years.",
            *("Most require graduate school.", "Some training."),
        ),
    ),
    "Interests": (
        ("O*NET-SOC Code", "Element ID", "Scale ID", "Data Value"),
        (DENTIST, "1.B.1.a", "OI", "6.5"),
        (DENTIST, "1.B.1.h", "IH", "1"),
        (DENTIST, "1.B.1.g", "IH", "2"),
        (DENTIST, "1.B.1.i", "IH", "0"),
    ),
    "Alternate Titles": (
        ("O*NET-SOC Code", "Alternate Title", "Source(s)"),
        (DENTIST, "Tooth Doctor", "04"),
        (DENTIST, "Family Dentist (FD)", "04,06"),
        (DENTIST, "Shared Title", "04,06,08"),
        (DENTIST, "Senior Dentist", "04,06,08"),
        (DENTIST, "Doctor Who Looks After Many Teeth", "02"),
        (CLERK, "Shared Title", "02"),
        (OTHER, "Dentist", "02"),
    ),
    "Sample of Reported Titles": (
        ("O*NET-SOC Code", "Reported Job Title", "Shown in My Next Move"),
        (DENTIST, "Dental Officer", "Y"),
    ),
    "Related Occupations": (
        ("O*NET-SOC Code", "Related Title", "Index"),
        (DENTIST, "Nurses", "2"),
        (DENTIST, "Filing and Office Clerks, Except Legal", "1"),
    ),
}
README = "O*NET 29.3 Database\nMay 2025 Release\n"


def texts() -> dict[str, str]:
    """The release's files as they are written."""
    made = {
        f"{name}.txt": "".join("\t".join(row) + "\n" for row in rows)
        for name, rows in TABLES.items()
    }
    return {**made, "Read Me.txt": README}


def write(folder: Path, files: Iterable[tuple[str, str]]) -> Path:
    """A release as a folder."""
    folder.mkdir(parents=True)
    for name, text in files:
        (folder / name).write_text(text, "utf-8")
    return folder


def pack(archive: Path, files: Iterable[tuple[str, str]]) -> Path:
    """A release as an archive, in a folder of its own as O*NET packs it."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files:
            packed.writestr(f"db_29_3_text/{name}", text)
    return archive


@pytest.fixture
def release(tmp_path: Path) -> Release:
    """The small release, read from a folder."""
    return read_release(write(tmp_path / "release", texts().items()))


def test_a_release_says_its_version_and_month(release: Release) -> None:
    """Both stand in its Read Me; without one the version is the archive's name's."""
    assert (release.version, release.released) == ("29.3", "2025-05")


def test_an_archive_reads_as_its_folder_does(tmp_path: Path, release: Release) -> None:
    """Packed or not, and wherever the folder stands, a release says the same."""
    assert read_release(pack(tmp_path / "release.zip", texts().items())) == release
    unpacked = write(tmp_path / "unpacked" / "db_29_3_text", texts().items())
    assert read_release(unpacked.parent) == release


def test_an_occupation_has_the_foremost_first(release: Release) -> None:
    """What matters little, or what the release is unsure of, is not said; the rest is in order."""
    dentist = release.occupations[DENTIST]
    assert dentist.tasks == ('Examine teeth with a "probe".', "Wear a mask.", "Bleach teeth.")
    assert dentist.skills == ("Speaking", "Writing")
    assert dentist.qualities == ("Integrity",)
    assert dentist.technology == ("Dentrix", "Excel", "Abacus")
    assert dentist.interests == ("Investigative", "Realistic")
    assert dentist.related == ("Filing and Office Clerks, Except Legal", "Nurses")
    assert dentist.alternates[0] == "Dental Officer"
    assert "Doctor Who Looks After Many Teeth" not in dentist.alternates


def test_task_ratings_order_the_tasks(tmp_path: Path) -> None:
    """Where the release rates tasks, the most important core task comes first."""
    rated = "Task ID\tScale ID\tData Value\n1\tIM\t4.9\n2\tIM\t3.1\n3\tIM\t4.5\n"
    folder = write(tmp_path / "release", {**texts(), "Task Ratings.txt": rated}.items())
    tasks = read_release(folder).occupations[DENTIST].tasks
    assert tasks == ("Wear a mask.", 'Examine teeth with a "probe".', "Bleach teeth.")


def test_an_unsure_level_of_education_is_none(release: Release) -> None:
    """The level most often named counts where the release stands by it, and not the next one."""
    dentist, clerk = release.occupations[DENTIST], release.occupations[CLERK]
    assert dentist.education == "Doctoral Degree"
    assert dentist.education_shares == (("Doctoral Degree", 92.4), ("High School Diploma", 7.6))
    assert (clerk.education, clerk.education_shares) == (None, ())


def without(name: str) -> Edit:
    """Leaves a file out."""
    return lambda file: "" if file == name else texts()[file]


def replacing(name: str, old: str, new: str) -> Edit:
    """Changes a file."""
    return lambda file: texts()[file].replace(old, new) if file == name else texts()[file]


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (without("Skills.txt"), "no table 'Skills'"),
        (without("Read Me.txt"), "does not say its version"),
        (replacing("Skills.txt", "Data Value", "Value"), "no column 'Data Value'"),
        (replacing("Skills.txt", "4.1", "n/a"), "'n/a' is no number"),
        (replacing("Task Statements.txt", "\tSupplemental", ""), "line 2 is cut short"),
        (replacing(f"{EDUCATION}.txt", "RL\t11", "RL\t13"), "category '13' is not explained"),
    ],
)
def test_a_broken_release_says_what_is_broken(tmp_path: Path, edit: Edit, reason: str) -> None:
    """A missing table, column, value or explanation is named, and nothing is read halfway."""
    files = ((name, text) for name in texts() if (text := edit(name)))
    with pytest.raises(ReleaseError, match=reason):
        read_release(write(tmp_path / "release", files))


def test_what_is_no_release_says_what_to_get(tmp_path: Path) -> None:
    """No such path, no archive, and a table that is no text are told apart."""
    with pytest.raises(ReleaseError, match="check the path"):
        read_release(tmp_path / "nothing.zip")
    (tmp_path / "text.zip").write_text("hello")
    with pytest.raises(ReleaseError, match=r"neither a folder nor a zip archive.*onetcenter"):
        read_release(tmp_path / "text.zip")
    folder = write(tmp_path / "release", texts().items())
    (folder / "Skills.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(ReleaseError, match="'Skills' is damaged"):
        read_release(folder)


def test_a_damaged_archive_is_told(tmp_path: Path) -> None:
    """Bytes that changed on the way are noticed."""
    archive = pack(tmp_path / "release.zip", texts().items())
    data = bytearray(archive.read_bytes())
    place = data.index(b"Occupation Data.txt") + len("Occupation Data.txt")
    data[place : place + 20] = b"\xff" * 20
    archive.write_bytes(data)
    with pytest.raises(ReleaseError, match="'Occupation Data' is damaged"):
        read_release(archive)


def test_a_table_too_large_is_not_unpacked(tmp_path: Path) -> None:
    """A small archive that says it unpacks to more than any table has is refused by that."""
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name, text in texts().items():
            packed.writestr(name, text)
        packed.getinfo("Skills.txt").file_size = 3_000_000_000
    with pytest.raises(ReleaseError, match="3000 MB is too large"):
        read_release(archive)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Registered Nurses", "Registered Nurse"),
        ("Dentists, General", "General Dentist"),
        ("Physicians, Pathologists", "Pathologist"),
        ("Waiters and Waitresses", "Waiter or Waitress"),
        ("Poets, Lyricists and Creative Writers", "Poet, Lyricist or Creative Writer"),
        ("Law Teachers, Postsecondary", "Postsecondary Law Teacher"),
        ("Helpers--Carpenters", "Carpenter Helper"),
        ("Architects, Except Landscape and Naval", "Architect"),
        ("Appraisers and Assessors of Real Estate", "Appraiser or Assessor of Real Estate"),
        ("Customs and Border Protection Officers", "Customs and Border Protection Officer"),
        ("Roustabouts, Oil and Gas", "Oil and Gas Roustabout"),
        ("Nannies", "Nanny"),
        ("Clergy", "Clergy"),
    ],
)
def test_an_occupation_has_the_name_of_one_person(title: str, name: str) -> None:
    """Titles name many people and what they are not; a role is what one person says they are."""
    assert natural_names([title]) == {title: name}


def test_no_two_occupations_have_one_name() -> None:
    """Where two titles shorten to the same, the second keeps what tells it apart."""
    names = natural_names(["Cooks, Except Private", "Cooks, All Other"])
    assert len(set(names.values())) == 2


def test_a_title_that_two_claim_names_neither(release: Release) -> None:
    """Aliases are of one occupation, its title's own words before all; no level and no acronym."""
    written = {text.slug: text.text for text in role_texts(release)}
    dentist = written["general-dentist"]
    assert "- Dental Officer\n" in dentist
    assert "- Family Dentist\n" in dentist
    assert "- Dentist\n" in dentist
    assert "- Office Clerk\n" in written["filing-and-office-clerk"]
    assert "- Filing\n" not in written["filing-and-office-clerk"]
    for other in ("Shared Title", "Senior Dentist", "FD"):
        assert f"- {other}\n" not in dentist


def test_documents_are_read_back_whole(tmp_path: Path, release: Release) -> None:
    """Each occupation with data is a role of the corpus, its sections known, its text unchanged."""
    made = ((f"{text.slug}.md", text.text) for text in role_texts(release))
    corpus = load_corpus(write(tmp_path / "roles", made))
    assert corpus.refused == ()
    assert [d.id for d in corpus.documents] == ["filing-and-office-clerk", "general-dentist"]
    clerk, dentist = corpus.documents
    assert "Write in C# and *star*." in clerk.passages[1].text
    assert (dentist.source.title, dentist.source.as_of, dentist.source.licence, dentist.market) == (
        *("O*NET 29.3: Dentists, General", "2025-05", "CC BY 4.0", "United States"),
    )
    assert {passage.topic for passage in dentist.passages} >= {
        *("summary", "duties", "technical_skills", "soft_skills", "tools"),
        *("education", "experience", "fit"),
    }


def test_credit_is_given_and_never_answered(tmp_path: Path, release: Release) -> None:
    """The attribution that the licence asks for is in each file, and in no passage."""
    (text, *_) = role_texts(release)
    assert "O*NET 29.3 Database by the U.S. Department of Labor" in text.text
    assert "CC BY 4.0 license" in text.text
    folder = write(tmp_path / "roles", [("dentist.md", text.text)])
    (document,) = load_corpus(folder).documents
    assert not [p for p in document.passages if "USDOL" in p.text or "license" in p.text]


def test_a_zones_example_of_another_occupation_is_left_out(release: Release) -> None:
    """What surgeons need is not said of dentists."""
    (text, *_) = role_texts(release)
    assert "Much is needed. Some training." in text.text
    assert "12 years" not in text.text
