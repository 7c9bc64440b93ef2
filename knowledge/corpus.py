"""A folder of role documents to a corpus, with a reason for every file that is not in it."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.assigning import assign_roles
from knowledge.documents import RawDocument, load_raw, parse_document
from knowledge.errors import CorpusError, DocumentError
from knowledge.models import RoleDocument
from knowledge.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that did not become knowledge."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """All documents of a folder."""

    documents: tuple[RoleDocument, ...]
    refused: tuple[Refusal, ...]

    @property
    def digest(self) -> str:
        """sha256 over the documents' ids and contents."""
        lines = (f"{d.id} {d.digest}" for d in self.documents)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def load_corpus(folder: Path) -> Corpus:
    """Read every document below a folder; raises CorpusError where the folder cannot be read."""
    raws: list[RawDocument] = []
    refused: list[Refusal] = []
    named: dict[str, str] = {}
    for path in _files(folder):
        name = _name(path, folder)
        try:
            raw = load_raw(path, folder)
        except DocumentError as error:
            refused.append(Refusal(name, error.reason))
            continue
        if other := named.get(raw.id):
            reason = f"has the name of {other} but for its ending; rename one of them"
            refused.append(Refusal(name, reason))
            continue
        named[raw.id] = name
        raws.append(raw)
    documents, failed = _parse(raws, folder)
    return Corpus(tuple(documents), (*refused, *failed))


def _files(folder: Path) -> Sequence[Path]:
    if not folder.is_dir():
        raise CorpusError(folder, "there is no such folder; name one with --documents")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise CorpusError(folder, "no permission to read it; change its permissions")
    return sorted(
        path
        for path in folder.rglob("*")
        if (path.is_file() or path.is_symlink())
        and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    )


def _name(path: Path, folder: Path) -> str:
    """A file's name as it can be printed, whatever bytes it is made of."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")


def _parse(raws: Sequence[RawDocument], folder: Path) -> tuple[list[RoleDocument], list[Refusal]]:
    terms = Vocabulary(raw.text for raw in raws)
    roles = assign_roles(raws)
    documents: list[RoleDocument] = []
    refused: list[Refusal] = []
    for raw in raws:
        try:
            documents.append(parse_document(raw, roles[raw.id], terms))
        except DocumentError as error:
            refused.append(Refusal(_name(raw.path, folder), error.reason))
    return documents, refused
