"""The picture of risk against coverage, read back as the XML it is."""

from pathlib import Path

import pytest
from lxml import etree

from bot.evaluation.picture import draw
from retrieval.evaluation import Point, risk_coverage

CURVE = risk_coverage([0.9, 0.8, 0.7, 0.6], [False, False, True, True])


def words(file: Path) -> list[str]:
    """All texts of a picture."""
    tree = etree.parse(file)
    return [" ".join(node.itertext()) for node in tree.iter("{http://www.w3.org/2000/svg}text")]


def lines(file: Path) -> int:
    """The number of curves."""
    return len(list(etree.parse(file).iter("{http://www.w3.org/2000/svg}path")))


def test_each_curve_is_a_line_with_its_area(tmp_path: Path) -> None:
    """The legend names each, and the axes say what they show in percent."""
    file = tmp_path / "risk.svg"
    draw({"people.yaml": CURVE, "a<b>.yaml": CURVE[:2]}, file)
    told = words(file)
    assert lines(file) == 2
    assert "people.yaml: 0.208" in told
    assert "a<b>.yaml: 0.000" in told
    assert {"0 %", "20 %", "100 %"} <= set(told)
    assert any(text.startswith("coverage") for text in told)
    assert any(text.startswith("risk") for text in told)


@pytest.mark.parametrize("curve", [(), CURVE[:2], (Point(1.0, 1.0),), CURVE * 100])
def test_any_curve_can_be_drawn(tmp_path: Path, curve: tuple[Point, ...]) -> None:
    """One without answers, without errors, of one answer, of a great many."""
    file = tmp_path / "risk.svg"
    draw({"x.yaml": curve}, file)
    assert any("x.yaml" in text for text in words(file))
    assert file.stat().st_size < 100_000


def test_the_same_curves_give_the_same_bytes(tmp_path: Path) -> None:
    """A picture in the repository changes only when what it shows does."""
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"
    draw({"x.yaml": CURVE}, one)
    draw({"x.yaml": CURVE}, two)
    assert one.read_bytes() == two.read_bytes()
