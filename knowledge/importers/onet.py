"""Reads a release of the O*NET database, as a folder or as the archive it comes in.

Knows nothing of documents: what a release says of an occupation stands here, how it is told not.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.importers.onet_tables import ReleaseError, Tables, open_tables

__all__ = ["JobZone", "Occupation", "Release", "ReleaseError", "read_release"]

# On the importance scale, 1 to 5, a 3 is "important".
IMPORTANT = 3.0
# Every work style is important somewhere; what is named must be very important, a 4.
VERY_IMPORTANT = 4.0
_LONGEST_ALTERNATE = 5
_INTERESTS = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")
_HIGH_POINTS = {"1.B.1.g": 0, "1.B.1.h": 1, "1.B.1.i": 2}
_MONTHS = "January February March April May June July August September October November December"
_CODE = "O*NET-SOC Code"


@dataclass(frozen=True, slots=True)
class Occupation:
    """What a release says of one occupation; every tuple's first is the foremost."""

    code: str
    """"29-1141.00"."""
    title: str
    """"Registered Nurses"."""
    description: str
    alternates: tuple[str, ...] = ()
    """Other titles of at most five words, best known first; occupations may share them."""
    tasks: tuple[str, ...] = ()
    """Core tasks before supplemental ones."""
    skills: tuple[str, ...] = ()
    """By importance, those rated 3 of 5 or more."""
    knowledge: tuple[str, ...] = ()
    """By importance, those rated 3 of 5 or more."""
    qualities: tuple[str, ...] = ()
    """Work styles by importance, those rated 4 of 5 or more."""
    technology: tuple[str, ...] = ()
    """Products and kinds of software; those in demand first, then those that are hot."""
    interests: tuple[str, ...] = ()
    """High points among the six interests (RIASEC), one to three."""
    education: str | None = None
    """The required level most often named; None where the release is unsure or two tie."""
    education_shares: tuple[tuple[str, float], ...] = ()
    """Levels with the per cent of those asked that require them; empty where `education` is."""
    job_zone: int | None = None
    """1 (little preparation) to 5 (extensive); see Release.job_zones."""
    related: tuple[str, ...] = ()
    """Titles of occupations, the most closely related first."""

    @property
    def surveyed(self) -> bool:
        """Whether the release has data on it, beyond a description ("All Other" has none)."""
        return bool(self.tasks)


@dataclass(frozen=True, slots=True)
class JobZone:
    """How much preparation the occupations of one zone need."""

    name: str
    """"considerable preparation needed"."""
    experience: str
    education: str
    training: str


@dataclass(frozen=True, slots=True)
class Release:
    """One release of the database."""

    version: str
    """"29.3"."""
    released: str | None
    """Year and month, "2025-05", where it says so."""
    occupations: Mapping[str, Occupation]
    """By code, in the release's order."""
    job_zones: Mapping[int, JobZone]
    """Empty where the release lacks the reference table."""


def read_release(path: Path) -> Release:
    """Read a folder or an archive; raises ReleaseError with the reason and the next step."""
    with open_tables(path) as tables:
        occupations = _occupations(tables)
        version, released = _version(tables)
        return Release(version, released, occupations, _job_zones(tables))


def _version(tables: Tables) -> tuple[str, str | None]:
    text = tables.text("Read Me")
    number = re.search(r"O\*NET (\d+\.\d+) Database", text)
    number = number or re.search(r"db_(\d+_\d+)", tables.path.resolve().name)
    if not number:
        reason = "it does not say its version; keep its 'Read Me.txt' with the tables"
        raise ReleaseError(tables.path, reason)
    date = re.search(rf"({_MONTHS.replace(' ', '|')}) (\d{{4}}) Release", text)
    released = f"{date[2]}-{_MONTHS.split().index(date[1]) + 1:02}" if date else None
    return number[1].replace("_", "."), released


def _occupations(tables: Tables) -> dict[str, Occupation]:
    described = tuple(tables.rows("Occupation Data", _CODE, "Title", "Description"))
    alternates = _alternates(tables)
    tasks = _tasks(tables)
    skills = _important(tables, "Skills", IMPORTANT)
    knowledge = _important(tables, "Knowledge", IMPORTANT)
    qualities = _important(tables, "Work Styles", VERY_IMPORTANT, optional=True)
    technology = _technology(tables)
    interests = _interests(tables)
    education = _education(tables)
    zones = _zones(tables)
    related = _related(tables)
    return {
        code: Occupation(
            code=code,
            title=row["Title"],
            description=row["Description"],
            alternates=alternates.get(code, ()),
            tasks=tasks.get(code, ()),
            skills=skills.get(code, ()),
            knowledge=knowledge.get(code, ()),
            qualities=qualities.get(code, ()),
            technology=technology.get(code, ()),
            interests=interests.get(code, ()),
            education=education[code][0] if code in education else None,
            education_shares=education[code][1] if code in education else (),
            job_zone=zones.get(code),
            related=related.get(code, ()),
        )
        for row in described
        if (code := row[_CODE])
    }


Ranked = dict[str, list[tuple[float, str]]]


def _names(ranked: Ranked) -> dict[str, tuple[str, ...]]:
    """Names by occupation, the lowest rank first, each once; of equal ranks as they stand."""
    return {
        code: tuple(dict.fromkeys(name for _, name in sorted(pairs, key=lambda pair: pair[0])))
        for code, pairs in ranked.items()
    }


