"""Embeddings of lines that are known before anybody asks: looked up, never embedded again.

Knows a line by its digest alone, so that no text is kept twice; knows nothing of what lines say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retrieval.types import Vectors

_KEY = np.dtype("<u8")
# Half the size; a cosine is the same to three decimals.
_ROW = np.dtype("<f2")
_KEYS, _ROWS = "keys.npy", "rows.npy"


@dataclass(frozen=True, slots=True)
class LineVectors:
    """Lines by digest, with their embeddings."""

    keys: NDArray[np.uint64]
    """The lines' digests in rising order, shape (lines,)."""
    rows: NDArray[np.float16]
    """Row n is the embedding of line n, shape (lines, dimension)."""

    @classmethod
    def of(cls, lines: Sequence[str], vectors: Vectors) -> Self:
        """Keep these lines; `vectors` has shape (len(lines), dimension)."""
        keys, first = np.unique(_keys(lines), return_index=True)
        return cls(keys, vectors[first].astype(_ROW))

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def dimension(self) -> int:
        """The length of an embedding."""
        return int(self.rows.shape[1])

    @property
    def digest(self) -> str:
        """sha256 of which lines these are."""
        return sha256(self.keys.tobytes()).hexdigest()

    def find(self, lines: Sequence[str]) -> tuple[Vectors, NDArray[np.bool_]]:
        """Return a row for each line, zeros where it is unknown, and which of them are known.

        Their shapes are (len(lines), dimension) and (len(lines),).
        """
        wanted = _keys(lines)
        places = np.searchsorted(self.keys, wanted)
        known = np.zeros(len(lines), dtype=np.bool_)
        within = places < len(self)
        known[within] = self.keys[places[within]] == wanted[within]
        found = np.zeros((len(lines), self.dimension), dtype=np.float32)
        found[known] = self.rows[places[known]]
        return found, known

    def save(self, folder: Path) -> None:
        """Write the lines into a folder that is not there yet."""
        folder.mkdir()
        np.save(folder / _KEYS, self.keys, allow_pickle=False)
        np.save(folder / _ROWS, self.rows, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The lines as they were saved; ValueError for files that hold none.

        The embeddings stay on the disk until they are looked up: an answer needs some dozens.
        """
        keys = np.load(folder / _KEYS, allow_pickle=False)
        rows = np.load(folder / _ROWS, mmap_mode="r", allow_pickle=False)
        if (keys.dtype, rows.dtype, keys.ndim, rows.ndim) != (_KEY, _ROW, 1, 2):
            raise ValueError("it holds no lines")
        return cls(keys, rows)


def _keys(lines: Iterable[str]) -> NDArray[np.uint64]:
    digests = (blake2b(line.encode(), digest_size=_KEY.itemsize).digest() for line in lines)
    return np.frombuffer(b"".join(digests), dtype=_KEY)
