"""The nearest of many spellings to one that has slips, without comparing it to them all.

Knows letters only.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA


@dataclass(frozen=True, slots=True)
class _Bucket:
    """Spellings of one first letter, by length."""

    spellings: Sequence[str]
    lengths: Sequence[int]
    letters: NDArray[np.uint32]
    """For each the set of its letters, a bit for each."""


class Spellings:
    """Spellings by first letter, which is rarely the wrong one, length and letters."""

    def __init__(self, spellings: Iterable[str]) -> None:
        """Of spellings that are equally near the one given first is the nearest."""
        self._places = {spelling: place for place, spelling in enumerate(spellings)}
        by_initial: dict[str, list[str]] = defaultdict(list)
        for spelling in self._places:
            by_initial[spelling[0]].append(spelling)
        self._buckets = {initial: _bucket(found) for initial, found in by_initial.items()}

    def nearest(self, word: str, slips: int) -> tuple[str, int] | None:
        """Return the nearest spelling and its slips, if it has no more than allowed.

        A slip is a letter too many, missing, or wrong, or two in each other's place.
        """
        bucket = self._buckets.get(word[:1])
        if bucket is None:
            return None
        first = bisect_left(bucket.lengths, len(word) - slips)
        end = bisect_left(bucket.lengths, len(word) + slips + 1)
        # a slip takes at most one letter away and brings one in
        differing = np.bitwise_count(bucket.letters[first:end] ^ _letters(word))
        like = [bucket.spellings[first + n] for n in (differing <= 2 * slips).nonzero()[0].tolist()]
        near = process.extract(word, like, scorer=OSA.distance, score_cutoff=slips, limit=None)
        if not near:
            return None
        spelling, found, _ = min(near, key=lambda each: (each[1], self._places[each[0]]))
        return spelling, int(found)


def _bucket(spellings: list[str]) -> _Bucket:
    ordered = sorted(spellings, key=len)
    letters = np.array([_letters(spelling) for spelling in ordered], dtype=np.uint32)
    return _Bucket(ordered, [len(spelling) for spelling in ordered], letters)


def _letters(word: str) -> np.uint32:
    bits = 0
    for letter in set(word):
        bits |= 1 << (ord(letter) & 31)
    return np.uint32(bits)
