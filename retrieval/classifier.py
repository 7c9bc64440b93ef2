"""What kind of question a text is: logistic regression over its embedding, and over its words.

The embedding knows words that no example has; the words tell apart what embeddings blur ("how
much", "how many"). Fitted from example questions when the index is built and kept with the
generation, so no weights are shipped that the repository cannot make again. Knows labels, not what
they mean.
"""

import io
import re
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from retrieval.types import Vectors

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

CLASSIFIER_FORMAT = 3  # Bump when the way it is fitted or kept changes.
# The inverse strengths of regularisation, of 10, 30 and 100 for embeddings the one whose
# probabilities are worth most on judged questions that other people wrote.
_C = 30.0
_C_WORDS = 20.0
_ITERATIONS = 2_000
# So many examples vote, and so much more does a nearer one.
_COMPANY = 20
_SHARPNESS = 10.0
_MANY = 1_000
_SAID_TWICE = 2
_WORD = re.compile(r"\b\w\w+\b")


@dataclass(frozen=True, slots=True)
class Linear:
    """The weights of one logistic regression."""

    weights: NDArray[np.float32]
    """Shape (labels, features)."""
    bias: NDArray[np.float32]
    """Shape (labels,)."""

    def shares(
        self, features: NDArray[np.float32], places: NDArray[np.intp] | slice = slice(None)
    ) -> NDArray[np.float32]:
        """Return the probability of each label, shape (labels,).

        `features` are those at `places`, else all of them; where there are others they are zero.
        """
        logits = self.weights[:, places] @ features + self.bias
        shares: NDArray[np.float32] = np.exp(logits - logits.max())
        shares /= shares.sum()
        return shares


