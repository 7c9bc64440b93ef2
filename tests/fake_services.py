"""Services for tests of the command line: an advisor that counts, and a way to run a command."""

import io
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.cli import main
from bot.commands.shell import Shell
from bot.reindexing import ReindexReport
from bot.settings import Settings
from bot.types import Answer, AnswerFact, AnswerSource, Question, Slots, Status
from knowledge.corpus import Refusal
from knowledge.models import Pay, RoleDocument
from retrieval.errors import NoIndexError
from storage import Conversations, open_database
from tests.fakes import make_document

PAY = Pay(Decimal(320000), Decimal("700000.50"), "LKR", "month", level="senior", market="Sri Lanka")


class CountingAdvisor:
    """Answers with the number of the question in its conversation."""

    def __init__(self) -> None:
        self.version: str | None = None
        self.heard: list[Question] = []
        self._counts: Counter[str] = Counter()

    @property
    def index_version(self) -> str:
        """The version, once something was published."""
        if self.version is None:
            raise NoIndexError(Path("index"))
        return self.version

    def answer(self, question: Question) -> Answer:
        """One fact with its source, and two questions to go on with."""
        self.heard.append(question)
        self._counts[question.conversation] += 1
        text = f"Answer {self._counts[question.conversation]} to {question.text}"
        return Answer(
            question=question.text,
            conversation=question.conversation,
            status=Status.ANSWERED,
            text=text,
            html=text,
            intent="ask_pay",
            slots=Slots(role="engineer", level="senior", market="Sri Lanka", topic="pay"),
            confidence=0.9,
            index_version=self.index_version,
            facts=(AnswerFact(PAY, role="engineer", source=1),),
            sources=(AnswerSource(1, "Profile", "engineer", "Pay", "Rs. 320,000", "2025"),),
            follow_ups=("What are the hours?", "Is it risky?"),
            elapsed_ms=1.5,
        )

    def sources(self) -> tuple[RoleDocument, ...]:
        """One document."""
        return (make_document("engineer", "Engineers build.", market="Sri Lanka"),)

    def reset(self, conversation: str) -> None:
        """Count from one again."""
        del self._counts[conversation]


class PublishingReindexer:
    """Publishes at once."""

    def __init__(self, advisor: CountingAdvisor) -> None:
        self._advisor = advisor
        self.runs: list[dict[str, Any]] = []

    def run(self, progress: Any = None, *, full: bool = False, documents: Any = None) -> Any:
        """Give the advisor an index."""
        self.runs.append({"full": full, "documents": documents})
        progress(1, 1)
        self._advisor.version = f"v{len(self.runs)}"
        return ReindexReport(
            version=self._advisor.version,
            documents=1,
            passages=1,
            embedded=1,
            reused=0,
            unchanged=False,
            added=("engineer",),
            changed=(),
            removed=("nurse",),
            refused=(Refusal("broken.md", "is empty"),),
            seconds=0.25,
        )


@dataclass
class FakeServices:
    """What the commands use of the services."""

    settings: Settings
    advisor: CountingAdvisor = field(default_factory=CountingAdvisor)
    telegram_runs: int = 0
    telegram_code: int = 0

    def __post_init__(self) -> None:
        self.reindexer = PublishingReindexer(self.advisor)
        self.conversations = Conversations(open_database(self.settings.database_url))


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


@dataclass
class CommandLine:
    """Runs commands in this process, from the outermost layer on."""

    services: FakeServices

    def __call__(self, *arguments: str, stdin: str | bytes = "") -> Outcome:
        """Run one command to its exit."""
        shell = Shell(
            build=lambda _: self.services,  # type: ignore[arg-type,return-value]
            load=lambda: self.services.settings,
            telegram=self._run_on_telegram,  # type: ignore[arg-type]
        )
        out, err = _stream(b""), _stream(b"")
        given = stdin.encode() if isinstance(stdin, str) else stdin
        with redirect_stdout(out), redirect_stderr(err), _stdin(_stream(given)):
            try:
                main(arguments, shell)
                code = 0
            except SystemExit as end:
                code = int(end.code or 0)
        return Outcome(code, _written(out), _written(err))

    def _run_on_telegram(self, services: FakeServices) -> int:
        services.telegram_runs += 1
        return services.telegram_code


def _stream(data: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


@contextmanager
def _stdin(stream: io.TextIOWrapper) -> Iterator[None]:
    before, sys.stdin = sys.stdin, stream
    try:
        yield
    finally:
        sys.stdin = before
