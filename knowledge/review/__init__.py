"""Looks over documents that were read: what each gives, and what in it looks wrong.

Changes nothing and decides nothing: what it says is for the person who keeps the documents.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from knowledge.corpus import Corpus, load_corpus
from knowledge.documents import RawDocument, load_raw
from knowledge.errors import DocumentError
from knowledge.models import RoleDocument
from knowledge.readers.files import SUFFIXES
from knowledge.review.across import Siblings
from knowledge.review.front import front_findings
from knowledge.review.layout import layout_findings, silent_headings
from knowledge.review.levels import level_findings
from knowledge.review.models import FactLine, Finding, FolderReview, Grade, PayLine, Review
from knowledge.review.money import money_findings, pay_lines

__all__ = [
    "FactLine",
    "Finding",
    "FolderReview",
    "Grade",
    "PayLine",
    "Review",
    "review",
    "review_folder",
]


def review_folder(folder: Path, today: date) -> FolderReview:
    """Read a folder and review what is in it; raises CorpusError where it cannot be read."""
    corpus = load_corpus(folder)
    return FolderReview(corpus, review(corpus.documents, _raws(corpus, folder), today))


def review(
    documents: Sequence[RoleDocument], raws: Mapping[str, RawDocument], today: date
) -> tuple[Review, ...]:
    """Return a review of each document; `raws` are the files that they were read from, by id."""
    siblings = Siblings(documents, raws)
    return tuple(_review(d, raws.get(d.id), siblings, today) for d in documents)


def _review(
    document: RoleDocument, raw: RawDocument | None, siblings: Siblings, today: date
) -> Review:
    lines = tuple(pay_lines(document))
    found = [*money_findings(document, lines), *level_findings(document)]
    if raw:
        found += [*layout_findings(document, raw), *front_findings(document, raw, today)]
    found += siblings.findings(document)
    topics: dict[str, int] = {}
    for passage in document.passages:
        if passage.topic:
            topics[passage.topic] = topics.get(passage.topic, 0) + 1
    return Review(
        document,
        topics=tuple(topics.items()),
        silent=silent_headings(document),
        pay=lines,
        facts=tuple(FactLine(f, p.heading) for p in document.passages for f in p.facts),
        findings=tuple(sorted(dict.fromkeys(found), key=lambda f: f.grade is Grade.NOTE)),
    )


def _raws(corpus: Corpus, folder: Path) -> dict[str, RawDocument]:
    """The documents' files, by the documents' ids."""
    digests = {document.id: document.digest for document in corpus.documents}
    raws: dict[str, RawDocument] = {}
    for path in (folder / (id_ + ending) for id_ in digests for ending in _endings(folder, id_)):
        try:
            raw = load_raw(path, folder)
        except DocumentError:
            continue
        if raw.digest == digests[raw.id]:
            raws[raw.id] = raw
    return raws


def _endings(folder: Path, id_: str) -> list[str]:
    """The endings with which a document's file may be there, however they are written."""
    file = folder / id_
    return [
        path.suffix
        for path in file.parent.glob(f"{_literal(file.name)}.*")
        if path.stem == file.name and path.suffix.casefold() in SUFFIXES
    ]


def _literal(name: str) -> str:
    """A name in which a pattern's signs stand for themselves."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)
