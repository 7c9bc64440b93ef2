"""The commands over what the bot remembers of people. Knows nothing of tables."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shell import counted, print_json, shell_of

if TYPE_CHECKING:
    from storage.records import Forgotten

app = typer.Typer(no_args_is_help=True, help="What is remembered of people: show it or delete it.")

User = Annotated[
    str,
    typer.Argument(metavar="USER", help="A Telegram user id, or terminal:LOGIN for the chat here."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write the outcome as JSON.")]


@app.command()
def export(
    ctx: typer.Context,
    user: User,
    *,
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", dir_okay=False, help="Write here instead of to stdout."),
    ] = None,
) -> None:
    """Write everything that is kept about a person, as JSON.

    \b
    Examples:
      career-advisor data export 12345
      career-advisor data export 12345 --output 12345.json
    """
    kept = shell_of(ctx).conversations.export(user)
    if output is None:
        print_json(kept)
        return
    text = json.dumps(kept, ensure_ascii=False, indent=2, default=str)
    output.write_text(f"{text}\n", encoding="utf-8")


@app.command()
def forget(ctx: typer.Context, user: User, *, yes: Yes = False, as_json: AsJson = False) -> None:
    """Delete everything that is kept about a person.

    \b
    Examples:
      career-advisor data forget 12345
      career-advisor data forget 12345 --yes
    """
    _confirm(f"Delete everything about {user}?", yes=yes)
    _report(shell_of(ctx).conversations.forget(user), as_json=as_json)


@app.command()
def purge(
    ctx: typer.Context,
    *,
    days: Annotated[
        int, typer.Option("--older-than", metavar="DAYS", min=0, help="Keep what is younger.")
    ],
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Delete what was said longer ago than a number of days.

    \b
    Examples:
      career-advisor data purge --older-than 365
      career-advisor data purge --older-than 30 --yes
    """
    _confirm(f"Delete everything older than {counted(days, 'day')}?", yes=yes)
    before = _days_ago(days)
    _report(shell_of(ctx).conversations.purge(before), as_json=as_json)


def _days_ago(days: int) -> datetime:
    try:
        return datetime.now(UTC) - timedelta(days=days)
    except OverflowError:
        raise typer.BadParameter(f"{days} days ago there was no calendar") from None


def _confirm(question: str, *, yes: bool) -> None:
    if not yes:
        typer.confirm(question, abort=True, err=True)


def _report(gone: "Forgotten", *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(gone))
        return
    conversations = counted(gone.conversations, "conversation")
    typer.echo(f"Deleted {counted(gone.turns, 'turn')} and {conversations}.")
