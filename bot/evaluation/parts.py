"""Expertise with one part taken away: exchanged for one that does nothing, over the same index.

Nothing in the advisor asks whether it is being measured.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bot.expertise import Expertise
from bot.spelling import Speller
from knowledge.models import Passage
from retrieval.generation import Generation
from retrieval.index import VectorIndex
from retrieval.keywords import KeywordIndex
from retrieval.retriever import Retriever
from retrieval.types import Encoder, Hit, Query


class _Unsteered(Retriever):
    """Ranks without regard to the topics asked for."""

    def find(self, query: Query, vector: NDArray[np.float32] | None = None) -> tuple[Hit, ...]:
        return super().find(replace(query, topics={}), vector)


class _Worded(Retriever):
    """Ranks without the nearest vectors; how near to the question a hit is stays known."""

    def __init__(self, generation: Generation, encoder: Encoder) -> None:
        empty = VectorIndex.from_vectors(np.zeros((0, encoder.dimension), np.float32))
        super().__init__(replace(generation, vectors=empty), encoder)
        self._embed = encoder.encode
        rows = zip(generation.passages, generation.vectors.vectors, strict=True)
        self._vectors = {passage.id: vector for passage, vector in rows}

    def find(self, query: Query, vector: NDArray[np.float32] | None = None) -> tuple[Hit, ...]:
        asked = self._embed([query.text])[0] if vector is None else vector
        return tuple(
            replace(hit, similarity=float(self._vectors[hit.passage.id] @ asked))
            for hit in super().find(query, asked)
        )


def without_spelling(whole: Expertise) -> Expertise:
    """Every word is meant as it stands."""
    literal = Speller((), lambda _: True, {})
    return replace(whole, recognizer=replace(whole.recognizer, speller=literal))


def without_facts(whole: Expertise) -> Expertise:
    """Passages are all there is: what they state is not known as facts."""
    passages = tuple(map(_untyped, whole.generation.passages))
    return replace(whole, generation=replace(whole.generation, passages=passages))


def without_keywords(whole: Expertise) -> Expertise:
    """No passage shares a word with any question."""
    wordless = KeywordIndex.from_texts([""] * len(whole.generation.passages))
    generation = replace(whole.generation, keywords=wordless)
    return replace(whole, retriever=Retriever(generation, whole.encoder))


def without_dense(whole: Expertise) -> Expertise:
    """The nearest vectors do not rank; how near they are still tells what is an answer."""
    return replace(whole, retriever=_Worded(whole.generation, whole.encoder))


def without_topics(whole: Expertise) -> Expertise:
    """The topics asked for do not rank; they still tell facts and refusals."""
    return replace(whole, retriever=_Unsteered(whole.generation, whole.encoder))


def _untyped(passage: Passage) -> Passage:
    return replace(passage, pay=(), facts=())
