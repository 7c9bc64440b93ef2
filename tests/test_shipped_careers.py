"""The careers we ship, held against the figures and pages that they are built from.

The sources do not ship; where they lie is told by ADVISOR_SHARED or found beside the checkout.
Without them only the documents' own form and names are tested. What is compared here is read
anew from documents and sources, not by the code that built them.
"""

import csv
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from knowledge.importers.careers.__main__ import ROLES
from knowledge.importers.careers.build import build, read_sources
from knowledge.importers.careers.names import name_key
from knowledge.importers.careers.writing import is_built, names_of_others

_SHARED = Path(os.environ.get("ADVISOR_SHARED", Path(__file__).resolve().parents[2] / "shared"))
_RUN = 8
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Years that our labels give, which a page writes elsewhere or otherwise.
_LABEL_YEARS = re.compile(
    r"\b(?:Growth|change|growth) 2024–34|\bMay 20\d\d|jobs, 2024|than 40 hours"
)

needs_sources = pytest.mark.skipif(
    not (_SHARED / "facts").is_dir(),
    reason=f"NOT COMPARED WITH THE SOURCES: no {_SHARED / 'facts'}; set ADVISOR_SHARED",
)


class Document(NamedTuple):
    """A shipped document that the script wrote."""

    path: str
    meta: dict[str, object]
    body: str

    @property
    def slug(self) -> str:
        """The career's folder."""
        return self.path.partition("/")[0]

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Each line of text with the heading it stands under."""
        heading, found = "", []
        for line in self.body.splitlines():
            if line.startswith("#"):
                heading = line.lstrip("# ")
            elif line:
                found.append((heading, line.removeprefix("- ")))
        return found


@cache
def _documents() -> tuple[Document, ...]:
    texts = ((path, path.read_text("utf-8")) for path in sorted(ROLES.rglob("*.md")))
    return tuple(
        Document(
            path.relative_to(ROLES).as_posix(),
            yaml.safe_load(text.split("---\n", 2)[1]),
            text.split("---\n", 2)[2],
        )
        for path, text in texts
        if is_built(text)
    )


def _named(*names: str) -> list[Document]:
    return [d for d in _documents() if Path(d.path).stem.startswith(names)]


def _rows(name: str) -> list[dict[str, str]]:
    path = _SHARED / "facts" / name
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ","))


def _pages() -> Iterator[Path]:
    return (_SHARED / "corpus" / "ooh").glob("*.txt")


def _figures(text: str) -> set[str]:
    plain = _LABEL_YEARS.sub(" ", text)
    return {number.replace(",", "").rstrip(".") for number in _NUMBER.findall(plain)}


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.casefold()))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


@pytest.mark.slow
@needs_sources
def test_the_documents_are_what_the_script_writes() -> None:
    """Sources, words and documents belong together, byte for byte; else run `make careers`."""
    careers = build(read_sources(_SHARED), names_of_others(ROLES))
    shipped = {d.path: (ROLES / d.path).read_bytes() for d in _documents()}
    built = {path: text.encode() for path, text in careers.documents.items()}
    assert sorted(shipped) == sorted(built)
    assert [path for path in built if built[path] != shipped[path]] == []


@needs_sources
def test_every_figure_of_a_profile_is_on_its_page() -> None:
    """No number stands in a profile that its page of the handbook does not give."""
    pages = {path.stem: _figures(path.read_text("utf-8")) for path in _pages()}
    astray = {
        document.path: extra
        for document in _named("handbook")
        if (extra := _figures(document.body.partition("\n## Pay")[2]) - pages[document.slug])
    }
    assert len(pages) > 300
    assert astray == {}


@needs_sources
def test_pay_of_a_career_is_what_the_top_of_its_page_says() -> None:
    """A median without a job title is the page's own, with the page's period."""
    checked = 0
    for document in _named("handbook"):
        page = (_SHARED / "corpus" / "ooh" / f"{document.slug}.txt").read_text("utf-8")
        top = page.partition("\nWhat They Do ->")[0]
        for _, line in document.lines:
            if match := re.fullmatch(
                r"Median: \$([\d,.]+)(\+?) an? (year|hour) \(May 2024\)", line
            ):
                assert f"${match[1]} per {match[3]}" in top, (document.path, line)
                assert ("equal to or greater" in top) == bool(match[2])
                checked += 1
    assert checked > 600


@needs_sources
def test_wages_are_those_of_the_titled_row() -> None:
    """Each figure of a wage document stands in the row of the occupation it is said to be of."""
    rows = {_titled(row["occupation"]): row for row in _rows(_OEWS)}
    by_code = {row["soc_code"]: row for row in _rows(_OEWS)}
    codes = {r["slug"]: r["soc_code"] for r in _rows("bls_ooh_occupations_2024-34.csv")}
    checked = 0
    for document in _named("wages"):
        for heading, line in document.lines:
            if not (found := re.search(r": \$?([\d,.]+)(?: an? (year|hour).*)?$", line)):
                continue
            title = _title(line)
            row = rows[_titled(title)] if title else by_code[codes[document.slug]]
            value = found[1].replace(",", "")
            assert value == row[_column(heading, line)], (document.path, line)
            checked += 1
    assert checked > 3_000


_OEWS = "oews_national_may2025.tsv"


def _titled(title: str) -> str:
    return " ".join(_words(title.replace("&", "and")))


def _title(line: str) -> str | None:
    """Whose figure a line says it is; an "other" is put behind again."""
    match = re.search(r"job title: (.+)\)$|May 2025 \((.+)\): ", line)
    title = (match[1] or match[2]) if match else None
    return (
        f"{title.removeprefix('Other ')}, All Other" if title and "Other " in title[:6] else title
    )


def _column(heading: str, line: str) -> str:
    if heading == "Number of jobs":
        return "Employment"
    period = "Hourly" if " an hour " in line else "Annual"
    return f"{period} {line.partition(':')[0].casefold()} wage"


@needs_sources
def test_local_figures_are_those_of_their_address() -> None:
    """What a Sri Lankan document says in figures, rows of that very address say."""
    told: dict[str, set[str]] = defaultdict(set)
    for row in (*_rows("pay_lk.csv"), *_rows("careers_lk.csv")):
        told[row["source"]] |= _figures(" ".join(v for k, v in row.items() if k != "source"))
        told[row["source"]] |= {f"{float(v):g}" for v in row.values() if _NUMBER.fullmatch(v)}
    local = _named("sri-lanka")
    astray = {
        document.path: extra
        for document in local
        if (
            extra := _figures(document.body.replace("/10", ""))
            - told[str(document.meta["address"])]
        )
    }
    assert len(local) > 40
    assert astray == {}


@needs_sources
def test_no_sentence_is_copied() -> None:
    """No eight words in a row of ours stand so in a page or a table.

    A label and its value are looked at apart, and names of occupations and industries are taken
    out first: they are names, whoever gives them.
    """
    theirs: set[tuple[str, ...]] = set()
    for path in (*_pages(), _SHARED / "facts/pay_lk.csv", _SHARED / "facts/careers_lk.csv"):
        theirs |= _runs(path.read_text("utf-8"))
    names = {_titled(row["occupation"]) for row in _rows(_OEWS)}
    copied = [
        (document.path, line)
        for document in _documents()
        for heading, line in document.lines
        if heading not in _NAMES_ONLY
        for part in re.split(r"\): |: |; |\(", line)
        if _titled(part) not in names and _runs(part) & theirs
    ]
    assert len(theirs) > 500_000
    assert copied == []


_NAMES_ONLY = {"Largest employers", "Similar careers"}


def test_there_are_careers_for_many() -> None:
    """More than three hundred careers ship, each in a folder of its own."""
    assert len({document.slug for document in _documents()}) > 300


def test_no_name_means_two_roles() -> None:
    """Roles' names and aliases, those of roles written by hand too, are each one role's."""
    owners: dict[str, set[str]] = defaultdict(set)
    for path in ROLES.rglob("*.md"):
        meta = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
        for name in (meta["role"], *(meta.get("aliases") or ())):
            owners[name_key(name)].add(meta["role"])
    assert {name: roles for name, roles in owners.items() if len(roles) > 1} == {}
    assert len(owners) > 2_000


@pytest.mark.parametrize(
    ("name", "career"),
    [
        ("software engineer", "software-developers"),
        ("software developer", "software-developers"),
        ("web developer", "web-developers"),
        ("nurse", "registered-nurses"),
        ("accountant", "accountants-and-auditors"),
        ("lecturer", "postsecondary-teachers"),
        ("AI engineer", "ai-engineers"),
        ("back-end developer", None),
    ],
)
def test_near_twins_are_told_apart(name: str, career: str | None) -> None:
    """A name that could be several careers' is the one's that people mean by it."""
    found = {
        document.slug
        for document in _documents()
        for other in (document.meta["role"], *_aliases(document))
        if name_key(str(other)) == name_key(name)
    }
    assert found == ({career} if career else set())


def _aliases(document: Document) -> list[str]:
    aliases = document.meta.get("aliases")
    return list(aliases) if isinstance(aliases, list) else []


def test_documents_are_whole() -> None:
    """Each has role, title, market or none, where it comes from, and no empty section."""
    for document in _documents():
        assert str(document.meta["title"]).startswith(str(document.meta["role"]))
        assert document.meta["source"]
        sections = re.split(r"(?m)^## ", document.body)[1:]
        assert sections
        assert [s for s in sections if not s.partition("\n")[2].strip()] == []


def test_each_career_says_what_the_work_is() -> None:
    """Every folder has a description of some length, with no figures in it."""
    told = {
        document.slug: text
        for document in _documents()
        for heading, text in document.lines
        if heading == "What they do"
    }
    assert told.keys() == {document.slug for document in _documents()}
    assert [slug for slug, text in told.items() if not 28 <= len(text.split()) <= 75] == []
    assert [slug for slug, text in told.items() if re.search(r"\d", text)] == []


def test_what_comes_from_onet_gives_credit() -> None:
    """Each document drawn from O*NET carries the line that its licence asks for."""
    skills = _named("skills")
    assert len(skills) > 300
    for document in skills:
        assert document.meta["licence"] == "CC BY 4.0"
        assert "O*NET 29.3 Database" in str(document.meta["attribution"])
