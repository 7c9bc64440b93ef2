"""Tells pay and profiles in Sri Lanka, one document a career and source; sums are never averaged.

Which career a row belongs to, and the words for its basis, a person wrote in sri_lanka.yaml.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from knowledge.importers.careers.errors import CareersError
from knowledge.importers.careers.models import Section, Words
from knowledge.importers.careers.words import words_of

_LEVEL = re.compile(r"(?P<level>entry|mid|senior|lead)(?: \((?P<years>[\d–+-]+) years\))?")
_LADDER = ("intern", "entry", "mid", "senior", "lead")
_OPEN = "top open"
_MONEY = "pay"
_PROFILE = "profile"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person decided on the rows."""

    places: Mapping[str, tuple[str, str]]
    """Career and job title by the row's role; a role that is not here is left out."""
    careers: Mapping[str, Words]
    """Careers that the handbook does not have."""
    bases: Mapping[str, str]
    """Our words for what rows say of their basis."""
    terms: Mapping[str, str]
    """Our words for what profiles list at the length of a sentence."""


@dataclass(frozen=True, slots=True)
class LocalDocument:
    """What one source says of one career in Sri Lanka."""

    career: str
    address: str
    year: str
    sections: tuple[Section, ...]

    @property
    def site(self) -> str:
        """The site's name, "rivermate.com"."""
        return urlsplit(self.address).netloc.removeprefix("www.")


def read_judged(path: Path) -> Judged:
    """Return the decisions; raises CareersError where an entry lacks something."""
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    titles = loaded["titles"]
    places = {
        role: (slug, str(titles.get(role, role)))
        for slug, roles in loaded["places"].items()
        for role in roles
    }
    careers = {s: words_of(f"{path.name}, {s}", e) for s, e in loaded["careers"].items()}
    return Judged(places, careers, loaded["bases"], loaded["terms"])


def read_local(folder: Path, judged: Judged) -> list[LocalDocument]:
    """Return the documents by career, address and year."""
    rows = [(_MONEY, row) for row in _rows(folder / "pay_lk.csv")]
    rows += [(_PROFILE, row) for row in _rows(folder / "careers_lk.csv")]
    grouped: dict[tuple[str, str, str], list[tuple[str, Row]]] = {}
    for kind, row in rows:
        place = judged.places.get(row.get("role") or row["title"])
        if place:
            key = (place[0], row["source"], row.get("year", ""))
            grouped.setdefault(key, []).append((kind, row))
    return [LocalDocument(*key, tuple(_sections(grouped[key], judged))) for key in sorted(grouped)]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _sections(rows: Sequence[tuple[str, Row]], judged: Judged) -> Iterator[Section]:
    pay = sorted((row for kind, row in rows if kind == _MONEY), key=_rank)
    bases = list(dict.fromkeys(_basis(row, judged) for row in pay))
    lead = f"Basis: {'; '.join(bases)}." if bases else ""
    items = [line for row in pay for line in _pay(row, judged.places[row["role"]][1])]
    yield from Section.of("Pay in Sri Lanka", items, lead)
    for row in (row for kind, row in rows if kind == _PROFILE):
        yield from _profile(row, judged.terms)


def _rank(row: Row) -> tuple[str, int]:
    """Titles by name, the levels of each in their order."""
    level = row["level"].partition(" ")[0]
    return row["role"], _LADDER.index(level) if level in _LADDER else len(_LADDER)


def _basis(row: Row, judged: Judged) -> str:
    try:
        return judged.bases[row["basis"]]
    except KeyError as error:
        raise CareersError(row["basis"], "is a basis without words; add it to bases") from error


def _pay(row: Row, title: str) -> Iterator[str]:
    label = _label(row)
    if row["level"] == "intern":  # of no level, so that only the title keeps it apart
        title = f"{title} Intern"
    whose = f"a {row['period']} (job title: {title})".replace("a hour", "an hour")
    low, high = _sum(row["low"]), _sum(row["high"])
    if low:
        to = f" – {high}" if high and high != low else ""
        plus = "+" if not high or _OPEN in row["basis"] else ""
        yield f"{label or 'Range'}: Rs. {low}{to}{plus} {whose}"
    for basis in ("average", "median"):
        if value := _sum(row[basis]):
            yield f"{label or basis.capitalize()}: Rs. {value} {whose}"


def _label(row: Row) -> str:
    """How the row names whose pay it is; empty where it is everybody's."""
    if match := _LEVEL.fullmatch(row["level"]):
        years = f", {match['years'].replace('-', '–')} years" if match["years"] else ""
        return f"{match['level'].capitalize()} level{years}"
    return {
        "intern": "Internship",
        "training year": "In the training year, all included",
        "public service": "State salary, all included",
        # That it is without allowances keeps the sum from being taken for what is earned
        "scale": "Basic salary scale, before allowances",
    }.get(row["level"], "")


def _sum(written: str) -> str:
    return f"{Decimal(written):,}" if written else ""


_SCORES: Mapping[str, Sequence[tuple[str, str, str]]] = {
    "Job outlook in Sri Lanka": [
        ("Demand", "demand", "{}"),
        ("Trend in Sri Lanka", "outlook_sl", "{}"),
    ],
    "AI and automation risk": [("AI replacement risk", "ai_risk", "{}")],
    "Working hours and work-life balance": [
        ("Typical hours", "hours_week", "{} hours a week"),
        ("Overtime", "overtime", "{}"),
        ("Work-life balance (WLB) score", "wlb", "{}/10"),
    ],
    "Work environment": [
        ("Place of work", "work_mode", "{}"),
        ("Remote work", "remote", "{}"),
        ("Team size", "team", "{}"),
    ],
}
_LISTS = {"Technical skills": "technical_skills", "Soft skills": "soft_skills"}
_LONGEST_TERM = 7


def _profile(row: Row, terms: Mapping[str, str]) -> Iterator[Section]:
    """What a career profile grades and lists."""
    for heading, graded in _SCORES.items():
        items = [f"{label}: {form.format(row[k].lower())}" for label, k, form in graded if row[k]]
        yield from Section.of(heading, items)
    for heading, column in (*_LISTS.items(), ("Tools and software", "tools")):
        listed = [_term(terms.get(t, t)) for t in row[column].split("; ") if t]
        yield from Section.of(heading, listed)
    yield from Section.of("Progression", list(_progression(row)))


def _term(text: str) -> str:
    """A name; of a long one what is in brackets is left out, since it is more a sentence."""
    return text if len(text.split()) <= _LONGEST_TERM else re.sub(r" ?\([^)]*\)", "", text)


def _progression(row: Row) -> Iterator[str]:
    for level in ("Entry", "Mid", "Senior"):
        title = row[f"{level.lower()}_title"]
        years = row.get(f"years_to_{level.lower()}")
        after = f"typically after {years} years" if years else ""
        if title or after:
            yield f"{level} level: {', '.join(filter(None, (title.replace(' / ', ' or '), after)))}"
