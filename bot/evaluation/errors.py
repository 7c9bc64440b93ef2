"""What can go wrong with judged questions and their floors, before any is asked."""

from pathlib import Path


class EvaluationError(Exception):
    """Nothing was evaluated; the message says what to mend."""

    def __init__(self, file: Path, message: str) -> None:
        super().__init__(message)
        self.file = file


class BadCasesError(EvaluationError):
    """A file of judged questions cannot be used."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(file, f"{file} holds no judged questions that can be asked: {reason}.")
        self.reason = reason


class BadFloorsError(EvaluationError):
    """A file of floors cannot be used."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            file, f"{file} holds no floors: {reason}. Write lines like `people.yaml: 0.9` in it."
        )
        self.reason = reason
