"""The command that rebuilds the index. Knows nothing of how that is done."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shell import counted, one_line, print_json, progress, shell_of

if TYPE_CHECKING:
    from bot.reindexing import ReindexReport

# Documents that are named one by one: hundreds of lines would hide what was refused.
_MOST_LISTED = 20


def reindex(
    ctx: typer.Context,
    *,
    documents: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Read this folder instead of ADVISOR_DOCUMENTS.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Embed every passage anew, not only the changed ones.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the report as JSON.")] = False,
) -> None:
    """Build the index from the role documents.

    It is put in force at once; a running bot takes it up by itself.

    \b
    Examples:
      career-advisor reindex
      career-advisor reindex --documents ./my-roles --full
      career-advisor reindex --json
    """
    services = shell_of(ctx).services
    with progress("Building the index") as advance:
        report = services.reindexer.run(advance, full=full, documents=documents)
    if as_json:
        print_json(asdict(report))
    else:
        typer.echo("\n".join(_lines(report)))


def _listed(what: str, documents: Sequence[str]) -> Iterator[str]:
    """A line for each document, and one for all beyond those that fit a screen."""
    yield from (f"{what}: {document}" for document in documents[:_MOST_LISTED])
    if len(documents) > _MOST_LISTED:
        yield f"{what}: {len(documents) - _MOST_LISTED} more (all of them: --json)"


def _lines(report: "ReindexReport") -> list[str]:
    changes = (("added", report.added), ("changed", report.changed), ("removed", report.removed))
    lines = [line for what, documents in changes for line in _listed(what, documents)]
    lines += [
        f"refused: {refusal.document}: {one_line(refusal.reason)}" for refusal in report.refused
    ]
    size = f"{counted(report.documents, 'document')}, {counted(report.passages, 'passage')}"
    outcome = "is unchanged" if report.unchanged else "is in force"
    work = f"{report.embedded} embedded and {report.reused} reused in {report.seconds:.1f} s"
    return [*lines, f"Index {report.version} {outcome}: {size}; {work}."]
