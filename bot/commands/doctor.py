"""The command that looks whether everything the bot needs is in place. It mends nothing."""

import platform
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shell import counted, one_line, print_json, print_table, shell_of

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.corpus import Corpus
    from retrieval.encoder import SentenceEncoder

_OLDEST_PYTHON = (3, 11)
_CHECK = "`career-advisor documents check` tells why."


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of one thing that the bot needs."""

    thing: str
    healthy: bool
    detail: str
    """What was found; when not healthy, the next step too."""
    warning: bool = False
    """Whether something should be looked at though the bot works."""

    @property
    def mark(self) -> str:
        """How it is told in a word."""
        if not self.healthy:
            return "BROKEN"
        return "WARNING" if self.warning else "ok"


@dataclass(frozen=True, slots=True)
class Blemish:
    """A look's outcome where the bot works but something should be looked at."""

    detail: str


@dataclass(frozen=True)
class Setup:
    """What the checks look at; what several of them need is read once."""

    settings: "Settings"

    @cached_property
    def encoder(self) -> "SentenceEncoder":
        """The encoder of the settings."""
        from retrieval.encoder import SentenceEncoder

        return SentenceEncoder.load(self.settings.encoder)

    @cached_property
    def corpus(self) -> "Corpus":
        """The documents as they are now."""
        from knowledge.corpus import load_corpus

        return load_corpus(self.settings.documents)


@dataclass(frozen=True, slots=True)
class Check:
    """A look at one thing: the detail when it is healthy, an exception when it is not."""

    thing: str
    look: Callable[[Setup], str | Blemish]


def doctor(
    ctx: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Look whether everything is in place.

    Where it is not, the next step is told, and the exit code is 1.

    \b
    Examples:
      career-advisor doctor
      career-advisor doctor --json
    """
    settings = shell_of(ctx).settings
    findings = examine(settings, CHECKS)
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        rows = [(finding.thing, finding.mark, finding.detail) for finding in findings]
        print_table(("", "", "detail"), rows)
    broken = [finding.thing for finding in findings if not finding.healthy]
    if broken:
        things = counted(len(broken), "thing")
        typer.echo(f"{things} to mend ({', '.join(broken)}): see the next steps above.", err=True)
        raise typer.Exit(1)


def examine(settings: "Settings", checks: Iterable[Check]) -> list[Finding]:
    """Make every check, whatever becomes of the ones before it."""
    setup = Setup(settings)
    return [_finding(setup, check) for check in checks]


def _finding(setup: Setup, check: Check) -> Finding:
    try:
        seen = check.look(setup)
    except Exception as error:  # noqa: BLE001 - whatever is broken is what we are here to tell
        detail = setup.settings.redact(one_line(str(error)) or type(error).__name__)
        return Finding(check.thing, healthy=False, detail=detail)
    if isinstance(seen, Blemish):
        return Finding(check.thing, healthy=True, detail=seen.detail, warning=True)
    return Finding(check.thing, healthy=True, detail=seen)


class UnhealthyError(Exception):
    """Something is not as it must be; the message says what to do."""


def _python(_: Setup) -> str:
    if sys.version_info < _OLDEST_PYTHON:
        raise UnhealthyError("Python is too old: install 3.11 or later and run `make install`.")
    return platform.python_version()


def _encoder(setup: Setup) -> str:
    return setup.encoder.name


def _documents(setup: Setup) -> str | Blemish:
    corpus, folder = setup.corpus, setup.settings.documents
    refused = counted(len(corpus.refused), "file")
    if not corpus.documents and corpus.refused:
        raise UnhealthyError(f"{refused}, and none can be used: {_CHECK}")
    if not corpus.documents:
        raise UnhealthyError(
            f"{folder} holds no documents: add some, or correct ADVISOR_DOCUMENTS."
        )
    there = f"{counted(len(corpus.documents), 'document')} in {folder}"
    if corpus.refused:
        first = corpus.refused[0].document
        return Blemish(f"{there}; {refused} beside them not used ({first} ...): {_CHECK}")
    return there


def _index(setup: Setup) -> str:
    from retrieval.generation import load_generation

    encoder = setup.encoder
    index = load_generation(setup.settings.index_dir, encoder.name, encoder.dimension)
    indexed = {(document.id, document.digest) for document in index.documents}
    there = {(document.id, document.digest) for document in setup.corpus.documents}
    if indexed != there:
        raise UnhealthyError(
            "The documents have changed since the index was built: run `career-advisor reindex`."
        )
    return f"{index.version}, {counted(len(index.passages), 'passage')}"


def _database(setup: Setup) -> str:
    from storage.database import open_database

    engine = open_database(setup.settings.database_url)
    shown = engine.url.render_as_string(hide_password=True)
    engine.dispose()
    return shown


def _telegram(setup: Setup) -> str:
    settings = setup.settings
    if settings.telegram_bot_token is None:
        return "no token set: `run` talks in the terminal; for Telegram get one from @BotFather"
    way = f"webhook {settings.webhook_url}" if settings.webhook_url else "long polling"
    return f"token set, {way}"


CHECKS = (
    Check("python", _python),
    Check("encoder", _encoder),
    Check("documents", _documents),
    Check("index", _index),
    Check("database", _database),
    Check("telegram", _telegram),
)
