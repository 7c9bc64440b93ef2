"""The script that builds careers, on small sources about occupations that do not exist."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from knowledge.corpus import load_corpus
from knowledge.errors import KnowledgeError
from knowledge.importers.careers.__main__ import main
from knowledge.importers.careers.build import build, read_sources
from knowledge.importers.careers.errors import CareersError
from knowledge.importers.careers.writing import names_of_others, write_documents
from tests.knowledge.careers_fixture import write_sources

Edit = Callable[[str, str, str], None]


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The folder of small sources."""
    return write_sources(tmp_path / "shared")


@pytest.fixture
def edit(sources: Path) -> Edit:
    """Replaces a text in one of the files, which must have it."""

    def replace(name: str, old: str, new: str) -> None:
        text = (sources / name).read_text("utf-8")
        assert old in text
        (sources / name).write_text(text.replace(old, new), "utf-8")

    return replace


def _documents(sources: Path, taken: tuple[str, ...] = ()) -> dict[str, str]:
    return dict(build(read_sources(sources, sources / "own"), taken).documents)


def _items(document: str, heading: str) -> list[str]:
    _, found, rest = document.partition(f"\n## {heading}\n")
    assert found, heading
    return [x.removeprefix("- ") for x in rest.partition("\n## ")[0].splitlines() if x[:2] == "- "]


def _aliases(document: str) -> list[str]:
    return list(yaml.safe_load(document.split("---\n")[1])["aliases"])


def test_each_source_is_a_document_of_its_own(sources: Path) -> None:
    """A career's folder holds one file a source, with where and when it comes from."""
    documents = _documents(sources)
    assert sorted(documents) == [
        "kite-and-balloon-pilots/handbook.md",
        "kite-and-balloon-pilots/skills.md",
        "kite-and-balloon-pilots/wages.md",
        "lamp-tuners/handbook.md",
        "lamp-tuners/skills.md",
        "lamp-tuners/sri-lanka-a-example-2025.md",
        "lamp-tuners/sri-lanka-b-example-2024.md",
        "lamp-tuners/sri-lanka-c-example.md",
        "lamp-tuners/wages.md",
        "ray-catchers/about.md",
        "ray-catchers/sri-lanka-b-example-2020.md",
        "ray-catchers/sri-lanka-c-example.md",
    ]
    front = yaml.safe_load(documents["lamp-tuners/handbook.md"].split("---\n")[1])
    assert front["market"] == "United States"
    assert front["address"] == "https://example.org/lamp-tuners.htm"
    assert "attribution" in documents["lamp-tuners/skills.md"]


def test_a_page_gives_its_figures_as_they_stand(sources: Path) -> None:
    """Pay, preparation, jobs, outlook and employers are the page's figures under our labels."""
    document = _documents(sources)["lamp-tuners/handbook.md"]
    assert _items(document, "Pay in the United States") == [
        "Median: $41,000 a year (May 2024)",
        "Lowest tenth: less than $30,100 a year (May 2024)",
        "Highest tenth: more than $62,200 a year (May 2024)",
        "Median: $19.71 an hour (May 2024)",
    ]
    assert _items(document, "Education and training") == [
        "Typical entry-level education: Associate's degree",
        "Work experience in a related occupation: None",
        "On-the-job training: Long-term on-the-job training",
    ]
    assert _items(document, "Number of jobs") == ["Number of jobs, 2024: 12,300"]
    assert _items(document, "Job outlook") == [
        "Growth 2024–34: -3 percent (decline)",
        "Employment change 2024–34: -400 jobs",
        "Openings a year: 1,100",
    ]
    assert _items(document, "Largest employers") == [
        "Lamp houses; state, local, and private: 61 percent of the jobs",
        "Self-employed workers: 9 percent of the jobs",
    ]


