"""The command that reviews the documents folder. Knows nothing of what a review looks at."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shell import counted, print_json, shell_of
from bot.shelf import ShelfError

if TYPE_CHECKING:
    from knowledge.corpus import Refusal
    from knowledge.models import RoleDocument
    from knowledge.review import FolderReview


def check(
    ctx: typer.Context,
    document: Annotated[
        str | None,
        typer.Argument(help="Only this one, or those of this folder or role; told in full."),
    ] = None,
    *,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Tell every document in full.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write all that is found as JSON.")] = (
        False
    ),
) -> None:
    """Read the documents folder and report on it.

    Of each document it tells the role, the topics, the facts and what looks wrong, or why it is
    refused. In full it also tells each figure with the line that it was read from.
    Warnings leave the exit code at 0; a document that is refused makes it 1.

    \b
    Examples:
      career-advisor documents check
      career-advisor documents check registered-nurse/survey
      ADVISOR_DOCUMENTS=./my-roles career-advisor documents check --json
    """
    # Reviewing takes libraries that no other command of this family needs.
    from knowledge.review import review_folder

    if sys.stderr.isatty():
        typer.echo("Reading the documents …", err=True)
    found = review_folder(shell_of(ctx).settings.documents, datetime.now(UTC).date())
    shown = found if document is None else _only(found, document)
    if as_json:
        from bot.commands.review_json import rows_of

        print_json(rows_of(shown))
    else:
        _print(shown, in_full=verbose or document is not None)
    if shown.corpus.refused:
        refused = counted(len(shown.corpus.refused), "document")
        typer.echo(f"{refused} cannot be used: mend or remove what is refused above.", err=True)
        raise typer.Exit(1)


def _print(shown: "FolderReview", *, in_full: bool) -> None:
    from bot.commands.fitting import paragraph, screen_width
    from bot.commands.review_text import full_lines, overview_lines

    width = screen_width()
    if not (shown.reviews or shown.corpus.refused):
        typer.echo("There are no documents.")
    elif in_full:
        for number, review in enumerate(shown.reviews):
            text = "\n".join(full_lines(review, width))
            typer.echo(f"\n{text}" if number else text)
        for refusal in shown.corpus.refused:
            typer.echo(paragraph(f"{refusal.document} {refusal.reason}", width, ""))
    else:
        typer.echo("\n".join(overview_lines(shown.reviews, shown.corpus.refused, width)))


def _only(found: "FolderReview", name: str) -> "FolderReview":
    reviews = tuple(r for r in found.reviews if _is_called(r.document, name))
    refused = tuple(r for r in found.corpus.refused if _is_refused(r, name))
    if not (reviews or refused):
        raise ShelfError(
            f"There is no document {name!r}: see `career-advisor documents check` for the names."
        )
    return replace(found, reviews=reviews, corpus=replace(found.corpus, refused=refused))


def _is_called(document: "RoleDocument", name: str) -> bool:
    folder = document.id.startswith(f"{name.rstrip('/')}/")
    role = name.casefold() == document.role.name.casefold()
    # "nurse.md": a name may come with its ending, which an id does not have
    stem, dot, ending = name.rpartition(".")
    return folder or role or document.id in {name, stem if dot and "/" not in ending else name}


def _is_refused(refusal: "Refusal", name: str) -> bool:
    file = refusal.document
    return file.startswith(f"{name.rstrip('/')}/") or name in {file, file.rpartition(".")[0]}
