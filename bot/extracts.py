"""What to show of the passages found: the best section whole, of the others what is nearest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sentencex import segment

from bot.dialogue import Request
from knowledge.models import BlockKind, Passage
from knowledge.topics import load_topics
from retrieval.types import Hit, Vectors

Encode = Callable[[Sequence[str]], Vectors]

# A summary fits a phone's screen or two; what is further down the ranking is left out.
_CHARACTERS = 1_600
_SECTION = 1_000
_SECTIONS = 5
_CONSIDERED = 6
_MAY_BE_MEANT = 0.05
# Sentences of the best passage, and lines of each further one.
_BEST_SENTENCES = 4
_FURTHER_LINES = 2
# Items no longer than this on the average are names, which are read as one line.
_NAMES = 45
# A further passage must be nearly as good as the first one.
_NEAR = 0.5
# How much nearness counts against repeating what is already chosen (Carbonell and Goldstein, 1998).
_RELEVANCE = 0.7


@dataclass(frozen=True, slots=True)
class Extract:
    """What an answer shows of one passage."""

    passage: Passage
    heading: str
    kind: str
    """"bullets", "steps" or "prose"."""
    lead: str
    items: tuple[str, ...]
    """List items, or sentences."""

    @property
    def length(self) -> int:
        """Characters, about."""
        return len(self.heading) + len(self.lead) + sum(map(len, self.items))


def extracts(
    request: Request,
    hits: Sequence[Hit],
    siblings: Callable[[Passage], Sequence[Passage]],
    encode: Encode,
) -> tuple[Extract, ...]:
    """Return what to show of the hits, the best first, within the length of a summary.

    `siblings` gives all passages of a passage's section: the best one is shown with them, since
    a section's sentences and its list are one thought.
    """
    ranked = [hit.passage for hit in _worth_showing(request, hits)]
    if not ranked:
        return ()
    first = _whole(ranked[0], siblings(ranked[0]))
    others = [passage for passage in ranked if passage not in first][:_CONSIDERED]
    nearness = _Nearness(request.recognition.vector, [*first, *others], encode)
    chosen = [_extract(passage, nearness, _BEST_SENTENCES) for passage in first]
    for passage in others:
        further = _nearest(passage, nearness)
        length = sum(extract.length for extract in chosen)
        if length + further.length <= _CHARACTERS:
            chosen.append(further)
    return tuple(_shortened(extract, nearness) for extract in _joined(chosen)[:_SECTIONS])


def _lines(passage: Passage) -> tuple[str, ...]:
    """The items of a list, the sentences of prose."""
    if passage.items:
        return passage.items
    return tuple(s.strip() for s in segment("en", passage.text) if s.strip())


class _Nearness:
    """Which lines are near to the question, all of them embedded in one go."""

    def __init__(
        self, question: NDArray[np.float32], passages: Sequence[Passage], encode: Encode
    ) -> None:
        lines = list(dict.fromkeys(line for p in passages for line in _lines(p)))
        self._rows = dict(zip(lines, encode(lines), strict=True)) if lines else {}
        self._question = question

    def best(self, lines: Sequence[str], most: int) -> tuple[str, ...]:
        """Return lines near to the question and unlike each other, in the order they stand in."""
        if len(lines) <= most:
            return tuple(lines)
        vectors = np.stack([self._rows[line] for line in lines])
        relevance = vectors @ self._question
        likeness = vectors @ vectors.T
        chosen: list[int] = []
        while len(chosen) < most:
            rest = [i for i in range(len(lines)) if i not in chosen]
            gain = [
                _RELEVANCE * relevance[i]
                - (1 - _RELEVANCE) * max((likeness[i][j] for j in chosen), default=0.0)
                for i in rest
            ]
            chosen.append(rest[int(np.argmax(gain))])
        return tuple(lines[i] for i in sorted(chosen))


def _shortened(extract: Extract, nearness: _Nearness) -> Extract:
    """Of a section's prose, however many passages it comes from, no more than of one passage."""
    if extract.kind != "prose":
        return extract
    return replace(extract, items=nearness.best(extract.items, _BEST_SENTENCES))


def _whole(best: Passage, section: Sequence[Passage]) -> list[Passage]:
    """A section, if it is short enough to be read as one; else its best passage."""
    if sum(len(passage.text) for passage in section) <= _SECTION:
        return list(section)
    return [best]


def _worth_showing(request: Request, hits: Sequence[Hit]) -> list[Hit]:
    """The first hit, the one nearest in words whatever its topic, and those nearly as good.

    A roadmap's step on certificates is not of the topic certificates, and yet may be the answer;
    so may a passage that holds the very name asked for.
    """
    if not hits:
        return []
    literal = max(hits, key=lambda h: (h.named, h.similarity))
    good = [h for h in hits if h.score >= _NEAR * hits[0].score and _related(request, h.passage)]
    return list(dict.fromkeys([hits[0], literal, *good]))


def _related(request: Request, passage: Passage) -> bool:
    """Whether a passage is of no topic, of one that may be meant, or of a neighbour of it."""
    topics = load_topics()
    near = topics[request.topic].neighbours if request.topic in topics else ()
    meant = {topic for topic, share in request.topics.items() if share >= _MAY_BE_MEANT}
    return passage.topic is None or bool({passage.topic, *passage.also} & {*meant, *near})


def _extract(passage: Passage, nearness: _Nearness, most: int) -> Extract:
    """A list whole; of prose the sentences nearest to the question, in their order."""
    heading = passage.heading[-1] if passage.heading else ""
    if passage.items:
        kind = "steps" if passage.kind is BlockKind.STEPS else "bullets"
        return Extract(passage, heading, kind, passage.lead, passage.items)
    return Extract(passage, heading, "prose", "", nearness.best(_lines(passage), most))


def _nearest(passage: Passage, nearness: _Nearness) -> Extract:
    """Of a further passage the lines nearest to the question; short names stay together."""
    extract = _extract(passage, nearness, _FURTHER_LINES)
    if not passage.items:
        return extract
    if sum(map(len, passage.items)) <= _NAMES * len(passage.items):
        return replace(extract, kind="names")
    # a few of many steps have no numbers of their own
    kind = "bullets" if extract.kind == "steps" else extract.kind
    return replace(extract, kind=kind, items=nearness.best(passage.items, _FURTHER_LINES))


def _joined(chosen: Sequence[Extract]) -> tuple[Extract, ...]:
    """Parts of one list put together again, in the document's order, where the first one stands."""
    places: dict[tuple[str, tuple[str, ...], str], list[Extract]] = {}
    for extract in chosen:
        key = (extract.passage.document, extract.passage.heading, extract.kind)
        places.setdefault(key, []).append(extract)
    return tuple(_join(parts) if len(parts) > 1 else parts[0] for parts in places.values())


def _join(parts: list[Extract]) -> Extract:
    ordered = sorted(parts, key=lambda part: int(part.passage.id.rpartition("#")[2]))
    return replace(ordered[0], items=tuple(item for part in ordered for item in part.items))
