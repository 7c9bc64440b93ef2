"""How much of the pay on real pages is read, and how much of what is read is right.

Compares what the reader finds with labels made by hand; knows nothing of how pay is read.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml
from babel.numbers import get_currency_symbol
from pydantic import ConfigDict, TypeAdapter
from rich import box
from rich.console import Console
from rich.table import Table

from knowledge.corpus import load_corpus
from knowledge.models import Pay

LABELS = Path(__file__).resolve().parents[2] / "tests" / "reading" / "pages.yaml"
_console = Console()
_Level = str | None


@dataclass(frozen=True, slots=True)
class Sum:
    """Money on a page that is nobody's pay."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # a misspelt key would judge nothing

    line: int
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class PayLabel:
    """One pay statement as a person reads it; README.md beside the labels explains the keys."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    line: int
    low: Decimal | None
    high: Decimal | None
    period: str | None
    level: _Level | tuple[_Level, ...]
    group: bool = False
    optional: bool = False

    @property
    def levels(self) -> tuple[_Level, ...]:
        """The levels that may be read."""
        return self.level if isinstance(self.level, tuple) else (self.level,)


@dataclass(frozen=True, slots=True)
class PageLabels:
    """All money of one page."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    currency: str | None = None
    currency_told: bool = True
    pay: tuple[PayLabel, ...] = ()
    not_pay: tuple[Sum, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A fact that the page does not state, or a statement that became no fact."""

    page: str
    kind: str
    """"missed", "not pay", "period", "currency", or "figures" for what else was read wrong."""
    low: Decimal | None
    high: Decimal | None
    said: str
    """Currency and period of the fact, or the line of the statement."""


@dataclass(frozen=True, slots=True)
class PageScore:
    """What became of one page's pay."""

    page: str
    read: int
    """Facts that are right or wrong; those that a person cannot judge are left out."""
    stated: int
    failures: tuple[Failure, ...]
    matched: tuple[tuple[PayLabel, Pay], ...]
    """Each statement that was read, with its fact."""
    currency: str | None
    """What the page's sums are in, told or not."""

    @property
    def missed(self) -> int:
        """Statements that became no fact."""
        return sum(f.kind == "missed" for f in self.failures)

    @property
    def wrong(self) -> int:
        """Facts that the page does not state."""
        return len(self.failures) - self.missed


@dataclass(frozen=True, slots=True)
class Score:
    """What became of all pages' pay."""

    pages: tuple[PageScore, ...]

    @property
    def precision(self) -> float:
        """How many of the facts read are on their page."""
        read = sum(p.read for p in self.pages)
        return 1 - sum(p.wrong for p in self.pages) / read if read else 0.0

    @property
    def recall(self) -> float:
        """How many of the statements became facts."""
        stated = sum(p.stated for p in self.pages)
        return 1 - sum(p.missed for p in self.pages) / stated if stated else 0.0

    @property
    def failures(self) -> tuple[Failure, ...]:
        """All failures, page by page."""
        return tuple(f for p in self.pages for f in p.failures)

    def share(self, right: Callable[[PayLabel, Pay], bool | None]) -> tuple[int, int]:
        """Return how many of the matched facts are right in a way, of how many it judges."""
        verdicts = [right(label, fact) for page in self.pages for label, fact in page.matched]
        return sum(v is True for v in verdicts), sum(v is not None for v in verdicts)

    @property
    def currencies(self) -> tuple[int, int]:
        """How many matched facts are in the currency meant, told or not; of how many."""
        right = [f.currency == p.currency for p in self.pages for _, f in p.matched]
        return sum(right), len(right)


def level_right(label: PayLabel, fact: Pay) -> bool | None:
    """Whether the fact's level is the page's; None where it has none: lost, but not wrong."""
    if fact.level is None and None not in label.levels:
        return None
    return fact.level in label.levels


def group_kept(label: PayLabel, fact: Pay) -> bool | None:
    """Whether a sum of some only still says whose it is; None where it is everybody's."""
    return bool(fact.level or fact.titles) if label.group else None


def load_labels(path: Path = LABELS) -> Mapping[str, PageLabels]:
    """Return the labels of each page, by its file's name."""
    data = yaml.safe_load(path.read_text("utf-8"))
    return TypeAdapter(dict[str, PageLabels]).validate_python(data)


def measure(folder: Path, labels: Mapping[str, PageLabels]) -> Score:
    """Read a folder of pages as documents, and compare their pay with the labels."""
    read = {d.id: [f for p in d.passages for f in p.pay] for d in load_corpus(folder).documents}
    return Score(
        tuple(_score(page, read.get(Path(page).stem, []), of) for page, of in labels.items())
    )


def _score(page: str, facts: list[Pay], labels: PageLabels) -> PageScore:
    found = [(fact, _match(fact, labels)) for fact in facts]
    matched = {label: fact for fact, label in found if label and not label.optional}
    must = [label for label in labels.pay if not label.optional]
    wrong = [_wrong(page, fact, labels) for fact, label in found if label is None]
    missed = [
        Failure(page, "missed", label.low, label.high, f"line {label.line}")
        for label in must
        if label not in matched
    ]
    return PageScore(
        page=page,
        read=len(matched) + len(wrong),
        stated=len(must),
        failures=(*wrong, *missed),
        matched=tuple(matched.items()),
        currency=labels.currency,
    )


def _match(fact: Pay, labels: PageLabels) -> PayLabel | None:
    return next((label for label in labels.pay if not _faults(fact, label, labels)), None)


def _faults(fact: Pay, label: PayLabel, labels: PageLabels) -> tuple[str, ...]:
    faults = {
        "figures": (fact.low, fact.high) == (label.low, label.high),
        "currency": _fits(fact.currency, labels),
        "period": label.period in {None, fact.period},
    }
    return tuple(fault for fault, right in faults.items() if not right)


def _fits(currency: str, labels: PageLabels) -> bool:
    """Whether the page bears the currency out; a bare sign bears out each that has it."""
    if labels.currency_told or labels.currency is None:
        return currency == labels.currency
    return _sign(currency) == _sign(labels.currency)


def _sign(currency: str) -> str:
    return get_currency_symbol(currency, locale="en")[-1]


def _wrong(page: str, fact: Pay, labels: PageLabels) -> Failure:
    return Failure(page, _kind(fact, labels), fact.low, fact.high, f"{fact.currency} {fact.period}")


def _kind(fact: Pay, labels: PageLabels) -> str:
    if any((fact.low, fact.high) == (sum_.low, sum_.high) for sum_ in labels.not_pay):
        return "not pay"
    faults = (_faults(fact, label, labels) for label in labels.pay)
    return next((f[0] for f in faults if "figures" not in f), "figures")


def main() -> None:
    """Measure and print, page by page on demand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pages lie")
    parser.add_argument("--failures", action="store_true", help="print each of them")
    wanted = parser.parse_args()
    score = measure(wanted.folder, load_labels())
    _show("Pay by page", ("page", "stated", "missed", "read", "wrong"), _page_rows(score))
    if wanted.failures:
        rows = ((f.page, f.kind, f"{f.low}-{f.high}", f.said) for f in score.failures)
        _show("Failures", ("page", "kind", "sum", "read, or where it stands"), rows)
    _show("All pages", ("what", "how much"), _sums(score))


def _page_rows(score: Score) -> Iterator[tuple[str, ...]]:
    for page in score.pages:
        if page.stated or page.read:
            yield page.page, *map(str, (page.stated, page.missed, page.read, page.wrong))


def _sums(score: Score) -> Iterator[tuple[str, str]]:
    read, stated = (sum(getattr(p, name) for p in score.pages) for name in ("read", "stated"))
    yield "precision", f"{score.precision:.3f} of {read} facts"
    yield "recall", f"{score.recall:.3f} of {stated} statements"
    yield "currency meant, told or not", _of(score.currencies)
    yield "level right, of those not lost", _of(score.share(level_right))
    yield "a group's sum says whose it is", _of(score.share(group_kept))


def _of(share: tuple[int, int]) -> str:
    return f"{share[0]} of {share[1]}"


def _show(title: str, columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
    table = Table(*columns, title=title, box=box.SIMPLE)
    for row in rows:
        table.add_row(*row)
    _console.print(table)


if __name__ == "__main__":
    main()
