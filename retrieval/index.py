"""Nearest vectors, exactly; the only file that imports faiss. Knows rows, not passages."""

from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.types import Vectors

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


class VectorIndex:
    """Unit vectors by row; the score is the cosine, higher is nearer."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def from_vectors(cls, vectors: Vectors) -> Self:
        """An index over unit rows, in their order."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._index.d)

    @property
    def vectors(self) -> Vectors:
        """A copy of all rows."""
        rows: Vectors = self._index.reconstruct_n(0, len(self))
        return rows

    def search(
        self, query_vector: NDArray[np.float32], k: int, allowed: Rows | None = None
    ) -> tuple[Rows, Scores]:
        """The k nearest rows, best first, out of those allowed; fewer where there are fewer."""
        k = min(k, len(self) if allowed is None else len(allowed))
        if k <= 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        params = None
        if allowed is not None:
            wanted = np.ascontiguousarray(allowed, dtype=np.int64)
            selector = faiss.IDSelectorBatch(wanted)  # the parameters do not keep it alive
            params = faiss.SearchParameters()
            params.sel = selector
        query = np.ascontiguousarray(query_vector, dtype=np.float32).reshape(1, -1)
        scores, rows = self._index.search(query, k, params=params)
        found = rows[0] >= 0  # faiss pads with -1, which in Python is the last row
        return rows[0][found], scores[0][found]

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        path.write_bytes(faiss.serialize_index(self._index).tobytes())

    @classmethod
    def load(cls, path: Path) -> Self:
        """The index as it was saved; ValueError for a file that is none."""
        try:
            index = faiss.deserialize_index(np.frombuffer(path.read_bytes(), dtype=np.uint8))
        except RuntimeError as error:
            raise ValueError("it is no vector index") from error
        return cls(index)
