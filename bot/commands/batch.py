"""Answers a file of questions, line for line. Knows nothing of what an answer says."""

import html
import json
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import typer

from bot.commands.shell import Shell, counted, print_json
from bot.commands.why import explained, kept_turn
from bot.serialization import answer_as_dict, explained_as_dict
from bot.types import Answer, Question, Slots, Status

if TYPE_CHECKING:
    from bot.advisor import Advisor
    from bot.bootstrap import Services


class BadLineError(Exception):
    """A line of a batch is no question; the message says why."""

    def __init__(self, number: int, reason: str, found: dict[str, Any] | None = None) -> None:
        super().__init__(f"line {number} {reason}")
        self.found = found or {}


def answer_batch(shell: Shell, file: Path, *, as_json: bool, explain: bool = False) -> None:
    """Write one answer for every line that is not empty, each as soon as it is there."""
    services = shell.indexed_services()
    advisor = services.advisor
    refused = 0
    with _opened(file) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                answer = advisor.answer(question_in(line, number))
            except BadLineError as error:
                refused += 1
                answer = _no_question(error, line, advisor)
            write_answer(answer, services, as_json=as_json, explain=explain)
            if not as_json:
                typer.echo()
    if refused:
        typer.echo(f"{counted(refused, 'line')} held no question: see the answers.", err=True)


def question_in(line: str, number: int) -> Question:
    """Read the question that a line holds, or raise BadLineError."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        reason = 'is not JSON: write {"conversation": "c1", "text": "..."}'
        raise BadLineError(number, reason) from None
    if not isinstance(found, dict):
        raise BadLineError(number, 'is not an object: write {"conversation": "c1", "text": "..."}')
    text, conversation = found.get("text"), found.get("conversation")
    if not isinstance(text, str) or not text.strip():
        raise BadLineError(number, 'has no words under "text"', found)
    if not isinstance(conversation, str | None):
        raise BadLineError(number, 'has a "conversation" that is not a string', found)
    return question(text, conversation)


def question(text: str, conversation: str | None) -> Question:
    """Make a question of nobody in particular; without a conversation it stands alone."""
    name = conversation or f"once:{uuid.uuid4().hex}"
    return Question(text=_storable(text), conversation=_storable(name))


def _storable(text: str) -> str:
    # Half a surrogate pair, from JSON or from a terminal, can neither be kept nor written out.
    return text.encode("utf-8", "replace").decode()


@contextmanager
def _opened(file: Path) -> Iterator[TextIO]:
    if str(file) == "-":
        yield sys.stdin
        return
    # The first bytes of a file from Windows may be a mark; bytes that are no text stay visible.
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        yield lines


def _no_question(error: BadLineError, line: str, advisor: "Advisor") -> Answer:
    text, conversation = error.found.get("text"), error.found.get("conversation")
    return Answer(
        question=_storable(text if isinstance(text, str) else line.strip()),
        conversation=_storable(conversation if isinstance(conversation, str) else ""),
        status=Status.NO_ANSWER,
        text=str(error),
        html=html.escape(str(error), quote=False),
        intent="none",
        slots=Slots(),
        confidence=0.0,
        index_version=advisor.index_version,
    )


def write_answer(answer: Answer, services: "Services", *, as_json: bool, explain: bool) -> None:
    """Write an answer, and with `explain` how it came about."""
    number = answer.turn_id if explain else None
    kept = None if number is None else kept_turn(services.conversations, number)
    if as_json:
        why = kept.explanation if kept else None
        print_json(explained_as_dict(answer, why) if explain else answer_as_dict(answer))
        return
    typer.echo(answer.text)
    if kept:
        typer.echo(f"\n{explained(kept)}")
