"""Mends misspelt words before anything reads a question: "salery senoir" → "salary senior".

A word that the encoder or the documents have is meant as it stands; any other becomes the nearest
word that the documents, topics or names use, if one is near enough.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.spellings import is_agent

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SHORTEST = 4
_LONG = 8


class Speller:
    """Replaces words that nobody knows by near ones that somebody does."""

    def __init__(
        self,
        texts: Iterable[str],
        known: Callable[[str], bool],
        abbreviations: Mapping[str, str],
        ordinary: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """`texts` hold the words to correct to; `known` says which words are left alone.

        Of words equally near the `ordinary` one is meant: "actualy" is "actually", no "actuary".
        """
        self._counts: Counter[str] = Counter()
        for word, count in Counter(chain.from_iterable(map(_WORD.findall, texts))).items():
            self._counts[word.casefold()] += count
        self._by_initial: dict[str, list[str]] = {}
        for word in self._counts:
            if len(word) >= _SHORTEST:
                self._by_initial.setdefault(word[0], []).append(word)
        self._known = known
        self._abbreviations = abbreviations
        self._ordinary = ordinary

    def knows(self, word: str) -> bool:
        """Whether a word is meant as it stands."""
        folded = word.casefold()
        return folded in self._counts or self._known(folded)

    def correct(self, text: str) -> str:
        """Return the text with its misspelt words mended; all else stays as it is."""
        return _WORD.sub(lambda match: self._mend(match.group()), text)

    def _mend(self, word: str) -> str:
        folded = word.casefold()
        if folded in self._abbreviations:
            return self._abbreviations[folded]
        # a capital inside a word marks a name: names are not misspellings
        if len(word) < _SHORTEST or self.knows(word) or not (word.islower() or word.istitle()):
            return word
        allowed = 1 if len(word) < _LONG else 2
        near = process.extract(
            folded,
            self._by_initial.get(folded[0], ()),
            scorer=OSA.distance,
            score_cutoff=allowed,
            limit=5,
        )
        if not near:
            return word
        mended = str(min(near, key=self._farness)[0])
        return word if is_agent(word) and not is_agent(mended) else mended

    def _farness(self, found: tuple[str, float, int]) -> tuple[float, bool, int]:
        """The nearest word comes first, of these an ordinary one, then the one used most."""
        word, distance, _ = found
        return distance, not self._ordinary(word), -self._counts[word]
