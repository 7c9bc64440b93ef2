"""How many of the Occupational Outlook Handbook's facts are read from its pages as they are.

The truth is a table of the same figures (one row a page) and, for the lowest and the highest
tenth, the page's own set phrase. What a page does not give is not asked for: the table computes
some pay, and "See How to Become One" is no value.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from knowledge.corpus import load_corpus
from knowledge.models import RoleDocument

_TENTHS = {
    "p10": re.compile(r"lowest 10 percent earned less than \$([\d,.]+\d)"),
    "p90": re.compile(
        r"highest 10 percent earned (?:more than|equal to or greater than) \$([\d,.]+\d)"
    ),
}
_TERMS = {
    "education": "entry_education",
    "related_experience": "work_experience",
    "training": "training",
}
_NUMBERS = {
    "jobs": "num_jobs_2024",
    "growth": "outlook_pct",
    "employment_change": "employment_change",
}
_PAY = {"year": "median_pay_annual", "hour": "median_pay_hourly"}
_NO_VALUE = "See How to Become One"


@dataclass(frozen=True, slots=True)
class FieldScore:
    """One field over all pages that give it."""

    field: str
    pages: int
    found: int
    wrong: int
    """Pages for which another value was read, too or instead."""
    failures: tuple[str, ...]


def measure(folder: Path, table: Path) -> tuple[FieldScore, ...]:
    """Read the folder's pages and compare with the table's rows, by the pages' names."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = {row["slug"]: row for row in csv.DictReader(file)}
    pages, found, wrong = Counter[str](), Counter[str](), Counter[str]()
    failures: dict[str, list[str]] = {}
    for document in load_corpus(folder).documents:
        text = (folder / f"{document.id}.txt").read_text(encoding="utf-8")
        for field, truth, read in _compared(document, rows[document.id], text):
            pages[field] += 1
            found[field] += truth <= read
            wrong[field] += bool(read - truth)
            if truth != read:
                failures.setdefault(field, []).append(f"{document.id}: {truth} read as {read}")
    return tuple(
        FieldScore(field, pages[field], found[field], wrong[field], tuple(failures.get(field, ())))
        for field in pages
    )


def _compared(
    document: RoleDocument, row: Mapping[str, str], text: str
) -> Iterator[tuple[str, set[object], set[object]]]:
    """Field, what the page gives, and what was read, for each field that the page gives."""
    pay = [fact for passage in document.passages for fact in passage.pay]
    facts = [fact for passage in document.passages for fact in passage.facts]
    for period, column in _PAY.items():
        given = re.search(
            rf"Median Pay.*\$[\d,.]+ per {period}|^\$[\d,.]+ per {period}", text, re.M
        )
        read = {
            f.low for f in pay if f.basis == "median" and f.period == period and not f.of_a_part
        }
        if row[column] and given:
            yield f"median pay, {period}", {Decimal(row[column])}, set(read)
    for basis, phrase in _TENTHS.items():
        told = {Decimal(sum_.replace(",", "")) for sum_ in phrase.findall(text)}
        if told:
            yield basis, set(told), {f.low for f in pay if f.basis == basis}
    for kind, column in _TERMS.items():
        if row[column] and row[column] != _NO_VALUE:
            yield kind, {row[column]}, {f.value for f in facts if f.kind == kind}
    for kind, column in _NUMBERS.items():
        if row[column]:
            yield kind, {Decimal(row[column])}, {f.low for f in facts if f.kind == kind}
