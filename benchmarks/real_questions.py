"""How many questions that people really ask about work are refused though the base can answer.

And how many it cannot answer are answered all the same. The questions are other people's, so that
their texts stand in `questions/real.tsv` alone; the labels name them by row and digest.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.asking import COLUMNS, Told, ask_all, read_table, share, write_table
from bot.types import Status

LABELS = Path(__file__).resolve().parent.parent / "tests" / "judged" / "real_build.tsv"
_DIGITS = 12


class OtherQuestionsError(Exception):
    """The questions are not those that were labelled; the message says which row differs."""

    def __init__(self, row: int) -> None:
        super().__init__(
            f"row {row} of real.tsv is not the question that was labelled: label the rows anew"
        )
        self.row = row


@dataclass(frozen=True, slots=True)
class Labelled:
    """A real question, and whether the documents can answer it."""

    row: int
    text: str
    answerable: str
    """"yes", "no" or "unclear": no role named, or one that is only near to ours."""
    draw: str
    """"all": drawn from all rows; else from the rows of one kind, to have more to answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A labelled question and what became of it."""

    labelled: Labelled
    told: Told

    @property
    def refused(self) -> bool:
        """Whether it was said that there is no answer."""
        return self.told.status is Status.NO_ANSWER

    @property
    def wrong(self) -> str | None:
        """What is wrong with the status, where the label leaves no doubt."""
        if self.labelled.answerable == "yes" and not self.told.as_known:
            return f"not answered ({self.told.status})"
        if self.labelled.answerable == "no" and self.told.as_known:
            return "answered as if known"
        return None


def digest(text: str) -> str:
    """The short name by which labels know a text that they do not hold."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def labelled(labels: Iterable[dict[str, str]], questions: Sequence[str]) -> Iterator[Labelled]:
    """Yield the labels with their questions, rows counted from one."""
    for label in labels:
        row = int(label["row"])
        text = questions[row - 1] if row <= len(questions) else ""
        if digest(text) != label["digest"]:
            raise OtherQuestionsError(row)
        yield Labelled(row, text, label["answerable"], label["draw"])


def report(asked: Sequence[Asked]) -> Iterator[str]:
    """Yield the shares of false refusals and false answers, of each draw and of all."""
    for draw in (*dict.fromkeys(case.labelled.draw for case in asked), ""):
        drawn = [case for case in asked if draw in ("", case.labelled.draw)]
        yield f"{len(drawn)} questions" + (f", drawn from {draw}" if draw else "")
        answerable = [case for case in drawn if case.labelled.answerable == "yes"]
        refused = sum(case.refused for case in answerable)
        others = sum(not case.refused and not case.told.as_known for case in answerable)
        yield f"  answerable: {share(refused, len(answerable))} refused, {others} asked back"
        for label, name in (("no", "not answerable"), ("unclear", "unclear")):
            cases = [case for case in drawn if case.labelled.answerable == label]
            known = sum(case.told.as_known for case in cases)
            yield f"  {name}: {share(known, len(cases))} answered"


def main() -> None:
    """Ask the labelled questions and print what was wrongly refused or answered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder that holds questions")
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--failures", type=Path, help="write the wrong statuses to this table")
    arguments = parser.parse_args()
    questions = [r["question"] for r in read_table(arguments.shared / "questions" / "real.tsv")]
    cases = list(labelled(read_table(arguments.labels), questions))
    told = ask_all(case.text for case in cases)
    asked = [Asked(case, outcome) for case, outcome in zip(cases, told, strict=True)]
    sys.stdout.write("".join(f"{line}\n" for line in report(asked)))
    if arguments.failures:
        wrong = [(case.wrong, *case.told.row) for case in asked if case.wrong]
        write_table(arguments.failures, ("wrong", *COLUMNS), sorted(wrong))


if __name__ == "__main__":
    main()
