"""Which topics are taken for which: expected against recognised, counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.evaluation.judging import TurnVerdict


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often each topic was recognised as each."""

    counts: Mapping[tuple[str, str], int]
    """Expected and recognised, to the number of turns."""

    @classmethod
    def of(cls, turns: Iterable[TurnVerdict]) -> "Confusion":
        """Count the turns that tell the topic they ask for."""
        pairs = ((t.topic, t.said.topic or "none") for t in turns if t.topic)
        return cls(Counter((expected, found) for expected, found in pairs if expected))

    @property
    def cases(self) -> int:
        """How many turns tell their topic."""
        return sum(self.counts.values())

    @property
    def right(self) -> int:
        """How many of these were recognised."""
        return sum(n for (expected, found), n in self.counts.items() if expected == found)

    def most_frequent(self, most: int) -> list[tuple[str, str, int]]:
        """Return expected topic, what it was taken for, and how often: the most frequent first."""
        wrong = [(*pair, n) for pair, n in self.counts.items() if pair[0] != pair[1]]
        return sorted(wrong, key=lambda row: (-row[2], row[0], row[1]))[:most]

    def table(self) -> dict[str, dict[str, int]]:
        """Return the whole table: expected topic to recognised one to the number of turns."""
        rows: dict[str, dict[str, int]] = {}
        for (expected, found), n in sorted(self.counts.items()):
            rows.setdefault(expected, {})[found] = n
        return rows
