"""Lists in YAML files of a person's own, which are only added to: what stands in them, stays.

Knows nothing of what the entries mean.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from filelock import FileLock, Timeout

from knowledge.resources import yaml_value

_LOCK = ".lists.lock"
_SECONDS_TO_WAIT = 10.0


class ListError(Exception):
    """Nothing was added to a list; the message says why and what to do."""


def append(file: Path, entry: Mapping[str, Any], head: str) -> None:
    """Add an entry below those that stand there, or raise ListError; comments are kept.

    A new file begins with the comment `head`.
    """
    before = _text(file)
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    addition = yaml.safe_dump([dict(entry)], allow_unicode=True, sort_keys=False, width=100)
    text = f"{before or head}{gap}{addition}"
    if _entries(text) != [*(_entries(before) or ()), dict(entry)]:
        raise ListError(f"{file} cannot be added to: begin each of its entries with - in column 1")
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.new")
    try:
        draft.write_text(text, "utf-8")
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def is_blank(file: Path) -> bool:
    """Whether nothing stands in the file, or there is none."""
    return not _text(file).strip()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one at a time add to the lists of a data folder, so that nothing added is lost."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / _LOCK, timeout=_SECONDS_TO_WAIT):
            yield
    except Timeout:
        raise ListError(f"another process is adding to {folder}; try again") from None


def _entries(text: str) -> Any:
    try:
        return yaml_value(text)
    except (yaml.YAMLError, ValueError):
        return None


def _text(file: Path) -> str:
    return file.read_text("utf-8") if file.exists() else ""