def test_set_phrases_become_items(sources: Path) -> None:
    """Hours, hazards, qualities and similar careers are told in short items of ours."""
    document = _documents(sources)["lamp-tuners/handbook.md"]
    assert _items(document, "Working hours") == [
        "Usual schedule: full time; part-time work is common too",
        "Weeks of more than 40 hours: worked by some",
    ]
    assert len(_items(document, "Health risks")) == 1
    assert _items(document, "Personal qualities") == [
        "Good ears",
        "Hand–eye coordination",
        "Patience",
    ]
    assert _items(document, "Similar careers") == ["Kite or balloon pilot", "Cloud Gardeners"]


def test_hours_of_somebody_else_are_left_out(sources: Path, edit: Edit) -> None:
    """A sentence on the hours of other people says nothing of the career's."""
    edit("corpus/ooh/lamp-tuners.txt", "Most lamp tuners work", "Most senior lamp tuners work")
    assert "## Working hours" not in _documents(sources)["lamp-tuners/handbook.md"]


def test_no_yearly_pay_is_computed_from_hourly_pay(sources: Path) -> None:
    """The table's yearly sum, which the page does not give, goes nowhere."""
    documents = _documents(sources)
    assert "70491" in (sources / "facts/bls_ooh_occupations_2024-34.csv").read_text("utf-8")
    assert not any("70,491" in text or "70491" in text for text in documents.values())


def test_members_of_a_group_keep_their_own_pay(sources: Path) -> None:
    """On a page of several occupations each sum has its occupation and its own date."""
    document = _documents(sources)["kite-and-balloon-pilots/handbook.md"]
    assert _items(document, "Pay in the United States") == [
        "Median: $33.89 an hour (May 2024)",
        "Median: $40.00 an hour (May 2024; job title: Balloon pilots)",
        "Median: $21.50 an hour (May 2017; job title: Kite pilots, except toy)",
        "Lowest tenth: less than $14.00 an hour (May 2017; job title: Kite pilots, except toy)",
        "Highest tenth: more than $29.75 an hour (May 2017; job title: Kite pilots, except toy)",
    ]


def test_members_of_a_group_keep_their_own_outlook(sources: Path) -> None:
    """Each occupation has its growth and employers; the sum over them is no occupation."""
    document = _documents(sources)["kite-and-balloon-pilots/handbook.md"]
    assert _items(document, "Job outlook")[-2:] == [
        "Balloon pilots: 2 percent growth 2024–34, from 400 jobs to 410",
        "Kite pilots, except toy: -2 percent growth 2024–34, from 500 jobs to 490",
    ]
    assert _items(document, "Largest employers") == [
        "Fairs: 50 percent of the jobs (of balloon pilots)",
        "Beaches: 40 percent of the jobs (of kite pilots, except toy)",
    ]


def test_a_median_given_as_a_bound_stays_one(sources: Path, edit: Edit) -> None:
    """Pay "equal to or greater than" a sum is open upwards."""
    old = "2024 Median Pay \t $41,000 per year\n\n$19.71 per hour"
    new = "2024 Median Pay \t This wage is equal to or greater than $239,200 per year."
    edit("corpus/ooh/lamp-tuners.txt", old, new)
    items = _items(_documents(sources)["lamp-tuners/handbook.md"], "Pay in the United States")
    assert items == ["Median: $239,200+ a year (May 2024)"]


def test_what_varies_is_not_stated(sources: Path) -> None:
    """A page that sends on to its text gives no education; those in the work are asked instead."""
    documents = _documents(sources)
    handbook, skills = (
        documents[f"kite-and-balloon-pilots/{n}.md"] for n in ("handbook", "skills")
    )
    assert "education" not in handbook.lower().partition("---\n#")[2]
    heading = "Education that workers most often name as required"
    assert _items(skills, heading) == ["Balloon Pilots: Bachelor's Degree"]
    assert heading not in documents["lamp-tuners/skills.md"]


def test_wages_are_joined_by_code_and_title(sources: Path) -> None:
    """A row of the same code with another title is another occupation; it is not taken."""
    documents = _documents(sources)
    pilots = documents["kite-and-balloon-pilots/wages.md"]
    assert _items(pilots, "Pay in the United States") == [
        "Median: $41.00 an hour (May 2025; job title: Balloon Pilots)"
    ]
    assert "9.99" not in pilots
    lamps = _items(documents["lamp-tuners/wages.md"], "Pay in the United States")
    assert lamps[:3] == [
        "Median: $41,700 a year (May 2025)",
        "Mean: $41,830 a year (May 2025)",
        "10th percentile: $30,370 a year (May 2025)",
    ]
    assert lamps[-1] == "90th percentile: $31.00 an hour (May 2025)"


