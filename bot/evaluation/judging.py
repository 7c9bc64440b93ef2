"""What was said to judged questions, and what is wrong with it.

Knows nothing of where answers come from: who evaluates hands in a way to begin a conversation.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import TypeVar

from bot.evaluation.cases import Case, JudgedTurn, fold, occurs
from bot.evaluation.figures import bare_figures, figures, held_by, is_figure
from bot.types import Status

T = TypeVar("T")

TOLD = frozenset({Status.ANSWERED, Status.PARTIAL})


@dataclass(frozen=True, slots=True)
class SaidFact:
    """A typed fact of an answer, as far as it is judged."""

    role: str | None
    """The role's id."""
    figures: frozenset[Decimal] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, as far as it is judged."""

    status: Status
    text: str
    confidence: float = 0.0
    topic: str | None = None
    """What the question was taken to ask for: a topic, else an intent."""
    facts: tuple[SaidFact, ...] = ()
    """In the order of the text."""
    grounds: frozenset[Decimal] | None = None
    """The numbers that its sources hold; None where they are not known."""

    @property
    def told(self) -> bool:
        """Whether it answers the question, in whole or in part."""
        return self.status in TOLD


@dataclass(frozen=True, slots=True)
class WrongFigure:
    """A figure that should not stand where it stands."""

    cause: str
    """As `wrong_figures` names it."""
    told: str

    def __str__(self) -> str:
        return f"{self.told} ({self.cause})"


@dataclass(frozen=True, slots=True)
class TurnVerdict:
    """One answer and what is wrong with it."""

    turn: JudgedTurn
    said: Said
    faults: tuple[str, ...]
    elapsed_ms: float
    topic: str | None = None
    """The topic that the turn asks for."""
    wrong_figures: tuple[WrongFigure, ...] = ()
    encoding_ms: float = 0.0
    """What encoding the question's text alone takes; 0 where it was not measured."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A case with what became of each of its turns."""

    case: Case
    turns: tuple[TurnVerdict, ...]

    @property
    def holds(self) -> bool:
        """Whether every turn holds."""
        return not any(turn.faults for turn in self.turns)


Ask = Callable[[str], Said]
Begin = Callable[[], Ask]
"""Begins a conversation that nobody else takes part in."""
Encode = Callable[[str], object]


def judge(case: Case, ask: Ask, encode: Encode | None = None) -> Verdict:
    """Ask a case's questions in their order, and judge each answer.

    `encode` embeds a text alone, to hold the time of an answer against.
    """
    turns = []
    for turn in case.turns:
        said, elapsed = _timed(ask, turn.ask)
        encoding = _timed(encode, turn.ask)[1] if encode else 0.0
        turns.append(
            TurnVerdict(
                turn=turn,
                said=said,
                faults=_faults(turn, said),
                elapsed_ms=elapsed,
                topic=case.topic_of(turn),
                wrong_figures=tuple(wrong_figures(turn, said, case.role)),
                encoding_ms=encoding,
            )
        )
    return Verdict(case, tuple(turns))


def wrong_figures(turn: JudgedTurn, said: Said, role: str | None = None) -> Iterator[WrongFigure]:
    """Yield what is wrong with the figures of an answer; a refusal states none.

    Wrong is an answer that

    - `unfounded`: states a sum of money, a percent, hours or a count that none of its sources
      holds (one that the asker named, or that a source's title or date holds, is no statement);
    - `forbidden`: holds a string of `none` that has a digit in it;
    - `uncalled`: states a figure where the only right answer is that there is none;
    - is a full answer to what expects figures (`facts`, else those of `all` and `any`), and
      states another before any of them: the first of its typed facts that has one, or where it
      has no typed fact all figures of its text. It is `unasked` where none of those expected
      follows, `misplaced` where one does: what is read first is taken for the answer;
    - `foreign`: has the figure expected, but of another role than the case's.
    """
    if not said.told:
        return
    folded, asked = fold(said.text), held_by(turn.ask)
    shown = tuple(figure for figure in figures(said.text) if figure not in asked)
    if said.grounds is not None:
        for figure in shown:
            if figure not in said.grounds:
                yield WrongFigure("unfounded", f"{figure:,f} stands in none of its sources")
    for string in turn.none:
        if any(character.isdigit() for character in string) and occurs(string, folded):
            yield WrongFigure("forbidden", f"{string!r} is of something else")
    first = next((f for f in said.facts if f.figures), SaidFact(role, frozenset(shown)))
    if first.figures:
        yield from _wrong_first(turn, said, first, shown, role)


def _wrong_first(
    turn: JudgedTurn, said: Said, first: SaidFact, shown: Sequence[Decimal], role: str | None
) -> Iterator[WrongFigure]:
    stated = ", ".join(f"{figure:,f}" for figure in sorted(first.figures))
    if turn.status is not None and not TOLD & set(turn.status):
        yield WrongFigure("uncalled", f"{stated} is stated where there is no answer")
        return
    expected = expected_figures(turn)
    if said.status is not Status.ANSWERED or not expected:
        return
    before = takewhile(lambda figure: figure not in first.figures, shown)
    if not expected & first.figures.union(before):
        if expected.isdisjoint(shown):
            yield WrongFigure("unasked", f"{stated} is not what was asked for")
        else:
            yield WrongFigure("misplaced", f"{stated} comes before what was asked for")
    elif role is not None and first.role != role:
        yield WrongFigure("foreign", f"{stated} is of {first.role}")


def expected_figures(turn: JudgedTurn) -> frozenset[Decimal]:
    """Return the figures of which the first one stated must be one; empty where none is asked.

    Where words are as right as figures, no figure is expected.
    """
    if turn.facts:
        return bare_figures(turn.facts)
    any_ = bare_figures(turn.any)
    return bare_figures(turn.all) | (any_ if all(map(is_figure, turn.any)) else frozenset())


def evaluate_cases(
    cases: Iterable[Case],
    begin: Begin,
    advance: Callable[[], None] = lambda: None,
    encode: Encode | None = None,
) -> tuple[Verdict, ...]:
    """Ask all cases, each in a conversation of its own; `advance` is called after each."""
    verdicts = []
    for case in cases:
        verdicts.append(judge(case, begin(), encode))
        advance()
    return tuple(verdicts)


def _timed(call: Callable[[str], T], text: str) -> tuple[T, float]:
    started = time.perf_counter()
    result = call(text)
    return result, (time.perf_counter() - started) * 1000


def _faults(turn: JudgedTurn, said: Said) -> tuple[str, ...]:
    text = fold(said.text)
    allowed = turn.status is None or said.status in turn.status
    status = () if allowed else (f"is {said.status}, not {' or '.join(turn.status or ())}",)
    holds = (f"holds {wrong!r}" for wrong in turn.none if occurs(wrong, text))
    return (*status, *turn.lacking(text), *holds)
