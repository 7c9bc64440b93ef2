"""The list of occupations is made from the releases alone, the same each time."""

import zipfile
from pathlib import Path

import pytest

from knowledge.importers.occupations import main

_ESCO = [
    ("registered nurse", "nurse\nstaff nurse"),
    ("steward/stewardess", "flight attendant"),
    ("artist in residence", "visiting artist"),
    *((f"{kind} baker", "") for kind in ("bread", "cake", "pastry", "pie", "pizza")),
]
_OCCUPATIONS = {
    "11-1011.00": "Plumbers, Pipefitters, and Steamfitters",
    "11-1012.00": "Dentists, General",
    "11-1013.00": "Physicians, Pathologists",
    "11-1014.00": "Registered Nurses",
    "11-1014.01": "Acute Care Nurses",
    "11-1015.00": "Physicians, All Other",
    "11-1016.00": "Power Distributors and Dispatchers",
}
_ALTERNATES = [
    ("11-1014.00", "Registered Nurse (RN)", "RN"),
    ("11-1014.00", "Ward Nurse", ""),
    ("11-1014.01", "Ward Nurse", ""),
    ("11-1014.01", "Intensive Care Nurse", ""),
    ("11-1014.00", "Customer Service", ""),
    ("11-1014.00", "Very Long Name Of A Nurse", ""),
    ("11-1015.00", "Doctor", ""),
]


@pytest.fixture(name="made")
def _made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines of the list that is made from small releases."""
    esco, onet = tmp_path / "esco.csv", tmp_path / "onet.zip"
    rows = "".join(f'{title},"{others}"\n' for title, others in _ESCO)
    esco.write_text(f"preferredLabel,altLabels\n{rows}", "utf-8")
    titles = "".join(f"{code}\t{title}\n" for code, title in _OCCUPATIONS.items())
    others = "".join("\t".join(row) + "\n" for row in _ALTERNATES)
    with zipfile.ZipFile(onet, "w") as archive:
        archive.writestr("db/Occupation Data.txt", f"O*NET-SOC Code\tTitle\n{titles}")
        head = "O*NET-SOC Code\tAlternate Title\tShort Title\n"
        archive.writestr("db/Alternate Titles.txt", f"{head}{others}")
    main(str(esco), str(onet))
    once = capsys.readouterr().out
    main(str(esco), str(onet))
    assert capsys.readouterr().out == once
    return once.splitlines()


@pytest.mark.parametrize(
    "line",
    [
        "registered nurse || nurse | staff nurse",
        "registered nurse || RN | ward nurse",
        "acute care nurse || intensive care nurse",
        "steward/stewardess | steward | stewardess || flight attendant",
        "plumbers, pipefitters, and steamfitter | plumber | pipefitter | steamfitter ||",
        "dentists, general | general dentist | dentist ||",
        "physicians, pathologist | pathologist ||",
        "power distributors and dispatcher | power distributor ||",
        "baker",
    ],
)
def test_a_line_is_an_occupation(made: list[str], line: str) -> None:
    """Titles come first, taken apart where they join several; a general name is the family's."""
    assert line in made


@pytest.mark.parametrize("text", ["customer service", "very long", "all other", "doctor"])
def test_what_names_nobody_is_left_out(made: list[str], text: str) -> None:
    """No names of what is worked at, none that nobody would say, no left-over groups."""
    assert text not in "\n".join(made)


def test_the_sources_are_credited(made: list[str]) -> None:
    """The head of the list names both releases and the licence."""
    head = " ".join(line for line in made if line.startswith("#"))
    assert "ESCO classification 1.2, European Commission" in head
    assert "O*NET 29.3 Database by the U.S. Department of Labor" in head
    assert "CC BY 4.0" in head
