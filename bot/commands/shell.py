"""What every command has at hand: settings and services on demand, progress, tables, JSON.

Knows nothing of what a single command does. Nothing heavy is imported before it is asked for.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import typer

if TYPE_CHECKING:
    from bot.bootstrap import Services
    from bot.settings import Settings
    from retrieval.types import Encoder
    from storage import Conversations, Feedback

_WIDTH_OF_A_PIPE = 160  # a table that no screen shows need not fold at 80


@dataclass
class Shell:
    """One run of the command line; a test gives its own ways to settings and services."""

    build: "Callable[[Settings], Services] | None" = None
    load: "Callable[[], Settings] | None" = None
    telegram: "Callable[[Services], int] | None" = None
    traceback: bool = False
    """Whether an unexpected error may show where it happened."""

    @cached_property
    def settings(self) -> "Settings":
        """The settings, read at the first use."""
        from bot.settings import load_settings

        return (self.load or load_settings)()

    @cached_property
    def services(self) -> "Services":
        """The wired services, built at the first use."""
        if self.build is not None:
            return self.build(self.settings)
        from bot.bootstrap import build

        return build(self.settings)

    @cached_property
    def conversations(self) -> "Conversations":
        """The memory alone, which can be seen and deleted whatever the index is like."""
        from storage import Conversations, open_database

        return Conversations(open_database(self.settings.database_url))

    @cached_property
    def feedback(self) -> "Feedback":
        """What was missed, which can be seen whatever the index is like."""
        from storage import Feedback, open_database

        return Feedback(open_database(self.settings.database_url))

    @cached_property
    def encoder(self) -> "Encoder":
        """The encoder alone."""
        from retrieval.encoder import SentenceEncoder

        return SentenceEncoder.load(self.settings.encoder)

    def indexed_services(self) -> "Services":
        """The services with an index to answer from, built here when there is none."""
        from retrieval.errors import IndexMismatchError, NoIndexError

        try:
            _ = self.services.advisor.index_version
        except (NoIndexError, IndexMismatchError):
            with progress("Building the index") as advance:
                self.services.reindexer.run(advance)
        return self.services


def shell_of(ctx: typer.Context) -> Shell:
    """Return the shell that the outermost layer put into the context."""
    return cast("Shell", ctx.find_object(Shell))


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on stderr, which leaves stdout to the outcome; yields what advances it."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
        bar.update(task, completed=bar.tasks[task].total)


def print_json(value: Any) -> None:
    """Write one line of JSON; escapes keep it whole in every terminal's encoding."""
    typer.echo(json.dumps(value, default=str))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write rows under their headings."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDTH_OF_A_PIPE)
    table = Table(box=box.SIMPLE)
    for column in columns:
        # Folded, not cut: a document is removed by the name that stands here.
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def counted(number: int, noun: str) -> str:
    """Write "1 turn", "2 turns"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def one_line(text: str) -> str:
    """Fold a text into a single line."""
    return " ".join(text.split())
