"""The command line, and the outermost layer: whatever goes wrong ends here, in one line.

Knows nothing of what the commands do.
"""

import io
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer

from bot.commands import data, doctor, documents, evaluation, importing, indexing, missed, talk, why
from bot.commands.shell import Shell, one_line, shell_of

_OUR_PACKAGES = ("bot", "knowledge", "retrieval", "storage")
_HELP_OPTIONS = {"help_option_names": ["--help", "-h"]}

app = typer.Typer(
    name="career-advisor",
    help="A career advisor: every figure from a document, every source named.",
    no_args_is_help=True,
    add_completion=False,
    context_settings=_HELP_OPTIONS,
    rich_markup_mode=None,  # plain help: quick, and the same in a pipe and on a screen
    pretty_exceptions_enable=False,
)
app.command()(talk.run)
app.command()(talk.chat)
app.command()(talk.ask)
app.command()(why.why)
app.command()(indexing.reindex)
app.add_typer(documents.app, name="documents")
app.add_typer(importing.app, name="import")
app.command()(evaluation.evaluate)
app.command()(doctor.doctor)
app.add_typer(missed.app, name="missed")
app.add_typer(data.app, name="data")


def main(arguments: Sequence[str] | None = None, shell: Shell | None = None) -> None:
    """Run one command and end the process: 0 done, 1 failed, 2 wrong usage, 130 interrupted."""
    shell = shell or Shell()
    _take_any_text()
    try:
        app(arguments, prog_name="career-advisor", obj=shell)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - no traceback reaches a person
        typer.echo(f"career-advisor: {_told(error, shell)}", err=True)
        sys.exit(1)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(version("career-advisor"))
        raise typer.Exit


@app.callback()
def _options(
    ctx: typer.Context,
    *,
    show_traceback: Annotated[bool, typer.Option("--traceback", hidden=True)] = False,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_show_version, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    shell_of(ctx).traceback = show_traceback


def _told(error: Exception, shell: Shell) -> str:
    """Return what happened and what to do next, without the secrets of the settings."""
    if shell.traceback:
        return _redacted("".join(traceback.format_exception(error)), shell)
    if type(error).__module__.partition(".")[0] in _OUR_PACKAGES:
        return _redacted(one_line(str(error)), shell)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}. Check the path and who may use it."
    what = _redacted(one_line(f"{type(error).__name__}: {error}"), shell)
    return f"unexpected {what}. Run `career-advisor --traceback ...` to see where, and report it."


def _redacted(text: str, shell: Shell) -> str:
    # Settings that cannot be read hold no secret that a message could repeat.
    settings = vars(shell).get("settings")
    return settings.redact(text) if settings else text


def _take_any_text() -> None:
    """Let neither odd bytes on stdin nor a narrow terminal encoding end a command."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