def test_without_rows_there_is_no_document(sources: Path, edit: Edit) -> None:
    """A career that the wage table lacks has no document on wages."""
    edit("facts/oews_national_may2025.tsv", "99-1011\t", "99-1012\t")
    assert "lamp-tuners/wages.md" not in _documents(sources)


def test_skills_of_a_group_are_those_of_half_of_it(sources: Path) -> None:
    """What at least half of a career's occupations have is named; interests are explained."""
    documents = _documents(sources)
    assert _items(documents["kite-and-balloon-pilots/skills.md"], "Skills") == ["Steering"]
    assert _items(documents["lamp-tuners/skills.md"], "Skills") == ["Listening", "Humming"]
    interests = _items(documents["lamp-tuners/skills.md"], "Who it suits: interests")
    assert interests[0].startswith("Realistic: ")


def test_local_pay_stays_apart_by_source(sources: Path) -> None:
    """Each source's sums stand alone, in the order of levels, open ends open, none averaged."""
    documents = _documents(sources)
    assert _items(documents["lamp-tuners/sri-lanka-a-example-2025.md"], "Pay in Sri Lanka") == [
        "Internship: Rs. 9,000 – 12,000 a month (job title: Lamp Tuner Intern)",
        "Entry level, 0–2 years: Rs. 50,000 – 90,000 a month (job title: Lamp Tuner)",
        "Senior level, 6+ years: Rs. 200,000 – 300,000+ a month (job title: Lamp Tuner)",
        "Lead level: Rs. 700,000+ a month (job title: Lamp Tuner)",
    ]
    assert _items(documents["lamp-tuners/sri-lanka-b-example-2024.md"], "Pay in Sri Lanka") == [
        "Average: Rs. 78,400.5 a month (job title: Lamp Tuner)",
        "Median: Rs. 70,000 a month (job title: Lamp Tuner)",
    ]
    assert _items(documents["ray-catchers/sri-lanka-b-example-2020.md"], "Pay in Sri Lanka") == [
        "Range: Rs. 188.84 – 543.35 an hour (job title: Ray and Beam Catcher)"
    ]


def test_rows_that_nobody_placed_are_left_out(sources: Path) -> None:
    """A role that a person assigned to no career is in no document."""
    assert not any("Nobody" in text for text in _documents(sources).values())


def test_a_basis_without_words_stops_the_script(sources: Path, edit: Edit) -> None:
    """What a row says of its basis is never passed over."""
    edit("own/sri_lanka.yaml", "notice: a notice", "other: a notice")
    with pytest.raises(CareersError, match="notice"):
        _documents(sources)


def test_profiles_become_sections(sources: Path) -> None:
    """Grades and lists of a local profile stand under headings of their own."""
    document = _documents(sources)["ray-catchers/sri-lanka-c-example.md"]
    assert _items(document, "Technical skills") == ["Nets (fine)", "A road"]
    hours = _items(document, "Working hours and work-life balance")
    assert hours == ["Typical hours: 45 hours a week", "Work-life balance (WLB) score: 7/10"]
    assert _items(document, "Progression") == [
        "Entry level: Junior Catcher",
        "Mid level: typically after 3 years",
    ]


def test_no_name_means_two_careers(sources: Path) -> None:
    """An alias of two careers, of another role or of other documents names nothing here."""
    documents = _documents(sources, ("Light-Tuner",))
    assert _aliases(documents["lamp-tuners/handbook.md"]) == ["lamp fixer", "Master Lamp Tuner"]
    pilots = _aliases(documents["kite-and-balloon-pilots/handbook.md"])
    assert pilots == ["kite pilot", "balloonist"]
    remarks = build(read_sources(sources, sources / "own"), ("Light-Tuner",)).remarks
    assert any("shared name" in remark for remark in remarks)


