"""What to show of the passages found: the best section whole, of the others what is nearest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.dialogue import Request
from bot.passage_lines import FURTHER_LINES, are_names, compared_lines, lines_of
from knowledge.models import BlockKind, Passage
from knowledge.topics import neighbours_of
from retrieval.keywords import tokens
from retrieval.types import Hit, Vectors

Encode = Callable[[Sequence[str]], Vectors]

# What is further down the ranking is left out; a phone shows the first screen of it, and "More".
_CHARACTERS = 2_400
_SECTION = 1_500
_SECTIONS = 6
_CONSIDERED = 9
_MAY_BE_MEANT = 0.05
# Sentences of the best passage.
_BEST_SENTENCES = 4
# A further passage must be nearly as good as the first one.
_NEAR = 0.5
# A topic this likely is what the question asks for, however unlike a list of names is to it.
CLEAR_TOPIC = 0.5
# A passage of another topic than that must come so near, of the nearest one's similarity.
_AS_NEAR = 0.7
# So near is only what the question is about, whatever it seems to ask for and the heading says.
VERY_NEAR = 0.5
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
    prose = [passage for passage in first if not passage.items]  # its lists are shown whole
    nearness = _Nearness(request.recognition.vector, [*prose, *others], encode)
    chosen = [_extract(passage, nearness, _BEST_SENTENCES) for passage in first]
    for passage in others:
        further = _nearest(passage, nearness)
        length = sum(extract.length for extract in chosen)
        if length + further.length <= _CHARACTERS:
            chosen.append(further)
    return tuple(_shortened(extract, nearness) for extract in _joined(chosen)[:_SECTIONS])


def missing_topic(request: Request, hits: Sequence[Hit], shown: Sequence[Extract]) -> str | None:
    """Return the topic that is clearly asked for, where nothing shown is on it or very near."""
    near = max((hit.similarity for hit in hits), default=0.0) >= VERY_NEAR
    on_topic = any(_of_topic(request, extract.passage) for extract in shown)
    return request.topic if request.likelihood >= CLEAR_TOPIC and not (near or on_topic) else None


class _Nearness:
    """Which lines are near to the question, all of them embedded in one go."""

    def __init__(
        self, question: NDArray[np.float32], passages: Sequence[Passage], encode: Encode
    ) -> None:
        lines = list(dict.fromkeys(line for p in passages for line in compared_lines(p)))
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
    """The first hit, of the topic if that is clear, the nearest in words, and those nearly as good.

    A roadmap's step on certificates is not of the topic certificates, and yet may be the answer;
    so may a passage that holds the very name asked for. Where the topic is beyond doubt, what is
    of another one must come as near to the question's words.
    """
    if not hits:
        return []
    literal = max(hits, key=lambda h: (h.named, h.similarity))
    clear = request.likelihood >= CLEAR_TOPIC
    good = [
        h
        for h in hits
        if (h.score >= _NEAR * hits[0].score and _related(request, h.passage))
        or (clear and _of_topic(request, h.passage))
    ]
    first = next((h for h in good if clear and _of_topic(request, h.passage)), hits[0])
    shown = list(dict.fromkeys([first, hits[0], literal, *good]))
    if not clear:
        return shown
    near = _as_near(request, shown)
    return [h for h in shown if _of_topic(request, h.passage) or near(h)] or shown


def _as_near(request: Request, shown: Sequence[Hit]) -> Callable[[Hit], bool]:
    """Whether a hit of no topic, or of another one, is about as near as the nearest on topic."""
    on_topic = [h.similarity for h in shown if _of_topic(request, h.passage)]
    least = _AS_NEAR * max(on_topic or [h.similarity for h in shown])
    asked = set(tokens(request.recognition.utterance.without_roles))

    def near(hit: Hit) -> bool:
        # "plumber" in a plumber's documents is no name that was asked for
        if hit.named and asked & set(tokens(hit.passage.searchable)):
            return True
        return hit.similarity >= least

    return near


def _of_topic(request: Request, passage: Passage) -> bool:
    return request.topic in passage.topics


def _related(request: Request, passage: Passage) -> bool:
    """Whether a passage is of no topic, of one that may be meant, or of a neighbour of it."""
    near = neighbours_of(request.topic)
    meant = {topic for topic, share in request.topics.items() if share >= _MAY_BE_MEANT}
    return passage.topic is None or bool(passage.topics & {*meant, *near})


def _extract(passage: Passage, nearness: _Nearness, most: int) -> Extract:
    """A list whole; of prose the sentences nearest to the question, in their order."""
    heading = passage.heading[-1] if passage.heading else ""
    if passage.items:
        kind = "steps" if passage.kind is BlockKind.STEPS else "bullets"
        return Extract(passage, heading, kind, passage.lead, passage.items)
    return Extract(passage, heading, "prose", "", nearness.best(lines_of(passage), most))


def _nearest(passage: Passage, nearness: _Nearness) -> Extract:
    """Of a further passage the lines nearest to the question; short names stay together."""
    extract = _extract(passage, nearness, FURTHER_LINES)
    if not passage.items:
        return extract
    if are_names(passage.items):
        return replace(extract, kind="names")
    # a few of many steps have no numbers of their own
    kind = "bullets" if extract.kind == "steps" else extract.kind
    return replace(extract, kind=kind, items=nearness.best(passage.items, FURTHER_LINES))


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
