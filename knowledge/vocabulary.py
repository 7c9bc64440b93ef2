"""Which terms stand alone somewhere in the documents: the evidence to split glued runs by."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import product

from knowledge.lexicon import build_lexicon

_TERM = re.compile(r"[\w+#'’]+")
# Looks as if terms were run together: such a term is believed only when it is seen again, ...
_LOOKS_GLUED = re.compile(r"[a-z0-9)][A-Z]|[A-Z]{2}[a-z]|[A-Z]{5}|[a-z]{4}\d")
# ... and one that ends in a value ("EducationBACHELORS") never.
_LABELLED = re.compile(r"[a-z][A-Z]{5}")
_SEVERAL = 2
_SHORT = 3
# The sixteen types of Myers and Briggs, which pages list without anything between them.
_PERSONALITIES = frozenset("".join(letters) for letters in product("EI", "NS", "TF", "JP"))


class Vocabulary:
    """The terms of a corpus."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(_TERM.findall(text))
        self._alone = {
            term
            for term, n in counts.items()
            if not _LOOKS_GLUED.search(term) or (n >= _SEVERAL and not _LABELLED.search(term))
        }
        self._folded = {term.casefold() for term in self._alone if len(term) > _SHORT}
        self._places = build_lexicon(())

    def alone(self, term: str) -> bool:
        """Return whether a term stands alone somewhere, written just so, or is a type of people."""
        return term in self._alone or term in _PERSONALITIES

    def knows(self, term: str) -> bool:
        """Return whether a term stands alone somewhere in any case, or names a place."""
        if self.alone(term):
            return True
        if term.isupper() and len(term) > 1:
            return term.casefold() in self._folded or self._is_place(term)
        return term.istitle() and term.casefold() in self._folded

    def _is_place(self, term: str) -> bool:
        return any(m.start == 0 and m.end == len(term) for m in self._places.find(term))
