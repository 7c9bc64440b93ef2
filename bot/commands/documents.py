"""The commands over the role documents. Knows nothing of how a document is read."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.checking import check
from bot.commands.shell import counted, print_json, shell_of
from bot.serialization import document_as_dict
from bot.shelf import Added, Shelf, ShelfError

if TYPE_CHECKING:
    from knowledge.models import RoleDocument

app = typer.Typer(no_args_is_help=True, help="The role documents that answers come from.")

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
_NEXT = "Now run `career-advisor reindex`."
_MOST_LISTED = 40
# A narrow screen has room for the first few.
_COLUMNS = ("document", "role", "market", "as_of", "passages", "title")
_FEW, _WIDE = 4, 110


@app.command("list")
def list_(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]...",
            help="Only those with all of these in their name, role, title or market.",
        ),
    ] = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help=f"List them all, not the first {_MOST_LISTED}.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the documents in the index.

    \b
    Examples:
      career-advisor documents list
      career-advisor documents list nurse "sri lanka"
      career-advisor documents list --json
    """
    from retrieval.generation import read_current

    index = read_current(shell_of(ctx).settings.index_dir)
    found = [each for each in index.documents if _has(each, words or ())]
    if as_json:
        print_json([document_as_dict(document) for document in found])
    else:
        most = len(found) if everything else _MOST_LISTED
        typer.echo("\n".join(_list_lines(found, most, sought=" ".join(words or ()))))


app.command()(check)


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

    They may be Markdown, text, web pages, PDF or Word files. All are read first; when one cannot
    be, none is copied. What was read is told.

    \b
    Examples:
      career-advisor documents add data-analyst.md
      career-advisor documents add --replace data-analyst.pdf nurse.html
    """
    settings = shell_of(ctx).settings
    shelf = Shelf(settings.documents, packaged=settings.ships_its_documents)
    for added in shelf.add(files, replace=replace):
        typer.echo("\n".join(_added_lines(added)))
    typer.echo(_NEXT)


@app.command()
def remove(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="As `documents list` gives it, or the file's name.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
) -> None:
    """Delete a document from the documents folder.

    \b
    Examples:
      career-advisor documents remove data-analyst/survey
      career-advisor documents remove data-analyst.md --yes
    """
    settings = shell_of(ctx).settings
    shelf = Shelf(settings.documents, packaged=settings.ships_its_documents)
    path = shelf.find(name)
    if not yes:
        if not sys.stdin.isatty():
            raise ShelfError(
                f"There is no terminal to ask on whether {path} may go: add --yes to delete it."
            )
        typer.confirm(f"Delete {path}?", abort=True, err=True)
    shelf.remove(name)
    typer.echo(f"Removed {path}\n{_NEXT}")


def _has(document: "RoleDocument", words: Sequence[str]) -> bool:
    role = document.role
    texts = (document.id, role.name, *role.aliases, document.source.title, document.market or "")
    known = "\n".join(texts).casefold()
    return all(word.casefold() in known for word in words)


def _list_lines(documents: Sequence["RoleDocument"], most: int, sought: str) -> list[str]:
    from bot.commands.fitting import screen_width, table_lines

    if not documents:
        return [f"No document in the index is of {sought!r}." if sought else "There are none."]
    width = screen_width()
    columns = _COLUMNS if width is None or width >= _WIDE else _COLUMNS[:_FEW]
    rows = [[_cell(document_as_dict(each)[name]) for name in columns] for each in documents[:most]]
    heads = [name.replace("_", " ") for name in columns]
    roles = len({document.role.id for document in documents})
    total = f"{counted(len(documents), 'document')} on {counted(roles, 'role')}"
    more = len(documents) - len(rows)
    rest = f", {more:,} of them not shown: name a role or other words, or --all" if more else ""
    return [*table_lines(heads, rows, width), "", f"{total}{rest}."]


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _added_lines(added: Added) -> list[str]:
    from bot.commands.fitting import printable

    review = added.review
    topics = ", ".join(topic for topic, _ in review.topics) or "none by its headings"
    facts = f"{counted(len(review.pay), 'pay figure')}, {counted(len(review.facts), 'other fact')}"
    lines = [
        f"Added {added.path}",
        f"  role: {review.document.role.name}",
        f"  topics: {topics}",
        f"  facts: {facts}",
    ]
    if review.warnings:
        number = counted(len(review.warnings), "thing")
        what = f"career-advisor documents check {review.document.id}"
        lines.append(f"  {number} to look at: {what}")
    return [printable(line) for line in lines]
