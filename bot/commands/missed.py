"""The commands over missed questions: show them, and learn from them.

Knows nothing of how they are kept or compared.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.missed_text import cluster_as_dict, show_clusters
from bot.commands.shell import Shell, counted, one_line, print_json, shell_of
from bot.types import Status

if TYPE_CHECKING:
    from bot.missed import Cluster
    from retrieval.types import Vectors
    from storage import FeedbackRecord

app = typer.Typer(
    invoke_without_command=True,
    help="Questions that found no answer or got a thumb down: show them, learn from them.",
)

_LARGEST_ID = 2**63 - 1

Id = Annotated[
    int,
    typer.Argument(metavar="ID", min=1, max=_LARGEST_ID, help="A question's number in the list."),
]
Text = Annotated[
    str | None, typer.Option("--text", metavar="TEXT", help="Reword the question like this.")
]


class NoSuchQuestionError(Exception):
    """No missed question has this number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"no missed question has the number {number}: see `career-advisor missed`")
        self.number = number


@app.callback()
def missed(
    ctx: typer.Context,
    *,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help="Show so many groups of like questions.")
    ] = 20,
    since: Annotated[
        int | None, typer.Option(metavar="DAYS", min=0, help="Only of the last so many days.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write JSON, with every wording.")
    ] = False,
) -> None:
    """List the questions that found no answer or got a thumb down.

    Like questions stand together, the most frequent first. Nobody knows who asked them, and what
    could be personal in them is masked.

    \b
    Examples:
      career-advisor missed
      career-advisor missed --since 7 --limit 5
      career-advisor missed --json
    """
    if ctx.invoked_subcommand is not None:
        return
    shell = shell_of(ctx)
    found, left_out = _clusters(shell, since)
    if as_json:
        print_json([cluster_as_dict(cluster) for cluster in found[:limit]])
    else:
        show_clusters(found, limit)
    if left_out:
        typer.echo(f"{counted(left_out, 'older question')} left out: handle some first.", err=True)


@app.command()
def judge(
    ctx: typer.Context,
    number: Id,
    *,
    status: Annotated[
        list[Status] | None, typer.Option(help="A status that a right answer may have.")
    ] = None,
    all_: Annotated[
        list[str] | None, typer.Option("--all", metavar="STRING", help="It must hold this.")
    ] = None,
    any_: Annotated[
        list[str] | None, typer.Option("--any", metavar="STRING", help="It must hold one of these.")
    ] = None,
    none: Annotated[
        list[str] | None, typer.Option("--none", metavar="STRING", help="It must not hold this.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="What it is about; without it, the topic understood.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", dir_okay=False, help="Add it here, not in the data folder."),
    ] = None,
    text: Text = None,
) -> None:
    """Make a judged case of a missed question; `evaluate FILE` asks it.

    An option may be given several times. The question leaves the list.

    \b
    Examples:
      career-advisor missed judge 12 --status no_answer
      career-advisor missed judge 12 --status answered --all "93,600" --none "81,220"
      career-advisor missed judge 12 --any degree --text "do nurses need a degree"
    """
    from bot.cases import JUDGED, add_case
    from bot.evaluation.cases import JudgedTurn

    shell = shell_of(ctx)
    record = _record(shell, number)
    turn = JudgedTurn(
        ask=_worded(record, text),
        status=tuple(status) if status else None,
        all=tuple(all_ or ()),
        any=tuple(any_ or ()),
        none=tuple(none or ()),
    )
    data_dir = shell.settings.data_dir
    case = add_case(data_dir, turn, kind or _kind(record), file)
    shell.feedback.handle(number)
    where = file or data_dir / JUDGED
    typer.echo(f"Case {case.id} is in {where}. Ask it: career-advisor evaluate {where}")


@app.command()
def example(
    ctx: typer.Context,
    number: Id,
    *,
    topic: Annotated[str, typer.Option(help="What it asks for; a wrong one names all there are.")],
    text: Text = None,
) -> None:
    """Make an example question of a missed one; recognition learns it at the next reindex.

    A role's name in it stands for any role. The question leaves the list.

    \b
    Examples:
      career-advisor missed example 12 --topic pay
      career-advisor missed example 12 --topic hours --text "how long are a nurse's shifts"
      career-advisor missed example 12 --topic out_of_scope
    """
    from bot.examples import Example, add_example

    shell = shell_of(ctx)
    record = _record(shell, number)
    file = add_example(shell.settings.data_dir, Example(topic, _worded(record, text)))
    shell.feedback.handle(number)
    typer.echo(f"The example is in {file}. Learn from it: career-advisor reindex")


@app.command()
def discard(
    ctx: typer.Context,
    numbers: Annotated[
        list[int],
        typer.Argument(
            metavar="ID...", min=1, max=_LARGEST_ID, help="Questions' numbers in the list."
        ),
    ],
) -> None:
    """Take questions off the list: nothing is to be learnt from them.

    \b
    Examples:
      career-advisor missed discard 12
      career-advisor missed discard 12 14 15
    """
    shell = shell_of(ctx)
    for number in numbers:
        _record(shell, number)
    gone = sum(shell.feedback.handle(number) for number in numbers)
    typer.echo(f"Discarded {counted(gone, 'question')}.")


def _clusters(shell: Shell, since: int | None) -> "tuple[tuple[Cluster, ...], int]":
    """The groups of like questions, and how many questions are too old to be compared."""
    from bot.missed import MOST, clusters

    records = shell.feedback.list(since=None if since is None else _days_ago(since))
    latest = records[-MOST:]

    def encode(texts: Sequence[str]) -> "Vectors":
        return shell.encoder.encode(texts)  # loaded where there is something to compare, no sooner

    return clusters(latest, encode), len(records) - len(latest)


def _days_ago(days: int) -> date:
    today = datetime.now(UTC).date()
    return today - timedelta(days=min(days, (today - date.min).days))


def _record(shell: Shell, number: int) -> "FeedbackRecord":
    record = shell.feedback.get(number)
    if record is None:
        raise NoSuchQuestionError(number)
    return record


def _worded(record: "FeedbackRecord", text: str | None) -> str:
    worded = one_line(text or "") or one_line(record.question)
    return worded.encode("utf-8", "replace").decode()  # half a surrogate pair is no text of a file


def _kind(record: "FeedbackRecord") -> str:
    """The topic that was understood, or what there was instead."""
    return str(record.slots.get("topic") or record.intent.removeprefix("ask_"))
