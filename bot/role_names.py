"""Which roles are nearest to what somebody asked for, when none of them is it."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.models import Role
from retrieval.keywords import tokens
from retrieval.types import Vectors

# What all words shared add to the likeness of meaning.
_SHARED_WORDS = 0.3
_LONG_STEM = 4
_FEW = 4
# An activity is held against names as whoever does it.
_WHO = "someone who {}"


class RoleNames:
    """The names of roles, to compare others with."""

    def __init__(
        self,
        roles: Sequence[Role],
        told: Callable[[str], Sequence[str]],
        encode: Callable[[Sequence[str]], Vectors],
    ) -> None:
        """`told` gives lines on what a role does, by its id; `encode` texts' embeddings.

        Their shape is (texts, dimension).
        """
        self._roles = tuple(roles)
        self._told = told
        self._encode = encode
        self._vectors = encode([role.name for role in self._roles])

    def nearest(self, text: str, n: int) -> tuple[Role, ...]:
        """Return the n roles nearest to a text, in meaning and in words; fewer where fewer are."""
        if not self._roles:
            return ()
        scores = self._likeness(text) + _SHARED_WORDS * self._shared(text)
        order = np.argsort(-scores, kind="stable")[: max(n, 0)]
        return tuple(self._roles[row] for row in order)

    def nearest_of(self, ids: Sequence[str], text: str) -> tuple[Role, ...]:
        """Return these roles, the ones nearest to a text first."""
        rows = [row for row, role in enumerate(self._roles) if role.id in ids]
        return self._nearest_first(rows, text)

    def doing(self, stems: Sequence[str], share: float, text: str) -> tuple[Role, ...]:
        """Return the few roles whose very names have such a share of these stems.

        What many roles' names have tells none of them.
        """
        counts = np.array([sum(_among(s, words) for s in stems) for words in self._name_words])
        most = counts.max(initial=0)
        rows = np.flatnonzero(counts == most)
        if not stems or most == 0 or most < share * len(stems) or len(rows) > _FEW:
            return ()
        return self._nearest_first(rows.tolist(), text)

    def shared(self, role: Role, stems: Sequence[str]) -> int:
        """Return how many of these stems a role's name has."""
        words = self._name_words[self._roles.index(role)]
        return sum(_among(stem, words) for stem in stems)

    def ending_alike(self, name: str, text: str) -> tuple[Role, ...]:
        """Return the roles whose names have all words of this one, and one that ends as it does.

        "aircraft mechanic" is one of the "Aircraft and Avionics Equipment Mechanics and
        Technicians"; an "astronaut" is no astronautical engineer.
        """
        stems = set(tokens(name))
        end = tokens(name.rpartition(" ")[2])
        rows = [row for row, words in enumerate(self._words) if end and stems <= words]
        found = self._nearest_first(rows, text)
        return tuple(r for r in found if any(_ends(n, end) for n in (r.name, *r.aliases)))

    def alike(self, names: Sequence[str], least: float) -> tuple[Role, ...]:
        """Return the roles named at least so alike to the first name that any role is alike to.

        The nearest one comes first.
        """
        for likeness in self._encode(names) @ self._vectors.T:
            rows = np.argsort(-likeness, kind="stable")
            if found := tuple(self._roles[row] for row in rows if likeness[row] >= least):
                return found
        return ()

    def who(self, activity: str) -> dict[str, float]:
        """Return how like an activity is to what each role is called and said to do.

        The most alike comes first; what is most alike of a role counts.
        """
        ids, vectors = self._works
        likeness = vectors @ self._encode([_WHO.format(activity)])[0]
        found: dict[str, float] = {}
        for row in np.argsort(-likeness, kind="stable"):
            found.setdefault(ids[row], float(likeness[row]))
        return found

    @cached_property
    def _works(self) -> tuple[tuple[str, ...], Vectors]:
        """Roles, and beside each, row for row, the embedding of a name or line of it."""
        lines = [(role.id, line) for role in self._roles for line in self._lines_of(role)]
        return tuple(role for role, _ in lines), self._encode([line for _, line in lines])

    def _lines_of(self, role: Role) -> tuple[str, ...]:
        return (role.name, *role.aliases, *self._told(role.id))

    def _nearest_first(self, rows: Sequence[int], text: str) -> tuple[Role, ...]:
        if len(rows) < 2:
            return tuple(self._roles[row] for row in rows)
        likeness = self._likeness(text)
        return tuple(self._roles[row] for row in sorted(rows, key=lambda row: -likeness[row]))

    def _likeness(self, text: str) -> NDArray[np.float32]:
        """How near each role's name is to a text in meaning."""
        likeness: NDArray[np.float32] = self._vectors @ self._encode([text])[0]
        return likeness

    def _shared(self, text: str) -> NDArray[np.float32]:
        """How many of the text's words each role's names have, as a share."""
        asked = set(tokens(text))
        shares = (len(asked & words) / max(len(asked), 1) for words in self._words)
        return np.fromiter(shares, np.float32, len(self._roles))

    @cached_property
    def _name_words(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(tokens(role.name)) for role in self._roles)

    @cached_property
    def _words(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(tokens(" ".join((r.name, *r.aliases)))) for r in self._roles)


def _among(stem: str, words: frozenset[str]) -> bool:
    """Whether a stem is among others, or begins one: "weld" is what a "welder" does."""
    longer = len(stem) >= _LONG_STEM and any(word.startswith(stem) for word in words)
    return stem in words or longer


def _ends(name: str, end: Sequence[str]) -> bool:
    """Whether a part of a name ends in a word: groups are joined of several names."""
    parts = re.split(r",|\band\b|\bor\b|/", name)
    return any(tokens(part.strip().rpartition(" ")[2]) == list(end) for part in parts)
