"""How many messages that are none of our business are answered as if the documents knew.

Small talk and refusals are right; an answer from the documents is not. The messages are those of
`questions/oos.tsv`, in the folder that is given.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.asking import COLUMNS, Told, ask_all, read_table, share, write_table


@dataclass(frozen=True, slots=True)
class Judged:
    """One message of somebody else's business, and what became of it."""

    label: str
    source: str
    told: Told

    @property
    def kind(self) -> str:
        """What sort of message it is, in one word."""
        return self.label.partition(":")[0]


def report(judged: Iterable[Judged]) -> Iterator[str]:
    """Yield the share answered as if known: of all, by kind and by source, the worst first."""
    asked: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for case in judged:
        for group in (("all", ""), ("kind", case.kind), ("source", case.source)):
            asked[group] += 1
            wrong[group] += case.told.as_known
    by_rate = sorted(asked, key=lambda group: (group[0], -wrong[group] / asked[group], group[1]))
    for group in by_rate:
        name = " ".join(filter(None, group))
        yield f"{name}: {share(wrong[group], asked[group])} answered as if known"


def main() -> None:
    """Ask every message and print how many were answered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder that holds questions")
    parser.add_argument("--failures", type=Path, help="write what was answered to this table")
    parser.add_argument("--every", type=int, default=1, help="ask every n-th message only")
    arguments = parser.parse_args()
    rows = read_table(arguments.shared / "questions" / "oos.tsv")[:: arguments.every]
    told = ask_all(row["utterance"] for row in rows)
    judged = [Judged(r["label"], r["origin"], t) for r, t in zip(rows, told, strict=True)]
    sys.stdout.write("".join(f"{line}\n" for line in report(judged)))
    if arguments.failures:
        wrong = [(*case.told.row, case.label) for case in judged if case.told.as_known]
        write_table(arguments.failures, (*COLUMNS, "label"), wrong)


if __name__ == "__main__":
    main()
