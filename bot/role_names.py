"""Which roles are nearest to what somebody asked for, when none of them is it."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.models import Role
from retrieval.keywords import tokens
from retrieval.types import Encoder, Vectors

# What all words shared add to the likeness of meaning.
_SHARED_WORDS = 0.3


class RoleNames:
    """The names of roles, embedded when they are first asked for."""

    def __init__(self, roles: Sequence[Role], encoder: Encoder) -> None:
        self._roles = tuple(roles)
        self._encoder = encoder

    def nearest(self, text: str, n: int) -> tuple[Role, ...]:
        """Return the n roles nearest to a text, in meaning and in words; fewer where fewer are."""
        if not self._roles:
            return ()
        likeness = self._vectors @ self._encoder.encode([text])[0]
        scores = likeness + _SHARED_WORDS * self._shared(text)
        order = np.argsort(-scores, kind="stable")[: max(n, 0)]
        return tuple(self._roles[row] for row in order)

    def _shared(self, text: str) -> NDArray[np.float32]:
        """How many of the text's words each role's names have, as a share."""
        asked = set(tokens(text))
        shares = (len(asked & words) / max(len(asked), 1) for words in self._words)
        return np.fromiter(shares, np.float32, len(self._roles))

    @cached_property
    def _vectors(self) -> Vectors:
        return self._encoder.encode([role.name for role in self._roles])

    @cached_property
    def _words(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(tokens(" ".join((r.name, *r.aliases)))) for r in self._roles)
