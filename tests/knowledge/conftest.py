"""Folders of documents, and the passages of one, for the tests of this package."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from knowledge.corpus import Corpus, load_corpus
from knowledge.models import Passage

SHARED = Path(
    os.environ.get("ADVISOR_SHARED", Path(__file__).resolve().parents[2].parent / "shared")
)

Files = Mapping[str, str | bytes]
CorpusOf = Callable[[Files], Corpus]
PassagesOf = Callable[..., tuple[Passage, ...]]


@pytest.fixture
def corpus_of(tmp_path: Path) -> CorpusOf:
    """Reads a folder of these files, name to content."""

    def read(files: Files) -> Corpus:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_corpus(tmp_path)

    return read


@pytest.fixture
def passages_of(corpus_of: CorpusOf) -> PassagesOf:
    """Reads one Markdown text as a nurse's document of a market."""

    def read(text: str, market: str = "Sri Lanka") -> tuple[Passage, ...]:
        front = f"---\nrole: Nurse\nmarket: {market}\n---\n# Nurse\n"
        corpus = corpus_of({"nurse.md": front + text})
        assert not corpus.refused
        return corpus.documents[0].passages

    return read
