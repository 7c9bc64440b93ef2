"""Lines known beforehand: what was kept is found as it was, and nothing else is."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.lines import LineVectors
from tests.fakes import HashingEncoder

ENCODER = HashingEncoder()
TEXTS = ["They weld.", "Forty hours.", "They weld.", "Zürich: 3 – 5"]


@pytest.fixture(name="kept")
def _kept(tmp_path: Path) -> LineVectors:
    LineVectors.of(TEXTS, ENCODER.encode(TEXTS)).save(tmp_path / "lines")
    return LineVectors.load(tmp_path / "lines")


def test_what_was_kept_is_found(kept: LineVectors) -> None:
    """Each line has its own row, in the order asked for and as often, nearly as it was given."""
    rows, known = kept.find([TEXTS[3], *TEXTS])
    assert known.all()
    assert rows.dtype == np.float32
    np.testing.assert_allclose(rows, ENCODER.encode([TEXTS[3], *TEXTS]), atol=1e-3)


def test_equal_lines_are_kept_once(kept: LineVectors) -> None:
    """Four lines of which two are equal are three."""
    assert (len(kept), kept.dimension) == (3, ENCODER.dimension)


def test_what_was_not_kept_is_unknown(kept: LineVectors) -> None:
    """A line that differs by a blank is another one; its row is zeros."""
    rows, known = kept.find(["They weld", "Forty hours.", "zzz", ""])
    assert known.tolist() == [False, True, False, False]
    assert not rows[~known].any()
    assert kept.find([])[0].shape == (0, ENCODER.dimension)


def test_none_at_all_know_nothing(tmp_path: Path) -> None:
    """An index without lines finds none, kept or not."""
    none = LineVectors.of([], np.zeros((0, 8), np.float32))
    none.save(tmp_path / "lines")
    for lines in (none, LineVectors.load(tmp_path / "lines")):
        rows, known = lines.find(["a"])
        assert (rows.shape, known.tolist()) == ((1, 8), [False])


def test_the_same_lines_give_the_same_files(tmp_path: Path) -> None:
    """Whatever order they come in, so that a generation is reproducible."""
    turned = TEXTS[::-1]
    for name, texts in (("one", TEXTS), ("two", turned)):
        LineVectors.of(texts, ENCODER.encode(texts)).save(tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == 2
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_kept_again_they_are_the_same() -> None:
    """What is taken over from one generation to the next loses nothing on the way."""
    first = LineVectors.of(TEXTS, ENCODER.encode(TEXTS))
    again = LineVectors.of(TEXTS, first.find(TEXTS)[0])
    assert (again.rows == first.rows).all()


def test_files_of_another_kind_are_refused(tmp_path: Path) -> None:
    """Arrays that are no lines are a ValueError."""
    folder = tmp_path / "lines"
    LineVectors.of(TEXTS, ENCODER.encode(TEXTS)).save(folder)
    np.save(folder / "rows.npy", np.zeros(3))
    with pytest.raises(ValueError, match="lines"):
        LineVectors.load(folder)