def _important(
    tables: Tables, name: str, least: float, *, optional: bool = False
) -> dict[str, tuple[str, ...]]:
    ranked: Ranked = defaultdict(list)
    columns = (_CODE, "Element Name", "Scale ID", "Data Value", "Recommend Suppress")
    for row in tables.rows(name, *columns, optional=optional):
        if row["Scale ID"] == "IM" and row["Recommend Suppress"] != "Y":
            value = tables.number(name, row, "Data Value")
            if value >= least:
                ranked[row[_CODE]].append((-value, row["Element Name"]))
    return _names(ranked)


def _tasks(tables: Tables) -> dict[str, tuple[str, ...]]:
    """Core first, by rated importance; a release without ratings has the order of its file."""
    rated = {
        row["Task ID"]: tables.number("Task Ratings", row, "Data Value")
        for row in tables.rows("Task Ratings", "Task ID", "Scale ID", "Data Value", optional=True)
        if row["Scale ID"] == "IM"
    }
    ranked: Ranked = defaultdict(list)
    for row in tables.rows("Task Statements", _CODE, "Task ID", "Task", "Task Type"):
        supplemental = 10.0 if row["Task Type"] == "Supplemental" else 0.0
        ranked[row[_CODE]].append((supplemental - rated.get(row["Task ID"], 0.0), row["Task"]))
    return _names(ranked)


def _technology(tables: Tables) -> dict[str, tuple[str, ...]]:
    ranked: Ranked = defaultdict(list)
    columns = (_CODE, "Example", "Hot Technology", "In Demand")
    for row in tables.rows("Technology Skills", *columns):
        rank = -2.0 * (row["In Demand"] == "Y") - (row["Hot Technology"] == "Y")
        ranked[row[_CODE]].append((rank, row["Example"]))
    return _names(ranked)


def _interests(tables: Tables) -> dict[str, tuple[str, ...]]:
    ranked: Ranked = defaultdict(list)
    for row in tables.rows("Interests", _CODE, "Element ID", "Scale ID", "Data Value"):
        if row["Scale ID"] == "IH" and row["Element ID"] in _HIGH_POINTS:
            point = int(tables.number("Interests", row, "Data Value"))
            if 1 <= point <= len(_INTERESTS):  # a 0 says that there is no further high point
                ranked[row[_CODE]].append((_HIGH_POINTS[row["Element ID"]], _INTERESTS[point - 1]))
    return _names(ranked)


Education = tuple[str | None, tuple[tuple[str, float], ...]]


def _education(tables: Tables) -> dict[str, Education]:
    name = "Education, Training, and Experience"
    levels = {
        row["Category"]: re.split(r" - | \(", row["Category Description"])[0]
        for row in tables.rows(f"{name} Categories", "Scale ID", "Category", "Category Description")
        if row["Scale ID"] == "RL"
    }
    shares: dict[str, list[tuple[float, str, bool]]] = defaultdict(list)
    for row in tables.rows(name, _CODE, "Scale ID", "Category", "Data Value", "Recommend Suppress"):
        if row["Scale ID"] == "RL" and (share := tables.number(name, row, "Data Value")) > 0:
            if row["Category"] not in levels:
                raise tables.broken(name, f"category {row['Category']!r} is not explained")
            unsure = row["Recommend Suppress"] == "Y"
            shares[row[_CODE]].append((share, levels[row["Category"]], unsure))
    return {code: _most_common(found) for code, found in shares.items()}


def _most_common(shares: list[tuple[float, str, bool]]) -> Education:
    ordered = sorted(shares, key=lambda share: -share[0])
    first, *others = ordered
    settled = not first[2] and all(first[0] > other[0] for other in others)
    if not settled:
        return None, ()
    return first[1], tuple((level, share) for share, level, unsure in ordered if not unsure)


def _zones(tables: Tables) -> dict[str, int]:
    rows = tables.rows("Job Zones", _CODE, "Job Zone")
    return {row[_CODE]: int(tables.number("Job Zones", row, "Job Zone")) for row in rows}


def _job_zones(tables: Tables) -> dict[int, JobZone]:
    name = "Job Zone Reference"
    columns = ("Job Zone", "Name", "Experience", "Education", "Job Training")
    return {
        int(tables.number(name, row, "Job Zone")): JobZone(
            row["Name"].rpartition(": ")[2].casefold(),
            *(row[column] for column in columns[2:]),
        )
        for row in tables.rows(name, *columns, optional=True)
    }


def _related(tables: Tables) -> dict[str, tuple[str, ...]]:
    ranked: Ranked = defaultdict(list)
    for row in tables.rows("Related Occupations", _CODE, "Related Title", "Index"):
        index = tables.number("Related Occupations", row, "Index")
        ranked[row[_CODE]].append((index, row["Related Title"]))
    return _names(ranked)


def _alternates(tables: Tables) -> dict[str, tuple[str, ...]]:
    """The titles shown to people who choose a career, then those that most sources know."""
    name, ranked = "Sample of Reported Titles", Ranked()
    columns = (_CODE, "Reported Job Title", "Shown in My Next Move")
    for row in tables.rows(name, *columns, optional=True):
        rank = -200.0 if row["Shown in My Next Move"] == "Y" else -100.0
        for title in _spellings(row["Reported Job Title"]):
            ranked.setdefault(row[_CODE], []).append((rank, title))
    for row in tables.rows("Alternate Titles", _CODE, "Alternate Title", "Source(s)"):
        rank = -float(len(row["Source(s)"].split(",")))
        for title in _spellings(row["Alternate Title"]):
            ranked.setdefault(row[_CODE], []).append((rank, title))
    return _names(ranked)


def _spellings(title: str) -> Iterator[str]:
    """ "CEO (Chief Executive Officer)" is two titles; a title too long to be said is none."""
    for part in re.split(r"[()]", title):
        words = part.split()
        if 0 < len(words) <= _LONGEST_ALTERNATE:
            yield " ".join(words)
