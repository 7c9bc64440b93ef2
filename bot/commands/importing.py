"""The commands that make role documents of other people's releases, and the folder they go to.

Knows nothing of how a release is read or told.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shell import counted, print_json, progress, shell_of
from bot.settings import PACKAGED_DOCUMENTS
from bot.shelf import ShelfError

if TYPE_CHECKING:
    from knowledge.importers.onet import Release

app = typer.Typer(no_args_is_help=True, help="Role documents from other people's releases.")

_STAMP = "# Imported. A file that is edited stays as it is at the next import. sha256: "


@app.command()
def onet(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(help="The release: its zip archive, or its folder.")],
    *,
    documents: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write into this folder instead of ADVISOR_DOCUMENTS."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the report as JSON.")] = False,
) -> None:
    """Write a role document for each occupation of an O*NET release.

    They go to the folder `onet` in the documents folder. Another import brings them up to date;
    a file there that a person wrote or edited stays as it is.

    \b
    Examples:
      career-advisor import onet db_29_3_text.zip --documents ./my-roles
      ADVISOR_DOCUMENTS=./my-roles career-advisor import onet db_29_3_text --json
    """
    from knowledge.importers.onet import read_release

    folder = documents or shell_of(ctx).settings.documents
    _must_be_a_persons(folder)
    started = time.monotonic()
    with progress("Importing O*NET") as advance:
        release = read_release(path)
        report = bring_up_to_date(folder / "onet", _texts(release), advance)
    if as_json:
        seconds = round(time.monotonic() - started, 1)
        print_json({"release": release.version, **asdict(report), "seconds": seconds})
    else:
        typer.echo("\n".join([*_lines(release.version, report), _next(documents)]))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, by the names of the files."""

    folder: Path
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    """Files in the way that a person wrote or edited."""


@dataclass(slots=True)
class _Tally:
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def bring_up_to_date(
    folder: Path, texts: Mapping[str, str], advance: Callable[[int, int], None]
) -> ImportReport:
    """Make the imported files of a folder these texts, by name; what is a person's stays."""
    folder.mkdir(parents=True, exist_ok=True)
    tally = _Tally()
    for done, (name, text) in enumerate(texts.items(), start=1):
        _write(folder / name, _stamped(text), tally)
        advance(done, len(texts))
    return ImportReport(
        folder,
        added=tuple(tally.added),
        changed=tuple(tally.changed),
        unchanged=tuple(tally.unchanged),
        removed=tuple(_remove(folder, texts)),
        kept=tuple(tally.kept),
    )


def _write(file: Path, text: str, tally: _Tally) -> None:
    there = _content(file)
    if there == text:
        tally.unchanged.append(file.name)
    elif there is not None and not _is_ours(there):
        tally.kept.append(file.name)
    else:
        # Whoever reads the folder meanwhile sees the old file or the new one, whole.
        draft = file.with_name(f".{file.name}.new")
        draft.write_bytes(text.encode())
        draft.replace(file)
        (tally.added if there is None else tally.changed).append(file.name)


def _remove(folder: Path, texts: Mapping[str, str]) -> Iterable[str]:
    """Delete what an earlier import wrote and this one does not have."""
    for file in sorted(folder.glob("*.md")):
        if file.name not in texts and _is_ours(_content(file) or ""):
            file.unlink()
            yield file.name


def _content(file: Path) -> str | None:
    """The text of a file, or None where nothing is; bytes that are no text are kept apart."""
    try:
        return file.read_bytes().decode(errors="surrogateescape")
    except FileNotFoundError:
        return None


def _stamped(text: str) -> str:
    """The text with its digest in the front matter, by which an edited file is known later."""
    opening, newline, rest = text.partition("\n")
    return f"{opening}{newline}{_STAMP}{_digest(text)}{newline}{rest}"


def _is_ours(text: str) -> bool:
    opening, stamp, rest = [*text.split("\n", 2), "", ""][:3]
    return stamp == _STAMP + _digest(f"{opening}\n{rest}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def _texts(release: "Release") -> dict[str, str]:
    from knowledge.importers.onet_documents import role_texts

    return {f"{each.slug}.md": each.text for each in role_texts(release)}


def _must_be_a_persons(folder: Path) -> None:
    if folder.resolve().is_relative_to(PACKAGED_DOCUMENTS):
        raise ShelfError(
            "The shipped documents are part of the program and stay as they are: name a folder of "
            "yours with --documents, or set ADVISOR_DOCUMENTS in .env, and try again."
        )


def _lines(version: str, report: ImportReport) -> list[str]:
    counts = {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "removed": report.removed,
    }
    said = ", ".join(f"{len(names)} {what}" for what, names in counts.items())
    total = counted(sum(map(len, counts.values())) - len(report.removed), "document")
    kept = [f"kept as a person left it: {report.folder / name}" for name in report.kept]
    return [*kept, f"O*NET {version} in {report.folder}: {total} ({said})."]


def _next(documents: Path | None) -> str:
    return f"Now run `career-advisor reindex{f' --documents {documents}' if documents else ''}`."
