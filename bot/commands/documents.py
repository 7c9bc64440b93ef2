"""The commands over the role documents. Knows nothing of how a document is read."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.shell import counted, print_json, print_table, shell_of
from bot.shelf import Shelf

if TYPE_CHECKING:
    from knowledge.models import RoleDocument

app = typer.Typer(no_args_is_help=True, help="The role documents that answers come from.")

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
_NEXT = "Now run `career-advisor reindex`."


@app.command("list")
def list_(ctx: typer.Context, *, as_json: AsJson = False) -> None:
    """List the documents in the index.

    \b
    Examples:
      career-advisor documents list
      career-advisor documents list --json
    """
    from retrieval.generation import read_current

    index = read_current(shell_of(ctx).settings.index_dir)
    _show([_listed(document) for document in index.documents], as_json=as_json)


@app.command()
def check(ctx: typer.Context, *, as_json: AsJson = False) -> None:
    """Read the documents folder and report on it.

    Of each document it tells the role, the topics and the number of facts, or why it is refused.

    \b
    Examples:
      career-advisor documents check
      ADVISOR_DOCUMENTS=./my-roles career-advisor documents check --json
    """
    from knowledge.corpus import load_corpus

    corpus = load_corpus(shell_of(ctx).settings.documents)
    rows = [_checked(document) for document in corpus.documents]
    rows += [_refused(refusal.document, refusal.reason) for refusal in corpus.refused]
    _show(rows, as_json=as_json)
    if corpus.refused:
        refused = counted(len(corpus.refused), "document")
        typer.echo(f"{refused} cannot be used: mend or remove what is refused above.", err=True)
        raise typer.Exit(1)


@app.command()
def add(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", exists=True, dir_okay=False, help="What to copy in."),
    ],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Overwrite documents of the same name.")
    ] = False,
) -> None:
    """Copy documents into the documents folder.

    All are read first; when one cannot be, none is copied.

    \b
    Examples:
      career-advisor documents add data-analyst.md
      career-advisor documents add --replace data-analyst.md nurse.md
    """
    settings = shell_of(ctx).settings
    shelf = Shelf(settings.documents, packaged=settings.ships_its_documents)
    for path in shelf.add(files, replace=replace):
        typer.echo(f"Added {path}")
    typer.echo(_NEXT)


@app.command()
def remove(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="As `documents list` gives it, or the file's name.")],
) -> None:
    """Delete a document from the documents folder.

    \b
    Examples:
      career-advisor documents remove data-analyst/survey
      career-advisor documents remove data-analyst.md
    """
    settings = shell_of(ctx).settings
    path = Shelf(settings.documents, packaged=settings.ships_its_documents).remove(name)
    typer.echo(f"Removed {path}\n{_NEXT}")


def _listed(document: "RoleDocument") -> dict[str, Any]:
    return {
        "document": document.id,
        "role": document.role.name,
        "title": document.source.title,
        "market": document.market,
        "as_of": document.source.as_of,
        "passages": len(document.passages),
    }


def _checked(document: "RoleDocument") -> dict[str, Any]:
    topics = dict.fromkeys(passage.topic for passage in document.passages if passage.topic)
    return {
        "document": document.id,
        "role": document.role.name,
        "topics": list(topics),
        "facts": sum(len(passage.facts) for passage in document.passages),
        "refused": None,
    }


def _refused(document: str, reason: str) -> dict[str, Any]:
    return {"document": document, "role": None, "topics": [], "facts": 0, "refused": reason}


def _show(rows: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        print_json(rows)
    elif rows:
        columns = [name.replace("_", " ") for name in rows[0]]
        print_table(columns, [[_cell(value) for value in row.values()] for row in rows])
    else:
        typer.echo("There are no documents.")


def _cell(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
