"""Whether every string gets an answer: real questions and generated ones through `ask --batch`.

Each line must bring one valid answer, in order, and none may stop the process. Knows nothing of
whether an answer is right.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from benchmarks.asking import read_table
from benchmarks.generated import generated
from bot.settings import PACKAGED_DOCUMENTS
from bot.types import Status

_SLOTS = frozenset(("role", "level", "market", "topic"))
_LISTS = frozenset(("assumptions", "facts", "sources", "follow_ups"))
_WORDS = frozenset(
    ("question", "conversation", "status", "text", "html", "intent", "index_version")
)
_KEYS = _LISTS | _WORDS | {"slots", "confidence", "elapsed_ms"}
# So many strings make one conversation, so that what leans on the turn before is tried too.
_TOGETHER = 5
_SHOWN = 20
_EVERY = 1_000


@dataclass(slots=True)
class Tally:
    """What came out of a batch."""

    faults: list[str] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")

    @property
    def answers(self) -> int:
        """How many valid answers there were."""
        return self.statuses.total()


def faults_of(line: str, asked: dict[str, str]) -> Iterator[str]:
    """Yield what keeps a line from being the answer to a question."""
    try:
        answer = json.loads(line)
    except ValueError:
        yield "is not JSON"
        return
    if not isinstance(answer, dict) or not answer.keys() >= _KEYS:
        yield "lacks what an answer has"
        return
    if answer["question"] != _storable(asked["text"]):
        yield "answers another question"
    if answer["conversation"] != asked["conversation"] and asked["text"].strip():
        yield "is of another conversation"
    if answer["status"] not in set(Status):
        yield f"has an unknown status: {answer['status']}"
    yield from _shape_faults(answer)


def _shape_faults(answer: dict[str, Any]) -> Iterator[str]:
    """Yield which values are not of the kind that the contract names."""
    wrong = [name for name in _WORDS if not isinstance(answer[name], str)]
    wrong += [name for name in _LISTS if not isinstance(answer[name], list)]
    if wrong:
        yield f"has what is no word or list under {', '.join(sorted(wrong))}"
        return
    if not (answer["text"].strip() and answer["html"].strip()):
        yield "says nothing"
    if not answer["slots"].keys() >= _SLOTS:
        yield "lacks slots"
    if not 0 <= answer["confidence"] <= 1:
        yield f"has a confidence of {answer['confidence']}"
    numbers = {source["id"] for source in answer["sources"]}
    if any(fact["source"] not in numbers for fact in answer["facts"]):
        yield "has a fact without its source"


def _storable(text: str) -> str:
    # Half a surrogate pair cannot be written out; the command puts a mark in its place.
    return text.encode("utf-8", "replace").decode()


def batch(texts: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the lines of a batch, some strings in each conversation."""
    for number, text in enumerate(texts):
        yield {"conversation": f"strings-{number // _TOGETHER}", "text": text}


def check(lines: Iterable[str], asked: Sequence[dict[str, str]]) -> Tally:
    """Hold the answers that come against the questions, line for line."""
    tally = Tally()
    answers = iter(lines)
    for number, question in enumerate(asked, start=1):
        line = next(answers, None)
        if line is None:
            tally.faults.append(f"line {number}: no answer came to {question['text']!r:.200}")
            break
        faults = list(faults_of(line, question))
        tally.faults += [f"line {number}: {f}: {question['text']!r:.200}" for f in faults]
        if not faults:
            _count(tally, json.loads(line), question["text"])
        if not number % _EVERY:
            sys.stderr.write(f"{number} answered, {len(tally.faults)} faults\n")
    tally.faults += [f"one line too many: {line:.200}" for line in answers]
    return tally


def _count(tally: Tally, answer: dict[str, Any], text: str) -> None:
    tally.statuses[answer["status"]] += 1
    tally.slowest = max(tally.slowest, (float(answer["elapsed_ms"]), f"{text!r:.100}"))


def run(asked: Sequence[dict[str, str]], folder: Path) -> tuple[Tally, int]:
    """Ask everything in one process of the real command; also return how it ended."""
    file, errors = folder / "batch.jsonl", folder / "errors.txt"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in asked), encoding="utf-8")
    command = [sys.executable, "-m", "bot", "ask", "--batch", str(file), "--json"]
    memory = f"sqlite:///{(folder / 'advisor.db').as_posix()}"
    with (
        errors.open("w", encoding="utf-8") as stderr,
        subprocess.Popen(  # noqa: S603 - our own command
            command,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env={**os.environ, "DATABASE_URL": memory},
            encoding="utf-8",
        ) as process,
    ):
        tally = check(process.stdout or (), asked)
    said = errors.read_text(encoding="utf-8")
    if "Traceback" in said:
        tally.faults.append(f"a traceback came out: {said[-2_000:]}")
    return tally, process.returncode


def _texts(shared: Path, wanted: int, seed: int, *, files: bool) -> Iterator[str]:
    """The first column of every table of questions, then the generated strings."""
    tables = [read_table(file) for file in sorted((shared / "questions").glob("*.tsv"))]
    rows = [next(iter(row.values())) for table in tables for row in table]
    names = [folder.name.replace("-", " ") for folder in sorted(PACKAGED_DOCUMENTS.iterdir())]
    made = islice(generated(seed, names, [row for row in rows if row]), wanted)
    return chain(rows if files else (), made)


def main() -> None:
    """Ask all strings; print what was found, and end with 1 where anything is amiss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder that holds questions")
    parser.add_argument("--strings", type=int, default=100_000, help="how many to generate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-files", action="store_true", help="generated strings alone")
    chosen = parser.parse_args()
    texts = _texts(chosen.shared, chosen.strings, chosen.seed, files=not chosen.no_files)
    asked = list(batch(texts))
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        tally, code = run(asked, Path(folder))
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6
    sys.stdout.write(
        f"{tally.answers} of {len(asked)} strings got a valid answer; exit code {code}\n"
        f"{', '.join(f'{status} {n}' for status, n in tally.statuses.most_common())}\n"
        f"{seconds:.0f} s, {1000 * seconds / len(asked):.1f} ms each, peak memory {peak:.0f} MB\n"
        f"slowest: {tally.slowest[0]:.0f} ms for {tally.slowest[1]}\n"
    )
    for fault in tally.faults[:_SHOWN]:
        sys.stdout.write(f"{fault}\n")
    raise SystemExit(bool(tally.faults or code))


if __name__ == "__main__":
    main()
