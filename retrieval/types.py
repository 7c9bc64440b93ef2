"""What flows through retrieval."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.models import Passage

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Text to vector: the one border to the embedding model."""

    @property
    def name(self) -> str:
        """What the manifest remembers, so that an index of another encoder is refused."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts: float32, shape (len(texts), dimension), every row of length one."""

    def knows(self, word: str) -> bool:
        """Whether a lower-case word stands whole in the encoder's vocabulary."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, and what the question already settled."""

    text: str
    role: str | None = None
    """Only passages of this role; None looks everywhere."""
    topics: dict[str, float] = field(default_factory=dict)
    """Topic to probability: what the question seems to ask for."""
    market: str | None = None
    level: str | None = None
    top_k: int = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, best first."""

    passage: Passage
    score: float
    """Higher is nearer: the ranker's fused score."""
    similarity: float
    """Cosine of question and passage, -1 to 1."""
    named: bool = False
    """Whether it holds a rare name that the question asks for."""
    meaning_rank: int | None = None
    """Its place in the search by meaning, from 1; None where that did not bring it."""
    word_rank: int | None = None
    """Its place in the search by words, from 1; None where that did not bring it."""
    bonus: float = 0.0
    """What topic, market and level added; the rest of the score is the two ranks'."""


@dataclass(frozen=True, slots=True)
class RoleHit:
    """A role whose passages are near to a text."""

    role: str
    score: float
    """The sum over its passages found; a first rank in one search is worth 1."""
    similarity: float
    """Cosine of the text and its nearest passage; 0 where meaning brought none."""
