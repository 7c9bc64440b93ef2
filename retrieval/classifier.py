"""What kind of question a text is: logistic regression over its embedding.

Fitted from example questions when the index is built and kept with the generation, so no weights
are shipped that the repository cannot make again. Knows labels, not what they mean.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retrieval.types import Encoder, Vectors

CLASSIFIER_FORMAT = 1  # Bump when the way it is fitted or kept changes.
# The inverse strength of regularisation. Of 3 to 1000 the one whose probabilities are worth most
# in five-fold cross-validation over the examples (log loss 0.72; accuracy is 0.80 for all from 3).
_C = 100.0
_ITERATIONS = 2_000


@dataclass(frozen=True, slots=True)
class Classifier:
    """Embedding to probabilities of labels."""

    labels: tuple[str, ...]
    weights: NDArray[np.float32]
    """Shape (labels, dimension)."""
    bias: NDArray[np.float32]
    """Shape (labels,)."""
    examples: Vectors
    """The examples' embeddings, shape (examples, dimension)."""
    truth: NDArray[np.int64]
    """Shape (examples,): which label each example is of."""

    @classmethod
    def fit(cls, examples: Mapping[str, Sequence[str]], encoder: Encoder) -> Self:
        """Learn from example texts by label; the same examples give the same weights."""
        from sklearn.linear_model import LogisticRegression  # slow to import, used only here

        texts = [text for label in sorted(examples) for text in examples[label]]
        truth = [label for label in sorted(examples) for _ in examples[label]]
        model = LogisticRegression(C=_C, max_iter=_ITERATIONS, class_weight="balanced")
        vectors = encoder.encode(texts)
        model.fit(vectors, truth)
        labels = tuple(map(str, model.classes_))
        return cls(
            labels,
            model.coef_.astype(np.float32),
            model.intercept_.astype(np.float32),
            vectors,
            np.array([labels.index(label) for label in truth], dtype=np.int64),
        )

    def predict(self, vector: NDArray[np.float32]) -> dict[str, float]:
        """Return each label's probability for one embedding, the likeliest first."""
        logits = self.weights @ vector + self.bias
        shares = np.exp(logits - logits.max())
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")
        return {self.labels[i]: float(shares[i]) for i in order}

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
            weights=self.weights,
            bias=self.bias,
            examples=self.examples,
            truth=self.truth,
        )
        return buffer.getvalue()

    @classmethod
    def load(cls, data: bytes) -> Self:
        """Return the classifier of `dump`'s bytes."""
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            arrays = (kept[name] for name in ("weights", "bias", "examples", "truth"))
            return cls(tuple(map(str, kept["labels"])), *arrays)
