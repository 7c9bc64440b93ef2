"""Loads one file for a test, or tells why it is refused."""

from pathlib import Path

import pytest

from knowledge.documents import RawDocument, load_raw
from knowledge.errors import DocumentError


def load(folder: Path, name: str, content: bytes) -> RawDocument:
    """The file as it is loaded."""
    path = folder / name
    path.write_bytes(content)
    return load_raw(path, folder)


def refusal(folder: Path, name: str, content: bytes) -> str:
    """Why the file is refused."""
    with pytest.raises(DocumentError) as caught:
        load(folder, name, content)
    return caught.value.reason
