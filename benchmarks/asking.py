"""Asks single messages of the index in force, each the first of its conversation.

Knows nothing of what a right answer is: that is for who counts.
"""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.answering import Answering
from bot.commands.evaluation import open_expertise
from bot.settings import Settings
from bot.state import State
from bot.types import Slots, Status

_EVERY = 500


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one message."""

    text: str
    status: Status
    intent: str
    slots: Slots
    confidence: float

    @property
    def as_known(self) -> bool:
        """Whether it was answered from the documents."""
        return self.status in {Status.ANSWERED, Status.PARTIAL}

    @property
    def row(self) -> tuple[str, ...]:
        """What a table of failures shows of it."""
        role, topic = self.slots.role or "", self.slots.topic or ""
        return self.text, self.status, self.intent, role, topic, f"{self.confidence:.2f}"


COLUMNS = ("question", "status", "intent", "role", "topic", "confidence")


def ask_all(texts: Iterable[str]) -> Iterator[Told]:
    """Ask every message of the settings' advisor, and say on stderr how far it is."""
    settings = Settings()
    expertise = open_expertise(settings)
    answering = Answering(expertise, settings.default_role, settings.default_market)
    for number, text in enumerate(texts, start=1):
        yield _ask(answering, text)
        if not number % _EVERY:
            sys.stderr.write(f"{number} asked\n")


def _ask(answering: Answering, text: str) -> Told:
    """Ask one message in a conversation that begins and ends with it."""
    outcome = answering.respond(text, State())
    slots = outcome.request.slots if outcome.request else Slots()
    return Told(text, outcome.summary.status, outcome.intent, slots, outcome.confidence)


def read_table(file: Path) -> list[dict[str, str]]:
    """The rows of a table with tabs between and a head; quotes mean nothing in it."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def write_table(file: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows with tabs between; a cell keeps no tab and no line break."""
    lines = ("\t".join(" ".join(cell.split()) for cell in row) for row in (columns, *rows))
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def share(part: int, whole: int) -> str:
    """How much of a whole, as a person reads it."""
    return f"{part} of {whole} ({part / whole:.1%})" if whole else "none of none"
