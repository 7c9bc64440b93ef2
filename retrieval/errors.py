"""What can go wrong in retrieval; every message says the next step.

RetrievalError
  EncoderNotFoundError, EncoderCorruptError
  NoIndexError, IndexMismatchError, IndexCorruptError
  ReindexRunningError, EmptyCorpusError
"""

from pathlib import Path


class RetrievalError(Exception):
    """The root of this package's errors."""


class EncoderNotFoundError(RetrievalError):
    """No embedding model stands under the name given."""

    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(f"There is no encoder {name!r} here: {remedy}.")
        self.name = name


class EncoderCorruptError(RetrievalError):
    """The embedding model is there but is not what it should be."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"The encoder {name!r} cannot be used ({reason}): {remedy}.")
        self.name = name
        self.reason = reason


class NoIndexError(RetrievalError):
    """Nothing has been published yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There is no index in {folder} yet: run `career-advisor reindex`.")
        self.folder = folder


class IndexMismatchError(RetrievalError):
    """The index was built by another encoder or another version of this program."""

    def __init__(self, what: str, found: object, wanted: object) -> None:
        super().__init__(
            f"The index has {what} {found}, this program needs {wanted}: "
            "run `career-advisor reindex`."
        )
        self.what = what
        self.found = found
        self.wanted = wanted


class IndexCorruptError(RetrievalError):
    """A file of the index is missing or is not as it was written."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            f"The index is damaged: {file} {reason}; run `career-advisor reindex --full`."
        )
        self.file = file
        self.reason = reason


class ReindexRunningError(RetrievalError):
    """Somebody else is building the index at this moment."""

    def __init__(self, lock: Path) -> None:
        super().__init__("Another reindex is running: wait for it to end and try again.")
        self.lock = lock


class EmptyCorpusError(RetrievalError):
    """There is no passage to index."""

    def __init__(self) -> None:
        super().__init__(
            "The documents hold no passage, so the index was left as it is: "
            "add role documents, or look at `career-advisor documents check`."
        )
