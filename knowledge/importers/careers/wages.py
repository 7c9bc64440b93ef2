"""Reads the table of Occupational Employment and Wage Statistics: wages and jobs by occupation."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.importers.careers.models import Member
from knowledge.importers.careers.wage_statements import fold

_NOT_GIVEN = "-"
_MEASURES = {
    "median": "Median",
    "mean": "Mean",
    "10th percentile": "10th percentile",
    "25th percentile": "25th percentile",
    "75th percentile": "75th percentile",
    "90th percentile": "90th percentile",
}


@dataclass(frozen=True, slots=True)
class WageRow:
    """What employers report on one occupation."""

    code: str
    title: str
    employees: str
    annual: Mapping[str, str]
    """Sums by measure ("Median", "10th percentile"); a measure not given is missing."""
    hourly: Mapping[str, str]


def read_wages(path: Path) -> dict[str, WageRow]:
    """Return the rows by code."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {row["soc_code"]: _row(row) for row in rows}


def _row(row: Mapping[str, str]) -> WageRow:
    return WageRow(
        row["soc_code"],
        row["occupation"],
        f"{int(row['Employment']):,}",
        {
            label: f"{int(value):,}"
            for measure, label in _MEASURES.items()
            if (value := row[f"Annual {measure} wage"]) != _NOT_GIVEN
        },
        {
            label: value
            for measure, label in _MEASURES.items()
            if (value := row[f"Hourly {measure} wage"]) != _NOT_GIVEN
        },
    )


def wages_for(members: tuple[Member, ...], rows: Mapping[str, WageRow]) -> tuple[WageRow, ...]:
    """Return the rows of occupations by code, where code and title are both the same."""
    found = ((member, rows.get(member.code)) for member in members)
    return tuple(
        row for member, row in found if row and _titled(row.title) == _titled(member.title)
    )


def _titled(title: str) -> str:
    return fold(title.replace("&", "and"))
