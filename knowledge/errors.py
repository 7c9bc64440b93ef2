"""What can go wrong with documents.

* KnowledgeError
  x DocumentError  (one file cannot become knowledge; the others can)
  x CorpusError    (the folder as a whole cannot be read)
"""

from pathlib import Path


class KnowledgeError(Exception):
    """Base of this package's errors."""


class DocumentError(KnowledgeError):
    """A document that cannot be read; the message says why and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CorpusError(KnowledgeError):
    """A documents folder that cannot be read."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"cannot read documents in {folder}: {reason}")
        self.folder = folder
