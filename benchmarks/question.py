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
from statistics import fmean, median, quantiles
from typing import TypeVar

from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.stages import Profile, profile
from bot.advisor import Advisor
from bot.evaluation import load_cases
from bot.reindexing import Reindexer
from bot.settings import PACKAGED_DOCUMENTS
from bot.types import Answer, Question
from knowledge.corpus import load_corpus
from retrieval.encoder import SentenceEncoder
from storage import Conversations, open_database

T = TypeVar("T")

_JUDGED = Path(__file__).resolve().parent.parent / "tests" / "judged"
_QUESTIONS = (
    _JUDGED / "people_build.yaml",
    _JUDGED / "handbook" / "handbook_build.yaml",
    _JUDGED / "backend_build.yaml",
)
_OTHERS = _JUDGED / "backend_more.yaml"
_WARM_UP = 60
# Questions for the profile alone: what was asked before would find its role's words gathered.
_PROFILED = 100
_console = Console()


@dataclass(frozen=True, slots=True)
class Timing:
    """One question: the whole answer, and encoding its text alone, in milliseconds."""

    answer: float
    encoding: float
    ratio: float
    """How many encodings the answer took."""
    worked: float
    """The same in processor time, which others on the machine hardly change."""


def main() -> None:
    """Measure in a folder of its own and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=240, help="how many (default: 240)")
    parser.add_argument(
        "--index", type=Path, help="measure questions alone, over this folder of generations"
    )
    parser.add_argument("--profile", type=int, default=0, metavar="N", help="show N dearest parts")
    chosen = parser.parse_args()
    encoder, loading = _timed(SentenceEncoder.load)
    questions = varied(max(2, chosen.questions), _QUESTIONS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        index = chosen.index or folder / "index"
        once = [] if chosen.index else _reindexing(encoder, index)
        opening = _questions(folder, index, encoder, questions, chosen.profile)
    rows = [("load the encoder", _seconds(loading)), *once, ("open the index", _seconds(opening))]
    _show("Once", ("what", "time"), rows)
    _console.print(f"Peak memory of the process: {_peak_mb():.0f} MB")


def varied(wanted: int, files: Sequence[Path]) -> list[str]:
    """Return distinct questions of every file and kind in turn, firsts of their conversations."""
    by_kind: dict[tuple[str, str], list[str]] = {}
    for file in files:
        for case in load_cases(file):
            by_kind.setdefault((file.name, case.kind), []).append(case.turns[0].ask)
    in_turn = chain.from_iterable(zip_longest(*by_kind.values()))
    return list(dict.fromkeys(text for text in in_turn if text))[:wanted]


def _reindexing(encoder: SentenceEncoder, index: Path) -> list[tuple[str, str]]:
    """Build the index, twice, and return what that took."""
    reindexer = Reindexer(encoder, PACKAGED_DOCUMENTS, index)
    _, reading = _timed(lambda: load_corpus(PACKAGED_DOCUMENTS))
    report, built = _timed(reindexer.run)
    _, unchanged = _timed(reindexer.run)
    rate = f"{report.passages / built:.0f} passages/s"
    return [
        (f"read {report.documents} documents", _seconds(reading)),
        (f"reindex {report.passages} passages from nothing", f"{_seconds(built)}, {rate}"),
        ("reindex, nothing changed", _seconds(unchanged)),
    ]


def _questions(
    folder: Path, index: Path, encoder: SentenceEncoder, questions: Sequence[str], parts: int
) -> float:
    """Measure answers, each question once, after others; return how long the index took to open."""
    engine = open_database(f"sqlite:///{folder.as_posix()}/advisor.db")
    advisor = Advisor(encoder, index, Conversations(engine), default_market="Sri Lanka")
    _, opening = _timed(lambda: advisor.index_version)
    others = [text for text in varied(_WARM_UP, [_OTHERS]) if text not in questions]
    for text in others:
        advisor.answer(Question(text, uuid.uuid4().hex))
        encoder.encode([text])
    _show_questions(f"After {len(others)} others", list(_timings(questions, advisor, encoder)))
    if parts:
        fresh = varied(len(questions) + _PROFILED, _QUESTIONS)[len(questions) :]
        _show_profile(profile(lambda text: _answered(advisor, text), fresh, parts))
    engine.dispose()
    return opening


def _answered(advisor: Advisor, text: str) -> Answer:
    return advisor.answer(Question(text, uuid.uuid4().hex))


def _timings(
    questions: Sequence[str], advisor: Advisor, encoder: SentenceEncoder
) -> Iterator[Timing]:
    """Answer and encode each question, now the one first and now the other.

    Neither keeps a text that was encoded, so that the one does not help the other.
    """
    for number, text in enumerate(questions):
        answering = partial(advisor.answer, Question(text, uuid.uuid4().hex))
        encoding = partial(encoder.encode, [text])
        if number % 2:
            answer, alone = _clocked(answering), _clocked(encoding)
        else:
            alone, answer = _clocked(encoding), _clocked(answering)
        ratio, worked = answer[0] / alone[0], answer[1] / alone[1]
        yield Timing(1000 * answer[0], 1000 * alone[0], ratio, worked)


def _clocked(work: Callable[[], object]) -> tuple[float, float]:
    """Do the work and return the seconds that it took, by the clock and of the processor."""
    started = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started[0], time.process_time() - started[1]


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
        _spread("answer / encoding", [t.ratio for t in timings], "{:.2f} ×"),
        _spread("the same, processor time", [t.worked for t in timings], "{:.2f} ×"),
    ]
    title = f"{when}: {len(timings)} questions, each once and in a new conversation"
    _show(title, ("what", "median", "mean", "10 % to 90 %"), rows)


def _spread(what: str, values: Sequence[float], form: str) -> tuple[str, str, str, str]:
    tenths = quantiles(values, n=10, method="inclusive")
    middle = form.format(median(values)), form.format(fmean(values))
    return what, *middle, " - ".join(map(form.format, (tenths[0], tenths[-1])))


def _show_profile(found: Profile) -> None:
    for title, costs in (
        ("Our functions, each with all that it calls", found.functions),
        ("Files and packages, each by itself", found.files),
    ):
        rows = [
            (c.name, f"{c.milliseconds:.2f} ms", f"{c.share:.0%}", f"{c.calls:.1f}") for c in costs
        ]
        _show(f"{title}, of a question", ("where", "profiled", "share", "calls"), rows)


def _seconds(value: float) -> str:
    return f"{value:.2f} s"


def _show(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(*columns, box=box.SIMPLE)
    for row in rows:
        table.add_row(*row)
    _console.print(title, table)


if __name__ == "__main__":
    main()
