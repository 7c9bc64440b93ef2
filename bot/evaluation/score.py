"""What became of a file's cases, counted: shares that hold, kinds of error, risk, time."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import NamedTuple

from bot.evaluation.cases import Case, is_unread
from bot.evaluation.confusion import Confusion
from bot.evaluation.judging import (
    TOLD,
    Begin,
    Encode,
    TurnVerdict,
    Verdict,
    evaluate_cases,
)
from bot.types import Status
from retrieval.evaluation import Point, risk_coverage


class Share(NamedTuple):
    """So many of so many."""

    n: int
    of: int

    @property
    def share(self) -> float:
        """The one over the other; 0 of none."""
        return self.n / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class StatusFaults:
    """Turns whose status is not allowed, by what is wrong with it."""

    false_refusals: int = 0
    """An answer is there, and the advisor said that there is none."""
    false_answers: int = 0
    """There is no answer, and the advisor gave one."""
    others: int = 0


@dataclass(frozen=True)
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
    def kinds(self) -> dict[str, Share]:
        """Kind to cases that hold and cases there are."""
        return self._by(lambda case: case.kind)

    @property
    def topics(self) -> dict[str, Share]:
        """Topic asked for to cases that hold, as far as cases tell it."""
        return self._by(lambda case: case.expected_topic)

    @property
    def singles(self) -> Share:
        """Single questions that hold."""
        return self._by(lambda case: "single" if case.single else None).get("single", Share(0, 0))

    @property
    def dialogues(self) -> Share:
        """Dialogues that hold."""
        held, there = self.singles
        return Share(self.held - held, len(self.verdicts) - there)

    @property
    def status_faults(self) -> StatusFaults:
        """The turns whose status is not allowed."""
        counts = Counter(map(_status_fault, self.turns))
        return StatusFaults(**{name: n for name, n in counts.items() if name})

    @property
    def wrong_figures(self) -> Share:
        """Answers with a wrong figure, of the answers given; see `judging.wrong_figures`."""
        told = [turn for turn in self.turns if turn.said.told]
        return Share(sum(bool(turn.wrong_figures) for turn in told), len(told))

    @property
    def causes(self) -> dict[str, int]:
        """Cause of a wrong figure to the answers that it is found in, the most frequent first."""
        found = (cause for turn in self.turns for cause in {w.cause for w in turn.wrong_figures})
        return dict(sorted(Counter(found).items(), key=lambda item: (-item[1], item[0])))

    @property
    def false_answers(self) -> Share:
        """Answers that there are none to, of the turns where refusing is right."""
        could = sum(
            bool(allowed) and Status.NO_ANSWER in allowed and not set(allowed) >= TOLD
            for allowed in self._allowed
        )
        return Share(self.status_faults.false_answers, could)

    @property
    def false_refusals(self) -> Share:
        """Refusals where there is an answer, of the turns where only answering is right."""
        could = sum(
            Status.NO_ANSWER not in allowed and bool(TOLD & set(allowed))
            for allowed in self._allowed
        )
        return Share(self.status_faults.false_refusals, could)

    @property
    def confusion(self) -> Confusion:
        """Topics asked for against topics recognised."""
        return Confusion.of(self.turns)

    @property
    def risk(self) -> tuple[Point, ...]:
        """Of the answers given the share with a fault, as more of them are given."""
        told = [turn for turn in self.turns if turn.said.told]
        return risk_coverage([t.said.confidence for t in told], [bool(t.faults) for t in told])

    @property
    def median_ms(self) -> float:
        """The time that half of the turns stayed below."""
        return median(turn.elapsed_ms for turn in self.turns)

    @property
    def encoding_ms(self) -> float:
        """The same for encoding a question's text alone; 0 where it was not measured."""
        return median(turn.encoding_ms for turn in self.turns)

    @property
    def failures(self) -> tuple[Verdict, ...]:
        """The cases that do not hold, to be looked at; none of a file that stays unread."""
        return self._shown(lambda verdict: not verdict.holds)

    @property
    def misstated(self) -> tuple[Verdict, ...]:
        """The cases with a wrong figure, to be looked at; none of a file that stays unread."""
        return self._shown(lambda verdict: any(turn.wrong_figures for turn in verdict.turns))

    @cached_property
    def turns(self) -> tuple[TurnVerdict, ...]:
        """All turns of all cases."""
        return tuple(turn for verdict in self.verdicts for turn in verdict.turns)

    @property
    def _allowed(self) -> list[tuple[Status, ...]]:
        return [turn.turn.status or () for turn in self.turns]

    def _by(self, key: Callable[[Case], str | None]) -> dict[str, Share]:
        """Cases that hold and cases there are, by what they have in common."""
        keyed = [(name, v.holds) for v in self.verdicts if (name := key(v.case)) is not None]
        there = Counter(name for name, _ in keyed)
        held = Counter(name for name, holds in keyed if holds)
        return {name: Share(held[name], there[name]) for name in sorted(there)}

    def _shown(self, wanted: Callable[[Verdict], bool]) -> tuple[Verdict, ...]:
        return () if is_unread(self.name) else tuple(filter(wanted, self.verdicts))


def evaluate(
    name: str,
    cases: Iterable[Case],
    begin: Begin,
    advance: Callable[[], None] = lambda: None,
    encode: Encode | None = None,
) -> Score:
    """Ask all cases, each in a conversation of its own; `advance` is called after each."""
    return Score(name, evaluate_cases(cases, begin, advance, encode))


def _status_fault(verdict: TurnVerdict) -> str | None:
    allowed, said = verdict.turn.status, verdict.said.status
    if allowed is None or said in allowed:
        return None
    if said is Status.NO_ANSWER and TOLD & set(allowed):
        return "false_refusals"
    if said in TOLD and Status.NO_ANSWER in allowed:
        return "false_answers"
    return "others"
