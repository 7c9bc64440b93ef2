"""Query to hits: filter, search twice, fuse, keep the best."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from retrieval.generation import Generation
from retrieval.ranking import (
    OUTLINE_WEIGHT,
    TOPIC_WEIGHT,
    reciprocal_rank,
    settled_share,
    topic_share,
)
from retrieval.types import Encoder, Hit, Query, RoleHit

# Candidates of each search for each hit asked for: enough that fusing can reorder them.
_OVERFETCH = 6
# A word that is unknown to the encoder and stands in no more passages than this, never in small
# letters, is the name of something.
_RARE = 3
# So many passages of each search speak for their roles, the first ones much more than the last.
_SPEAKING = 40
_SPEAKING_RANKS = 20
# A topic less likely than this is not asked for.
_ASKED = 0.1
_Kind = tuple[str | None, tuple[str, ...], bool, str | None, str | None]
_NAME = re.compile(r"[A-Za-z][\w.+#-]{2,}")


class Retriever:
    """Finds passages of one generation."""

    def __init__(self, generation: Generation, encoder: Encoder) -> None:
        self._generation = generation
        self._encoder = encoder
        self._rows = self._rows_by_role()
        self._alike = self._alike_among(range(len(generation.passages)))

    def find(self, query: Query, vector: NDArray[np.float32] | None = None) -> tuple[Hit, ...]:
        """Return the hits, best first; `vector` saves embedding the text again."""
        if vector is None:
            vector = self._encoder.encode([query.text])[0]
        allowed = self._rows.get(query.role, np.zeros(0, np.int64)) if query.role else None
        wanted = query.top_k * _OVERFETCH
        near, cosines = self._generation.vectors.search(vector, wanted, allowed)
        worded, _ = self._generation.keywords.search(query.text, wanted, allowed)
        fused = reciprocal_rank([near.tolist(), worded.tolist()])
        fused |= dict.fromkeys(self._on_topic(query, allowed, fused), 0.0)
        similarity = dict(zip(near.tolist(), cosines.tolist(), strict=True))
        bonus = {row: self._bonus(row, query) for row in fused}
        scored = {row: score + bonus[row] for row, score in fused.items()}
        order = sorted(scored, key=lambda row: (-scored[row], row))[: query.top_k]
        named = self._naming(query.text, allowed)
        meant, said = _places(near.tolist()), _places(worded.tolist())
        return tuple(
            Hit(
                self._generation.passages[row],
                scored.get(row, 0.0),
                similarity.get(row, 0.0),
                named=row in named,
                meaning_rank=meant.get(row),
                word_rank=said.get(row),
                bonus=bonus.get(row, 0.0),
            )
            for row in dict.fromkeys([*order, *named])
        )

    def nearest(self, vector: NDArray[np.float32], role: str | None = None) -> float:
        """Return the cosine of the nearest passage, of a role if one is given; 0 without any."""
        if role is not None and role not in self._rows:
            return 0.0
        _, cosines = self._generation.vectors.search(vector, 1, self._rows[role] if role else None)
        return float(max(cosines, default=0.0))

    def nearest_by_topic(self, vector: NDArray[np.float32], role: str) -> dict[str, float]:
        """Return for each topic of a role's passages the cosine of the one that is nearest."""
        rows = self._rows.get(role, np.zeros(0, np.int64))
        found, cosines = self._generation.vectors.search(vector, len(rows), rows)
        nearest: dict[str, float] = {}
        for row, cosine in zip(found.tolist(), cosines.tolist(), strict=True):
            for topic in self._generation.passages[row].topics:
                nearest.setdefault(topic, cosine)  # the nearest ones come first
        return nearest

    def roles_near(self, text: str, vector: NDArray[np.float32]) -> tuple[RoleHit, ...]:
        """Return whose passages are near to a text, in meaning and in words, the nearest first.

        Each passage of either search speaks for its role by its reciprocal rank.
        """
        near, cosines = self._generation.vectors.search(vector, _SPEAKING, None)
        worded, _ = self._generation.keywords.search(text, _SPEAKING, None)
        fused = reciprocal_rank([near.tolist(), worded.tolist()], _SPEAKING_RANKS)
        scores: defaultdict[str, float] = defaultdict(float)
        nearest: dict[str, float] = {}
        for row, score in fused.items():
            scores[self._generation.passages[row].role] += score
        for row, cosine in zip(near.tolist(), cosines.tolist(), strict=True):
            nearest.setdefault(self._generation.passages[row].role, cosine)
        found = (RoleHit(role, score, nearest.get(role, 0.0)) for role, score in scores.items())
        return tuple(sorted(found, key=lambda hit: -hit.score))

    def worded(self, text: str, role: str) -> float:
        """Return the BM25 score of the role's passage that shares most words; 0 where none does."""
        if role not in self._rows:
            return 0.0
        _, scores = self._generation.keywords.search(text, 1, self._rows[role])
        return float(max(scores, default=0.0))

    def _naming(self, text: str, allowed: NDArray[np.int64] | None) -> list[int]:
        """Rows that hold a name of the question's: a rare word that is no common one."""
        found: list[int] = []
        for word in dict.fromkeys(_NAME.findall(text)):
            if not self._encoder.knows(word.casefold()):
                rows, _ = self._generation.keywords.search(word, _RARE + 1, allowed)
                texts = (self._generation.passages[row].searchable for row in rows)
                if len(rows) <= _RARE and _is_name(word, " ".join(texts)):
                    found += rows.tolist()
        return list(dict.fromkeys(found))[:_RARE]

    def _bonus(self, row: int, query: Query) -> float:
        passage = self._generation.passages[row]
        share = topic_share(passage, query.topics)
        gain = (TOPIC_WEIGHT + OUTLINE_WEIGHT * passage.outline) * share
        return gain + settled_share(passage, query.market, query.level)

    def _on_topic(
        self, query: Query, allowed: NDArray[np.int64] | None, fused: Mapping[int, float]
    ) -> Iterator[int]:
        """More rows of the topics asked for: a list of names shares few words with its question.

        Of rows that would score alike only the first ones can be among the best.
        """
        topics = {topic for topic, share in query.topics.items() if share >= _ASKED}
        groups = self._alike.items() if allowed is None else self._alike_among(allowed).items()
        for (topic, *_), rows in groups:
            if topic in topics:
                yield from islice((row for row in rows if row not in fused), query.top_k)

    def _alike_among(self, rows: Iterable[int]) -> dict[_Kind, list[int]]:
        """Rows by all that their bonus depends on."""
        groups: dict[_Kind, list[int]] = {}
        for row in rows:
            p = self._generation.passages[row]
            groups.setdefault((p.topic, p.also, p.outline, p.market, p.level), []).append(int(row))
        return groups

    def _rows_by_role(self) -> dict[str, NDArray[np.int64]]:
        rows: dict[str, list[int]] = {}
        for row, passage in enumerate(self._generation.passages):
            rows.setdefault(passage.role, []).append(row)
        return {role: np.array(found, dtype=np.int64) for role, found in rows.items()}


def _is_name(word: str, text: str) -> bool:
    """Whether a text has a word, and never in small letters: "WSO2", not "arrived"."""
    found = re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    return bool(found) and not any(form.islower() for form in found)


def _places(rows: Iterable[int]) -> dict[int, int]:
    """Row to its place, from 1."""
    return {row: place for place, row in enumerate(rows, 1)}
