"""Hand-written stand-ins that behave, and builders of the things tests speak about."""

import re
import zlib
from collections.abc import Mapping, Sequence
from hashlib import sha256

import numpy as np

from knowledge.models import BlockKind, Passage, Pay, Role, RoleDocument, Source
from retrieval.indexing import Complete
from retrieval.types import Vectors

_WORD = re.compile(r"\w+")


class HashingEncoder:
    """Bags of hashed words: texts that share words are near, the same text is the same row."""

    def __init__(self, name: str = "hashing-256", dimension: int = 256) -> None:
        self.name = name
        self.dimension = dimension
        self.seen: list[str] = []
        """Every text that was ever embedded, in order."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row each."""
        self.seen.extend(texts)
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in _WORD.findall(text.lower()) or [""]:
                row[zlib.crc32(word.encode()) % self.dimension] += 1
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def knows(self, word: str) -> bool:
        """Every word of letters is a word."""
        return word.isalpha()


def make_passage(
    text: str,
    *,
    document: str = "engineer",
    number: int = 1,
    role: str = "engineer",
    topic: str | None = None,
    market: str | None = None,
    level: str | None = None,
    heading: tuple[str, ...] = (),
    pay: tuple[Pay, ...] = (),
) -> Passage:
    """A paragraph of a document."""
    return Passage(
        id=f"{document}#{number}",
        document=document,
        role=role,
        topic=topic,
        market=market,
        level=level,
        heading=heading,
        kind=BlockKind.PARAGRAPH,
        text=text,
        pay=pay,
    )


def make_document(
    id_: str, *passages: str | Passage, role: str = "engineer", market: str | None = None
) -> RoleDocument:
    """A document of these passages; a text becomes a passage numbered by its place."""
    made = tuple(
        make_passage(given, document=id_, number=number, role=role, market=market)
        if isinstance(given, str)
        else given
        for number, given in enumerate(passages, start=1)
    )
    return RoleDocument(
        id=id_,
        role=Role(id=role, name=role.replace("-", " ").title()),
        source=Source(title=f"Profile of {id_}", as_of="2025"),
        market=market,
        passages=made,
        digest=sha256("\n".join(passage.text for passage in made).encode()).hexdigest(),
    )


def keeping(extra: Mapping[str, bytes]) -> Complete:
    """Leave the documents as they are, and keep this beside the index."""
    return lambda documents, _vectors, _lines: (documents, extra)
