"""Pay read from real pages of many layouts, held against labels made by reading them.

The pages are other people's and do not ship; where they lie is told by ADVISOR_SHARED or found
beside the checkout. Without them only the measurement itself is tested.
"""

import os
import re
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from benchmarks.reading.pages import (
    PageLabels,
    PayLabel,
    Score,
    Sum,
    group_kept,
    level_right,
    load_labels,
    measure,
)

_ROOT = Path(__file__).resolve().parents[1]
_PAGES = Path(os.environ.get("ADVISOR_SHARED", _ROOT.parent / "shared")) / "corpus" / "pages"
_PRECISION, _RECALL = 0.98, 0.9
_SIGN = re.compile(r"[$£€]\s?\d")

needs_pages = pytest.mark.skipif(
    not _PAGES.is_dir(),
    reason=f"REAL PAGES NOT READ: no {_PAGES}; set ADVISOR_SHARED to the folder above corpus",
)


@pytest.fixture(scope="module")
def score() -> Score:
    """The labelled pages, read."""
    return measure(_PAGES, load_labels())


@needs_pages
def test_what_is_read_is_on_the_page(score: Score) -> None:
    """Of a hundred pay facts read from real pages, two at most are not what the page says."""
    assert score.precision >= _PRECISION, [f for f in score.failures if f.kind != "missed"]


@needs_pages
def test_what_is_on_the_page_is_read(score: Score) -> None:
    """Nine in ten pay statements of real pages become facts."""
    assert score.recall >= _RECALL, [f for f in score.failures if f.kind == "missed"]


@needs_pages
def test_every_page_is_labelled() -> None:
    """The labels cover the folder, pages without pay included."""
    assert set(load_labels()) == {path.name for path in _PAGES.iterdir()}


@needs_pages
@pytest.mark.parametrize("page", sorted(load_labels()))
def test_labels_hold_the_money_of_their_lines(page: str) -> None:
    """Lines with money are just those labelled, and each has its label's figures."""
    labels = load_labels()[page]
    lines = (_PAGES / page).read_text("utf-8").splitlines()
    money: tuple[PayLabel | Sum, ...] = (*labels.pay, *labels.not_pay)
    assert {n for n, line in enumerate(lines, 1) if _SIGN.search(line)} == {m.line for m in money}
    for sum_ in money:
        assert {sum_.low, sum_.high} <= _figures(lines[sum_.line - 1])


def _figures(line: str) -> set[Decimal | None]:
    """Every number of a line, with its thousands or millions."""
    scales = {"": 1, "k": 1_000, "m": 1_000_000}
    found = re.findall(r"(\d+(?:\.\d+)?)([km]?)\b", line.replace(",", ""), re.IGNORECASE)
    return {Decimal(number) * scales[scale.casefold()] for number, scale in found}


_LABEL = PayLabel(line=2, low=Decimal(90_000), high=Decimal(90_000), period="month", level=None)


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A folder of one page that states one pay."""
    text = "---\nrole: Nurse\nmarket: Sri Lanka\n---\n# Nurse\n\n## Salary\n\nRs. 90,000 a month\n"
    (tmp_path / "nurse.md").write_text(text, "utf-8")
    return tmp_path


def _measured(card: Path, labels: PageLabels) -> Score:
    return measure(card, {"nurse.md": labels})


def test_all_read_and_all_right_is_one(card: Path) -> None:
    """A page whose one statement is read scores 1 both ways and has no failure."""
    score = _measured(card, PageLabels(currency="LKR", pay=(_LABEL,)))
    assert (score.precision, score.recall, score.failures) == (1, 1, ())
    assert score.currencies == (1, 1)


def test_a_wrong_fact_is_named_by_its_fault(card: Path) -> None:
    """What is read wrong counts against precision and recall, under what is wrong with it."""
    yearly = PayLabel(2, Decimal(90_000), Decimal(90_000), "year", None)
    other = PayLabel(2, Decimal(80_000), Decimal(90_000), "month", None)
    allowance = Sum(2, Decimal(90_000), Decimal(90_000))
    for labels, kinds in (
        (PageLabels(currency="LKR", pay=(yearly,)), ["period", "missed"]),
        (PageLabels(currency="INR", pay=(_LABEL,)), ["currency", "missed"]),
        (PageLabels(currency="LKR", pay=(other,)), ["figures", "missed"]),
        (PageLabels(currency="LKR", not_pay=(allowance,)), ["not pay"]),
    ):
        score = _measured(card, labels)
        assert [f.kind for f in score.failures] == kinds
        assert (score.precision, score.recall) == (0, 0)


def test_what_nobody_can_judge_counts_for_nothing(card: Path) -> None:
    """An optional statement is neither missing when it is not read nor wrong when it is."""
    read = PayLabel(2, Decimal(90_000), Decimal(90_000), "month", None, optional=True)
    unread = PayLabel(2, Decimal(70_000), Decimal(70_000), "month", None, optional=True)
    page = _measured(card, PageLabels(currency="LKR", pay=(read, unread))).pages[0]
    assert (page.read, page.stated, page.failures) == (0, 0, ())


def test_a_bare_sign_bears_out_each_of_its_currencies(tmp_path: Path) -> None:
    """A bare "$" is no wrong dollar, but the currency meant is counted apart."""
    (tmp_path / "nurse.md").write_text("# Nurse\n\n## Salary\n\n$70,000 a year\n", "utf-8")
    label = PayLabel(5, Decimal(70_000), Decimal(70_000), "year", None)
    labels = PageLabels(currency="NZD", currency_told=False, pay=(label,))
    score = _measured(tmp_path, labels)
    assert not score.failures
    assert score.currencies == (0, 1)


def test_levels_and_groups_are_counted_apart(card: Path) -> None:
    """A level that was lost is not wrong; a group's sum without its group is not kept."""
    seniors = PayLabel(2, Decimal(90_000), Decimal(90_000), "month", "senior", group=True)
    score = _measured(card, PageLabels(currency="LKR", pay=(seniors,)))
    assert score.share(level_right) == (0, 0)
    assert score.share(group_kept) == (0, 1)
    everybody = _measured(card, PageLabels(currency="LKR", pay=(_LABEL,)))
    assert everybody.share(level_right) == (1, 1)
    assert everybody.share(group_kept) == (0, 0)


def test_a_misspelt_key_is_refused(tmp_path: Path) -> None:
    """A label that would judge nothing stops the measurement."""
    path = tmp_path / "pages.yaml"
    path.write_text("a.txt: {currency: USD, payy: []}\n", "utf-8")
    with pytest.raises(ValidationError, match="payy"):
        load_labels(path)
