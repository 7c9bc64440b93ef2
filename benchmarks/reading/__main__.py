"""How well documents are read: handbook pages, real pages of many layouts, money expressions."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.reading import handbook, money, pages

_SHARED = Path(__file__).resolve().parents[3] / "shared"


def main() -> None:
    """Print the scores of the folder's documents and expressions."""
    parser = argparse.ArgumentParser(prog="make evaluate-reading", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=_SHARED, help="where they lie")
    parser.add_argument("--failures", action="store_true", help="show what was not read right")
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    if not (folder / "corpus").is_dir():
        parser.error(f"no documents to measure with in {folder}: name the folder that holds corpus")
    console = Console()
    scores = handbook.measure(
        folder / "corpus" / "ooh", folder / "facts" / "bls_ooh_occupations_2024-34.csv"
    )
    console.print(_handbook(scores))
    real = pages.measure(folder / "corpus" / "pages", pages.load_labels())
    console.print(
        f"Pay on real pages: precision {real.precision:.3f}, recall {real.recall:.3f}, "
        f"{len(real.pages)} pages"
    )
    readings = money.measure(folder / "questions" / "salaries.tsv")
    right = sum(reading.verdict == "right" for reading in readings)
    console.print(
        f"Money expressions: {right} of {len(readings)} right, {right / len(readings):.1%}"
    )
    if arguments.failures:
        _print_failures(console, scores, real, readings)


def _handbook(scores: Sequence[handbook.FieldScore]) -> Table:
    table = Table("field", "pages", "found", "wrong", box=box.SIMPLE, title="Handbook pages")
    for score in scores:
        found = f"{score.found} ({score.found / score.pages:.1%})"
        table.add_row(score.field, str(score.pages), found, str(score.wrong))
    return table


def _print_failures(
    console: Console,
    scores: Sequence[handbook.FieldScore],
    real: pages.Score,
    readings: Sequence[money.Reading],
) -> None:
    lines = [f"{score.field}: {failure}" for score in scores for failure in score.failures]
    lines += [f"page {failure}" for failure in real.failures]
    lines += [f"money {r.row['text']!r}: {r.money}" for r in readings if r.verdict != "right"]
    for line in lines:
        console.print(line, markup=False)


if __name__ == "__main__":
    main()
