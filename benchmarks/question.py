"""What a question and a reindex cost, beside the encoder's own time for the same texts.

Times differ from machine to machine and from hour to hour; their ratio hardly does, so that is
what to compare.
"""

import argparse
import resource
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, zip_longest
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

from rich import box
from rich.console import Console
from rich.table import Table

from bot.advisor import Advisor
from bot.evaluation import load_cases
from bot.reindexing import Reindexer
from bot.settings import PACKAGED_DOCUMENTS
from bot.types import Question
from knowledge.corpus import load_corpus
from retrieval.encoder import SentenceEncoder
from storage import Conversations, open_database

T = TypeVar("T")

_QUESTIONS = Path(__file__).resolve().parent.parent / "tests" / "judged" / "backend_build.yaml"
_console = Console()


@dataclass(frozen=True, slots=True)
class Timing:
    """One question: the whole answer, and encoding its text alone, in milliseconds."""

    answer: float
    encoding: float

    @property
    def ratio(self) -> float:
        """How many encodings the answer took."""
        return self.answer / self.encoding


def main() -> None:
    """Measure in a folder of its own and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=60, help="how many (default: 60)")
    wanted = max(2, parser.parse_args().questions)
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), varied(wanted))


def varied(wanted: int) -> list[str]:
    """Return questions of every kind in turn, each the first of its conversation."""
    by_kind: dict[str, list[str]] = {}
    for case in load_cases(_QUESTIONS):
        by_kind.setdefault(case.kind, []).append(case.turns[0].ask)
    in_turn = chain.from_iterable(zip_longest(*by_kind.values()))
    return [text for text in in_turn if text][:wanted]


def _measure(folder: Path, questions: Sequence[str]) -> None:
    index = folder / "index"
    encoder, loading = _timed(SentenceEncoder.load)
    loaded = _peak_mb()
    reindexer = Reindexer(encoder, PACKAGED_DOCUMENTS, index)
    _, reading = _timed(lambda: load_corpus(PACKAGED_DOCUMENTS))
    report, built = _timed(reindexer.run)
    _, unchanged = _timed(reindexer.run)
    reindexed = _peak_mb()
    engine = open_database(f"sqlite:///{folder.as_posix()}/advisor.db")
    advisor = Advisor(encoder, index, Conversations(engine), default_market="Sri Lanka")
    _, opening = _timed(lambda: advisor.index_version)
    advisor.answer(Question("hello", "warm-up"))
    for title in ("Index just opened", "The same questions again"):
        _show_questions(title, list(_timings(questions, advisor, encoder)))
    engine.dispose()
    _show(
        f"Once ({report.documents} documents, {report.passages} passages)",
        ("what", "time"),
        [
            ("load the encoder", _seconds(loading)),
            ("read the documents", _seconds(reading)),
            (
                "reindex from nothing",
                f"{_seconds(built)}, {report.passages / built:.0f} passages/s",
            ),
            ("reindex, nothing changed", _seconds(unchanged)),
            ("open the index", _seconds(opening)),
        ],
    )
    _show(
        "Peak memory of the process so far",
        ("after", "memory"),
        [
            ("loading the encoder", f"{loaded:.0f} MB"),
            ("two reindexes", f"{reindexed:.0f} MB"),
            ("all questions", f"{_peak_mb():.0f} MB"),
        ],
    )


def _timings(
    questions: Sequence[str], advisor: Advisor, encoder: SentenceEncoder
) -> Iterator[Timing]:
    """Answer and encode each question, now the one first and now the other."""
    for number, text in enumerate(questions):
        answering = partial(advisor.answer, Question(text, uuid.uuid4().hex))
        encoding = partial(encoder.encode, [text])
        if number % 2:
            answer, alone = _timed(answering)[1], _timed(encoding)[1]
        else:
            alone, answer = _timed(encoding)[1], _timed(answering)[1]
        yield Timing(answer * 1000, alone * 1000)


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """Do the work and return what came of it, with the seconds it took."""
    started = time.perf_counter()
    done = work()
    return done, time.perf_counter() - started


def _peak_mb() -> float:
    """The most memory that this process ever held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6  # there it is in bytes


def _show_questions(when: str, timings: Sequence[Timing]) -> None:
    rows = [
        _spread("whole answer, turn kept", [t.answer for t in timings], "{:.1f} ms"),
        _spread("encoding the text alone", [t.encoding for t in timings], "{:.1f} ms"),
        _spread("answer / encoding", [t.ratio for t in timings], "{:.1f} ×"),
    ]
    title = f"{when}: {len(timings)} questions in turn, each in a new conversation"
    _show(title, ("what", "median", "10 % to 90 %"), rows)


def _spread(what: str, values: Sequence[float], form: str) -> tuple[str, str, str]:
    tenths = quantiles(values, n=10, method="inclusive")
    return what, form.format(median(values)), " - ".join(map(form.format, (tenths[0], tenths[-1])))


def _seconds(value: float) -> str:
    return f"{value:.2f} s"


def _show(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(*columns, box=box.SIMPLE)
    for row in rows:
        table.add_row(*row)
    _console.print(title, table)


if __name__ == "__main__":
    main()
