"""Passages by the words they share with a question: BM25. Knows rows, not passages."""

import logging
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import bm25s
import numpy as np
import Stemmer
from bm25s.stopwords import STOPWORDS_EN
from bm25s.tokenization import Tokenized
from numpy.typing import NDArray

# bm25s sets its logger to DEBUG when it is imported.
logging.getLogger("bm25s").setLevel(logging.WARNING)

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]

_ASKING = (
    "about am can can't could did do does don't from had has have how i i'd i'll i'm i've its just "
    "me my our please should so tell than what when where which who why would you your we"
)
# "it" stays: in a small-lettered message it may be the trade.
_STOP_WORDS = frozenset((*STOPWORDS_EN, *_ASKING.split())) - {"it"}

_WORD = r"\w(?:[\w']*\w)?"
_TOKEN = re.compile(
    rf"""
      (?<!\w)[a-z](?:\+\+|\#)      # C++, C#
    | (?<!\w)\.net\b
    | {_WORD}(?:[./&-]{_WORD}\b(?![+#]))*(?:\(\w\))?   # node.js, CI/CD, full-time, 401(k)
    """,
    re.VERBOSE,
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_DECIMAL = re.compile(r"\d+\.\d+")
_JOINT = re.compile(r"[.&()-]")


def tokens(text: str) -> list[str]:
    """A text's words as the index knows them: folded, stemmed, without stop words.

    A compound gives itself written in one and its parts, so that "back-end", "backend" and
    "back end" find each other.
    """
    stemmer = Stemmer.Stemmer("english")  # one a call: a stemmer is not safe between threads
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    found = _TOKEN.findall(_THOUSANDS.sub("", folded))
    forms = (form.removesuffix("'s") for token in found for form in _forms(token))
    return stemmer.stemWords([form for form in forms if form not in _STOP_WORDS])  # type: ignore[no-any-return]


def _forms(token: str) -> Iterator[str]:
    """How else a token may be written in a question."""
    if not token[0].isalnum() or token.endswith(("+", "#")) or _DECIMAL.fullmatch(token):
        yield token
        return
    alternatives = token.split("/")
    if len(alternatives) > 1:
        yield "".join(alternatives)
    for alternative in alternatives:
        parts = [part for part in _JOINT.split(alternative) if part]
        if len(parts) > 1:
            yield "".join(parts)
        yield from parts


class KeywordIndex:
    """BM25 over texts by row; the score is above zero where a word is shared."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> Self:
        """An index over the texts, in their order."""
        # The vocabulary is numbered here, in reading order: the library's own is in hash order,
        # and the same corpus must give the same files. A text without words holds the empty token.
        vocabulary: dict[str, int] = {"": 0}
        numbered = [
            [vocabulary.setdefault(token, len(vocabulary)) for token in tokens(text) or [""]]
            for text in texts
        ]
        engine = bm25s.BM25()
        engine.index(Tokenized(ids=numbered, vocab=vocabulary), show_progress=False)
        return cls(engine)

    def __len__(self) -> int:
        return int(self._engine.scores["num_docs"])

    @property
    def words(self) -> frozenset[str]:
        """All words of the texts, as `tokens` gives them."""
        return frozenset(word for word in self._engine.vocab_dict if word)

    def search(self, query: str, k: int, allowed: Rows | None = None) -> tuple[Rows, Scores]:
        """The k best rows, best first, out of those allowed; only rows that share a word."""
        known = self._engine.get_tokens_ids(list(dict.fromkeys(tokens(query))))
        if not known:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        scores: Scores = self._engine.get_scores_from_ids(known)
        if allowed is None:
            rows = np.flatnonzero(scores > 0).astype(np.int64)
        else:
            wanted = np.unique(allowed)
            rows = wanted[scores[wanted] > 0]
        best = rows[np.argsort(-scores[rows], kind="stable")][: max(k, 0)]
        return best, scores[best]

    def save(self, folder: Path) -> None:
        """Write the index into a folder."""
        self._engine.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The index as it was saved."""
        return cls(bm25s.BM25.load(folder, show_progress=False))
