"""The keyword index: which passages share words with a question."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.keywords import KeywordIndex, tokens

TEXTS = (
    "Back-end developers write services in C# and .NET.",
    "They also know C++ and node.js.",
    "A 401(k) is a pension; CI/CD is a practice.",
    "Nurses earn Rs. 120,000 a month.",
    "IT managers keep it running.",
)


@pytest.fixture(name="index", scope="module")
def _index() -> KeywordIndex:
    return KeywordIndex.from_texts(TEXTS)


@pytest.mark.parametrize(
    ("query", "row"),
    [
        ("c#", 0),
        ("C# jobs", 0),
        (".net", 0),
        ("backend", 0),
        ("back end", 0),
        ("BACK-END", 0),
        ("c++", 1),
        ("C/C++", 1),
        ("Node.js", 1),
        ("nodejs", 1),
        ("401k", 2),
        ("401(k)", 2),
        ("ci/cd", 2),
        ("CICD", 2),
        ("pensions", 2),
        ("120000", 3),
        ("a nurse’s earnings", 3),
        ("it", 4),
    ],
)
def test_spellings_find_each_other(index: KeywordIndex, query: str, row: int) -> None:
    """The names of the trade are found however they are written, and only where they stand."""
    rows, scores = index.search(query, 5)
    assert rows.tolist() == [row]
    assert scores[0] > 0


@pytest.mark.parametrize("query", ["", "what is the", "?!", "astronaut", "c"])
def test_nothing_shared_is_nothing_found(index: KeywordIndex, query: str) -> None:
    """A question that shares no word of its own with any text finds nothing."""
    rows, scores = index.search(query, 5)
    assert (rows.size, scores.size) == (0, 0)


def test_best_comes_first(index: KeywordIndex) -> None:
    """The text that shares more comes first, and k limits how many come."""
    rows, scores = index.search("node.js services in c++", 5)
    assert rows.tolist() == [1, 0]
    assert scores[0] > scores[1]
    assert index.search("node.js services in c++", 1)[0].tolist() == [1]


def test_only_allowed_rows(index: KeywordIndex) -> None:
    """A search among some rows finds these and no others."""
    rows, _ = index.search("node.js services in c++", 5, np.array([0, 3], dtype=np.int64))
    assert rows.tolist() == [0]


def test_saved_is_loaded(index: KeywordIndex, tmp_path: Path) -> None:
    """What is saved comes back with the same scores."""
    index.save(tmp_path / "keywords")
    loaded = KeywordIndex.load(tmp_path / "keywords")
    assert len(loaded) == len(TEXTS)
    for found, expected in zip(loaded.search("c++", 3), index.search("c++", 3), strict=True):
        np.testing.assert_array_equal(found, expected)


def test_texts_without_words() -> None:
    """Texts without a word of their own are indexed and never found."""
    index = KeywordIndex.from_texts(["", "the of"])
    assert len(index) == 2
    assert index.search("the pay", 2)[0].size == 0


def test_building_is_silent(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Building, saving, loading and searching write nothing to the terminal."""
    KeywordIndex.from_texts(TEXTS).save(tmp_path)
    KeywordIndex.load(tmp_path).search("pay", 3)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("text", ["nurse's", "nurse’s", "Nurses", "ＮＵＲＳＥ"])
def test_forms_of_a_word_are_one(text: str) -> None:
    """Case, width, either apostrophe and the ending make no difference."""
    assert tokens(text) == tokens("nurse")


@given(st.text())
def test_any_text_has_tokens(text: str) -> None:
    """Any text can be read; a token is never empty and never a space."""
    assert all(token.strip() for token in tokens(text))


def test_the_index_tells_its_words(index: KeywordIndex) -> None:
    """All words of the texts are told as `tokens` gives them, and no empty one."""
    assert index.words == {token for text in TEXTS for token in tokens(text)}
    assert "" not in KeywordIndex.from_texts(["", "a nurse"]).words


def test_rows_allowed_may_come_in_any_order(index: KeywordIndex) -> None:
    """Of the rows allowed the best come first, however the rows are given."""
    both = index.search("nurses manage it", 5)[0].tolist()
    assert sorted(both) == [3, 4]
    assert index.search("nurses manage it", 5, np.array([4, 3, 0]))[0].tolist() == both
    assert index.search("nurses manage it", 5, np.array([4, 0]))[0].tolist() == [4]
