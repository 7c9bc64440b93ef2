"""The vector index: exact, clamped, restricted where asked."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.index import VectorIndex
from tests.fakes import HashingEncoder

TEXTS = ("engineers earn much", "nurses look after the sick", "engineers study mathematics")


@pytest.fixture(name="index")
def _index(encoder: HashingEncoder) -> VectorIndex:
    return VectorIndex.from_vectors(encoder.encode(TEXTS))


def test_word_for_word_scores_one(index: VectorIndex, encoder: HashingEncoder) -> None:
    """A text asked word for word comes first and scores 1.0."""
    rows, scores = index.search(encoder.encode([TEXTS[1]])[0], 1)
    assert rows.tolist() == [1]
    assert scores[0] == pytest.approx(1.0, abs=1e-6)


def test_best_comes_first(index: VectorIndex, encoder: HashingEncoder) -> None:
    """Higher is nearer, and the nearest comes first."""
    rows, scores = index.search(encoder.encode(["what engineers study"])[0], 3)
    assert rows.tolist()[:2] == [2, 0]
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)


def test_k_is_clamped(index: VectorIndex, encoder: HashingEncoder) -> None:
    """Asking for more than there is gives each row once and no padding."""
    rows, scores = index.search(encoder.encode(["engineers"])[0], 50)
    assert sorted(rows.tolist()) == [0, 1, 2]
    assert len(scores) == 3
    assert index.search(encoder.encode(["engineers"])[0], 0)[0].size == 0


@pytest.mark.parametrize("allowed", [[], [1], [0, 1], [0, 99]])
def test_only_allowed_rows(index: VectorIndex, encoder: HashingEncoder, allowed: list[int]) -> None:
    """A search among some rows finds these and no others, however near the others are."""
    rows, scores = index.search(encoder.encode([TEXTS[2]])[0], 3, np.array(allowed, dtype=np.int64))
    assert sorted(rows.tolist()) == [row for row in allowed if row < 3]
    assert len(scores) == len(rows)


def test_saved_is_loaded(index: VectorIndex, tmp_path: Path) -> None:
    """What is saved comes back, row by row."""
    index.save(tmp_path / "vectors")
    loaded = VectorIndex.load(tmp_path / "vectors")
    assert (len(loaded), loaded.dimension) == (3, 256)
    np.testing.assert_array_equal(loaded.vectors, index.vectors)


def test_garbage_is_refused(tmp_path: Path) -> None:
    """A file that is no index is a ValueError."""
    (tmp_path / "vectors").write_bytes(b"no index at all")
    with pytest.raises(ValueError, match="no vector index"):
        VectorIndex.load(tmp_path / "vectors")
