"""Judged questions: asks them, tells which answers hold what they must, and counts.

Knows nothing of where answers come from: who evaluates hands in a way to begin a conversation.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from bot.types import Status

_DASHES = re.compile(r"[\u2010-\u2015\u2212-]")  # hyphens, en and em dashes, the minus sign
_SPACES = re.compile(r"\s+")
_TOLD = frozenset({Status.ANSWERED, Status.PARTIAL})
# Who has read the cases of such a file can no longer measure with it.
_UNREAD = "heldout.yaml"


class BadCasesError(Exception):
    """A file of judged questions cannot be used; the message says what to mend."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file} holds no judged questions that can be asked: {reason}.")
        self.file = file
        self.reason = reason


@dataclass(frozen=True, slots=True)
class JudgedTurn:
    """One question and what a right answer to it is; what is left out is not judged."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # a misspelt key would judge nothing

    ask: str
    status: tuple[Status, ...] | None = None
    """The statuses allowed."""
    all: tuple[str, ...] = ()
    """Every one occurs in the answer."""
    any: tuple[str, ...] = ()
    """At least one occurs."""
    none: tuple[str, ...] = ()
    """None occurs."""

    def held_by(self, text: str) -> bool:
        """Whether a text holds the strings that the answer must hold."""
        return not _lacking(self, fold(text))


@dataclass(frozen=True, slots=True)
class Case:
    """Questions asked in order in one conversation."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    id: str
    kind: str
    """What it is about; scores are counted by kind."""
    turns: tuple[JudgedTurn, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, as far as it is judged."""

    status: Status
    text: str


@dataclass(frozen=True, slots=True)
class TurnVerdict:
    """One answer and what is wrong with it."""

    turn: JudgedTurn
    said: Said
    faults: tuple[str, ...]
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """A case with what became of each of its turns."""

    case: Case
    turns: tuple[TurnVerdict, ...]

    @property
    def holds(self) -> bool:
        """Whether every turn holds."""
        return not any(turn.faults for turn in self.turns)


@dataclass(frozen=True, slots=True)
class StatusFaults:
    """Turns whose status is not allowed, by what is wrong with it."""

    false_refusals: int = 0
    """An answer is there, and the advisor said that there is none."""
    false_answers: int = 0
    """There is no answer, and the advisor gave one."""
    others: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """What became of a file's cases."""

    name: str
    verdicts: tuple[Verdict, ...]

    @property
    def held(self) -> int:
        """The number of cases that hold."""
        return sum(verdict.holds for verdict in self.verdicts)

    @property
    def accuracy(self) -> float:
        """The share of cases that hold."""
        return self.held / len(self.verdicts)

    @property
    def kinds(self) -> dict[str, tuple[int, int]]:
        """Kind to cases that hold and cases there are."""
        there = Counter(verdict.case.kind for verdict in self.verdicts)
        held = Counter(verdict.case.kind for verdict in self.verdicts if verdict.holds)
        return {kind: (held[kind], there[kind]) for kind in sorted(there)}

    @property
    def status_faults(self) -> StatusFaults:
        """The turns whose status is not allowed."""
        counts = Counter(_status_fault(turn) for verdict in self.verdicts for turn in verdict.turns)
        return StatusFaults(**{name: n for name, n in counts.items() if name})

    @property
    def median_ms(self) -> float:
        """The time that half of the turns stayed below."""
        return median(turn.elapsed_ms for verdict in self.verdicts for turn in verdict.turns)

    @property
    def failures(self) -> tuple[Verdict, ...]:
        """The cases that do not hold, to be looked at; none of a file that stays unread."""
        if is_unread(self.name):
            return ()
        return tuple(verdict for verdict in self.verdicts if not verdict.holds)


Ask = Callable[[str], Said]
Begin = Callable[[], Ask]
"""Begins a conversation that nobody else takes part in."""

_cases = TypeAdapter(tuple[Case, ...])


def load_cases(file: Path) -> tuple[Case, ...]:
    """Return a file's cases, or raise BadCasesError."""
    try:
        cases = _cases.validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise BadCasesError(file, _complaint(error)) from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise BadCasesError(file, f"it cannot be read as YAML ({reason})") from None
    if not cases or not all(case.turns for case in cases):
        raise BadCasesError(file, "write at least one case, and one turn in each")
    repeated = [id_ for id_, times in Counter(case.id for case in cases).items() if times > 1]
    if repeated:
        raise BadCasesError(file, f"give each case an id of its own, not twice {repeated[0]}")
    return cases


def evaluate(
    name: str, cases: Iterable[Case], begin: Begin, advance: Callable[[], None] = lambda: None
) -> Score:
    """Ask all cases, each in a conversation of its own; `advance` is called after each."""
    verdicts = []
    for case in cases:
        verdicts.append(_judge(case, begin()))
        advance()
    return Score(name, tuple(verdicts))


def fold(text: str) -> str:
    """Return a text as it is compared: one case, one kind of dash, of quote and of space."""
    return _SPACES.sub(" ", _DASHES.sub("-", text.casefold().replace("’", "'")))


def is_unread(name: str) -> bool:
    """Whether a file only measures, so that its cases must not be shown."""
    return name.endswith(_UNREAD)


def _judge(case: Case, ask: Ask) -> Verdict:
    turns = []
    for turn in case.turns:
        started = time.perf_counter()
        said = ask(turn.ask)
        elapsed = (time.perf_counter() - started) * 1000
        turns.append(TurnVerdict(turn, said, _faults(turn, said), elapsed))
    return Verdict(case, tuple(turns))


def _faults(turn: JudgedTurn, said: Said) -> tuple[str, ...]:
    text = fold(said.text)
    allowed = turn.status is None or said.status in turn.status
    status = () if allowed else (f"is {said.status}, not {' or '.join(turn.status or ())}",)
    holds = (f"holds {wrong!r}" for wrong in turn.none if _occurs(wrong, text))
    return (*status, *_lacking(turn, text), *holds)


def _lacking(turn: JudgedTurn, folded: str) -> list[str]:
    lacking = [f"lacks {wanted!r}" for wanted in turn.all if not _occurs(wanted, folded)]
    if turn.any and not any(_occurs(wanted, folded) for wanted in turn.any):
        lacking.append(f"has none of {', '.join(map(repr, turn.any))}")
    return lacking


def _occurs(wanted: str, folded: str) -> bool:
    """Whether a string begins where a word or number of the folded text begins."""
    return re.search(rf"(?<![\w.,]){re.escape(fold(wanted))}", folded) is not None


def _status_fault(verdict: TurnVerdict) -> str | None:
    allowed, said = verdict.turn.status, verdict.said.status
    if allowed is None or said in allowed:
        return None
    if said is Status.NO_ANSWER and _TOLD & set(allowed):
        return "false_refusals"
    if said in _TOLD and Status.NO_ANSWER in allowed:
        return "false_answers"
    return "others"


def _complaint(error: ValidationError) -> str:
    detail: Any = error.errors(include_url=False, include_input=False)[0]
    # The file's name is told to people who may not have read it, so no word of a case is repeated.
    number, *path = [part + 1 if isinstance(part, int) else part for part in detail["loc"]] or [""]
    where = f"case {number} {' '.join(map(str, path))}".strip() if number else "the file"
    return f"{where}: {detail['msg']}"
