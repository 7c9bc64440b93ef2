"""Lines that answer a question from whatever section they stand in.

A detail is often said where its topic is not: which certificates are for networks, in a roadmap's
step on networks. Such a line shows by its own label, "Monitoring: New Relic", or by coming much
nearer to the question than all that is shown. Knows lines; nothing of topics.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from bot.dialogue import Request
from bot.expertise import Expertise
from bot.extracts import Extract
from bot.passage_lines import compared_lines, lines_of
from bot.tracing import reaches
from knowledge.models import Passage
from retrieval.keywords import tokens
from retrieval.types import Vectors

# So near must a line be, and by so much nearer than all that is shown. Lower, one answer in three
# has a line more, and hardly one of them is what was asked.
NEAR_LINE = 0.5
LEAD = 0.15
# Lines whose label the question says.
_MOST_LABELLED = 2
_LABEL = re.compile(r"([^:]{3,40}):\s")
# Of so many roles the lines are kept in memory, a megabyte for the longest.
_ROLES_AT_HAND = 64

_Line = tuple[str, Passage]


@dataclass(frozen=True, slots=True)
class _Lines:
    lines: tuple[_Line, ...]
    vectors: Vectors
    """Shape (lines, dimension)."""
    labelled: tuple[tuple[frozenset[str], _Line], ...]
    """The lines that have a label, with its stems."""


class StrayLines:
    """Looks over all lines of a role, but for those of pay.

    A figure is told by its level and market, not by its nearness.
    """

    def __init__(self, expertise: Expertise) -> None:
        self._expertise = expertise
        self._lines = lru_cache(_ROLES_AT_HAND)(self._lines_of)

    def beside(self, request: Request, shown: Sequence[Extract]) -> tuple[Extract, ...]:
        """Return what is shown, with the lines that answer the question and stand elsewhere."""
        lines = self._lines(request.role)
        told = {item for extract in shown for item in extract.items}
        found = [*self._labelled(request, lines), *self._nearest(request, lines, told)]
        all_shown = tuple(shown)
        for text, passage in dict.fromkeys(found):
            if text not in told:
                all_shown = _with(all_shown, passage, text)
        return all_shown

    @staticmethod
    def _labelled(request: Request, lines: _Lines) -> list[_Line]:
        """Lines whose label the question says, of its market if it has one."""
        said = set(tokens(request.recognition.utterance.without_roles))
        markets = {None, request.market} if request.market else None
        return [
            line
            for label, line in lines.labelled
            if label <= said and (markets is None or line[1].market in markets)
        ][:_MOST_LABELLED]

    @staticmethod
    def _nearest(request: Request, lines: _Lines, told: set[str]) -> Iterator[_Line]:
        """The line that comes much nearer to the question than all that is told."""
        if not lines.lines:
            return
        nearness = lines.vectors @ request.recognition.vector
        known = (n for (text, _), n in zip(lines.lines, nearness, strict=True) if text in told)
        lead = float(nearness.max() - max(known, default=0.0))
        if reaches("NEAR_LINE", float(nearness.max()), NEAR_LINE) and lead >= LEAD:
            yield lines.lines[int(nearness.argmax())]

    def _lines_of(self, role: str) -> _Lines:
        passages = [p for p in self._expertise.passages(role) if p.heading and not p.pay]
        # those that the index keeps the embeddings of
        lines = tuple((line, p) for p in passages for line in compared_lines(p))
        vectors = self._expertise.lines.encode([text for text, _ in lines])
        items = ((line, p) for p in passages if p.items for line in lines_of(p))
        labelled = tuple((label, line) for line in items if (label := _label_of(line[0])))
        return _Lines(lines, vectors, labelled)


def _label_of(line: str) -> frozenset[str]:
    """The stems of a line's label; none where a word of it is too common to tell anything."""
    words = match[1].split() if (match := _LABEL.match(line)) else []
    stems = [tokens(word) for word in words]
    return frozenset(chain.from_iterable(stems)) if all(stems) else frozenset()


def _with(shown: Sequence[Extract], passage: Passage, line: str) -> tuple[Extract, ...]:
    """What is shown and a line of a passage, with the passage's others if some are there."""
    kind = "bullets" if passage.items else "prose"
    for place, extract in enumerate(shown):
        if extract.passage.id == passage.id and extract.kind == kind:
            more = replace(extract, items=(*extract.items, line))
            return (*shown[:place], more, *shown[place + 1 :])
    return (*shown, Extract(passage, passage.heading[-1], kind, "", (line,)))