def test_two_roles_of_one_name_stop_the_script(sources: Path, edit: Edit) -> None:
    """A role's name that another career or document has is an error that names the career."""
    with pytest.raises(CareersError, match="lamp-tuners"):
        _documents(sources, ("lamp tuners",))
    edit("own/work.yaml", "role: Kite or balloon pilot", "role: Lamp-tuner")
    with pytest.raises(CareersError, match="same role"):
        _documents(sources)


def test_documents_can_be_read(sources: Path, tmp_path: Path) -> None:
    """Every item comes back from the reader as it was written, and each folder is one role."""
    documents = _documents(sources)
    folder = tmp_path / "roles"
    write_documents(folder, documents)
    corpus = load_corpus(folder)
    assert corpus.refused == ()
    read = {d.id: [i for p in d.passages for i in p.items] for d in corpus.documents}
    written = {
        path.removesuffix(".md"): [x[2:] for x in text.splitlines() if x.startswith("- ")]
        for path, text in ((p, t.split("---\n", 2)[2]) for p, t in documents.items())
    }
    assert {k: sorted(v) for k, v in read.items()} == {k: sorted(v) for k, v in written.items()}
    assert len({d.role.id for d in corpus.documents}) == 3


def test_a_second_run_writes_only_what_changed(sources: Path, tmp_path: Path, edit: Edit) -> None:
    """Unchanged files are left alone, those that no longer come are removed, no part stays."""
    folder = tmp_path / "roles"
    write_documents(folder, _documents(sources))
    kept = folder / "lamp-tuners" / "skills.md"
    before = kept.stat().st_mtime_ns
    edit("corpus/ooh/lamp-tuners.txt", "12,300", "12,400")
    edit("own/sri_lanka.yaml", "ray-catchers: [Ray / Beam Catcher]", "nowhere: []")
    written = write_documents(folder, _documents(sources))
    assert written.changed == ("lamp-tuners/handbook.md",)
    assert written.added == ()
    assert written.removed == tuple(
        f"ray-catchers/sri-lanka-{n}.md" for n in ("b-example-2020", "c-example")
    )
    assert kept.stat().st_mtime_ns == before
    assert {p.suffix for p in folder.rglob("*") if p.is_file()} == {".md"}


def test_what_others_wrote_stays(sources: Path, tmp_path: Path) -> None:
    """A document that the script did not write is neither removed nor replaced."""
    folder = tmp_path / "roles"
    mine = folder / "lamp-tuners" / "mine.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("---\nrole: Sun watcher\naliases: [sun nurse]\n---\nText.\n", "utf-8")
    documents = _documents(sources)
    write_documents(folder, documents)
    assert names_of_others(folder) == ["Sun watcher", "sun nurse"]
    mine.rename(folder / "lamp-tuners" / "about.md")
    with pytest.raises(FileExistsError, match=r"about\.md"):
        write_documents(folder, documents | {"lamp-tuners/about.md": "x"})


def test_the_script_is_run_with_a_folder(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a folder it tells its usage; what it lacks it names in one line."""
    assert main([]) == 2
    assert "SHARED_FOLDER" in capsys.readouterr().err
    shutil.rmtree(sources / "corpus" / "onet")
    assert main([str(sources), str(tmp_path / "roles")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "roles").exists()


def test_a_page_that_is_missing_is_named(sources: Path) -> None:
    """The table names each page; one that is not there stops the script by its name."""
    (sources / "corpus/ooh/lamp-tuners.txt").unlink()
    with pytest.raises(KnowledgeError, match=r"lamp-tuners\.txt"):
        _documents(sources)


def test_the_same_sources_give_the_same_bytes(sources: Path) -> None:
    """The order of the table's rows changes nothing."""
    first = _documents(sources)
    path = sources / "facts/bls_ooh_occupations_2024-34.csv"
    head, *rows = csv.reader(path.read_text("utf-8").splitlines())
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *reversed(rows)])
    assert _documents(sources) == first
