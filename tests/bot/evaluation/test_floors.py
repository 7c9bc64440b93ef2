"""The file of floors: shares by judged file."""

from pathlib import Path

import pytest

from bot.evaluation import BadFloorsError
from bot.evaluation.floors import load_floors


def test_floors_are_shares_by_file(tmp_path: Path) -> None:
    """Each file's name leads to the least share of its cases that must hold."""
    file = tmp_path / "floors.yaml"
    file.write_text("people.yaml: 0.9  # measured: 92 %\nall.yaml: 1\n", "utf-8")
    assert load_floors(file) == {"people.yaml": 0.9, "all.yaml": 1.0}


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "dictionary"), ("a.yaml: 90", "a.yaml"), ("a.yaml: much", "a.yaml"), ("a: [", "YAML")],
)
def test_a_bad_floor_says_what_to_mend(tmp_path: Path, text: str, told: str) -> None:
    """The file and the entry are named, in one line."""
    file = tmp_path / "floors.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(BadFloorsError, match=told) as raised:
        load_floors(file)
    assert str(raised.value).startswith(str(file))
    assert "\n" not in str(raised.value)