@dataclass(frozen=True)
class Classifier:
    """A text and its embedding to probabilities of labels."""

    labels: tuple[str, ...]
    meaning: Linear
    """Over embeddings."""
    wording: Linear
    """Over the weights of words and pairs of words."""
    words: tuple[str, ...]
    """The words and pairs of words, in the order of their features."""
    rarity: NDArray[np.float64]
    """The inverse document frequency of each, shape (words,)."""
    scope: Linear
    """One row over embeddings, then words: for or against what is asked of us at all."""
    outside: frozenset[str]
    """Labels of what is not."""
    examples: Vectors
    """The examples' embeddings, shape (examples, dimension)."""
    truth: NDArray[np.int64]
    """Shape (examples,): which label each example is of."""

    @classmethod
    def fit(
        cls,
        examples: Mapping[str, Sequence[str]],
        encode: Callable[[Sequence[str]], Vectors],
        outside: Container[str] = frozenset(),
    ) -> Self:
        """Learn from example texts by label; the same examples give the same weights.

        `encode` gives their embeddings, `outside` are the labels of what is not asked of us at all.
        """
        texts = [text for label in sorted(examples) for text in examples[label]]
        truth = [label for label in sorted(examples) for _ in examples[label]]
        vectors, counter = encode(texts), _counter(len(texts))
        counted = counter.fit_transform(texts)
        labels, meaning = _fitted(vectors, truth, _C)
        _, wording = _fitted(counted, truth, _C_WORDS)
        return cls(
            labels,
            meaning,
            wording,
            tuple(map(str, counter.get_feature_names_out())),
            counter.idf_,
            _scope(vectors, counted, [label not in outside for label in truth]),
            frozenset(label for label in labels if label in outside),
            vectors,
            np.array([labels.index(label) for label in truth], dtype=np.int64),
        )

    def predict(self, vector: NDArray[np.float32], text: str | None = None) -> dict[str, float]:
        """Return each label's probability, the likeliest first.

        With the text it is the normalised geometric mean of what its embedding and its words say
        (a logarithmic opinion pool: Genest and Zidek, 1986); without, what the embedding says.
        """
        shares = self.meaning.shares(vector)
        if text is not None:
            places, weights = self._counted(text)
            pooled = np.sqrt(shares * self.wording.shares(weights, places))
            shares = pooled / pooled.sum()
        order = np.argsort(-shares, kind="stable")
        return {self.labels[i]: float(shares[i]) for i in order}

    def inside(self, vector: NDArray[np.float32], text: str) -> float:
        """Return the log odds that a text is asked of us, by its embedding and its words."""
        places, weights = self._counted(text)
        meaning, wording = np.split(self.scope.weights[0], [len(vector)])
        return float(meaning @ vector + wording[places] @ weights + self.scope.bias[0])

    def likeness(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of an embedding and each example, shape (examples,)."""
        likeness: NDArray[np.float32] = self.examples @ vector
        return likeness

    def lead(self, likeness: NDArray[np.float32]) -> float:
        """Return by how much the nearest example of what is asked of us leads the others."""
        inside = self._inside
        if inside.all() or not inside.any():
            return 0.0
        return float(likeness[inside].max() - likeness[~inside].max())

    def company(self, likeness: NDArray[np.float32]) -> float:
        """Return which share of the nearest examples is asked of us, 0 to 1, the nearer the more.

        A vote of nearest neighbours with an exponential kernel (Nadaraya and Watson, 1964).
        """
        most = min(_COMPANY, len(likeness))
        nearest = np.argpartition(-likeness, most - 1)[:most]
        votes = np.exp(_SHARPNESS * (likeness[nearest] - likeness[nearest].max()))
        return float(votes @ self._inside[nearest] / votes.sum())

    def _counted(self, text: str) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Which features a text's words are, and their weights; both of shape (its words,).

        The weights are those that `_counter` gave in fitting. Of one text they are worked out
        here: the library takes many times as long.
        """
        counts = Counter(word for word in _words(text) if word in self._places)
        places = np.array([self._places[word] for word in counts], dtype=np.intp)
        weights = (1 + np.log(np.array(list(counts.values())))) * self.rarity[places]
        weights /= np.linalg.norm(weights) or 1.0
        return places, weights.astype(np.float32)

    def nearness(self, vector: NDArray[np.float32], label: str) -> float:
        """Return the cosine of an embedding and the nearest example of a label."""
        rows = self.truth == self.labels.index(label)
        return float((self.examples[rows] @ vector).max())

    def dump(self) -> bytes:
        """Return the classifier as the bytes of a NumPy archive, for the generation."""
        buffer = io.BytesIO()
        np.savez(
            buffer,
            labels=np.array(self.labels),
            weights=self.meaning.weights,
            bias=self.meaning.bias,
            word_weights=self.wording.weights,
            word_bias=self.wording.bias,
            words=np.array(self.words),
            rarity=self.rarity,
            scope_weights=self.scope.weights,
            scope_bias=self.scope.bias,
            outside=np.array(sorted(self.outside), dtype=np.str_),
            examples=self.examples,
            truth=self.truth,
        )
        return buffer.getvalue()

    @classmethod
    def load(cls, data: bytes) -> Self:
        """Return the classifier of `dump`'s bytes."""
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            return cls(
                tuple(map(str, kept["labels"])),
                Linear(kept["weights"], kept["bias"]),
                Linear(kept["word_weights"], kept["word_bias"]),
                tuple(map(str, kept["words"])),
                kept["rarity"],
                Linear(kept["scope_weights"], kept["scope_bias"]),
                frozenset(map(str, kept["outside"])),
                kept["examples"],
                kept["truth"],
            )

    @cached_property
    def _places(self) -> dict[str, int]:
        """Word to the number of its feature."""
        return {word: place for place, word in enumerate(self.words)}

    @cached_property
    def _inside(self) -> NDArray[np.bool_]:
        """Shape (examples,): which examples are of what is asked of us."""
        return np.array([label not in self.outside for label in self.labels])[self.truth]


def _words(text: str) -> list[str]:
    """Words of two letters or more, and pairs of words that stand beside each other."""
    words = _WORD.findall(text.lower())
    return [*words, *map(" ".join, pairwise(words))]


def _counter(examples: int) -> "TfidfVectorizer":
    """Counts words and pairs of words, rare ones for more.

    Of many examples what only one of them says is left out: it is three features in four, takes as
    great a part of the time to fit, and the judged questions are answered as well without.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer  # slow to import

    fewest = _SAID_TWICE if examples >= _MANY else 1
    return TfidfVectorizer(analyzer=_words, sublinear_tf=True, min_df=fewest)


def _fitted(features: Any, truth: Sequence[Any], strength: float) -> tuple[tuple[str, ...], Linear]:
    """The labels, in the order of the weights, and the weights."""
    from sklearn.linear_model import LogisticRegression  # slow to import

    model = LogisticRegression(C=strength, max_iter=_ITERATIONS, class_weight="balanced")
    model.fit(features, truth)
    weights, bias = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
    return tuple(map(str, model.classes_)), Linear(weights, bias)


def _scope(vectors: Vectors, counted: Any, inside: Sequence[bool]) -> Linear:
    """The mean of two regressions' log odds, as one row of weights."""
    if len(set(inside)) < 2:  # nothing to tell apart: all is asked of us
        width = vectors.shape[1] + counted.shape[1]
        return Linear(np.zeros((1, width), np.float32), np.ones(1, np.float32))
    (_, meaning), (_, wording) = _fitted(vectors, inside, _C), _fitted(counted, inside, _C_WORDS)
    return Linear(
        (np.hstack((meaning.weights, wording.weights)) / 2).astype(np.float32),
        ((meaning.bias + wording.bias) / 2).astype(np.float32),
    )
