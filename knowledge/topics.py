"""The topics that people ask about and documents' sections are about, from topics.yaml."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from knowledge.resources import yaml_resource


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject of questions and sections."""

    id: str
    label: str
    """How an answer names it."""
    headings: tuple[str, ...]
    """Words that show in a heading that its section is about this."""
    examples: tuple[str, ...]
    """Questions as people ask them."""
    neighbours: tuple[str, ...]
    """Topics whose sections may answer it too."""


@cache
def load_topics() -> dict[str, Topic]:
    """Return the topics by id, in the file's order."""
    return {
        key: Topic(
            key,
            entry["label"],
            tuple(entry["headings"]),
            tuple(entry["examples"]),
            tuple(entry["neighbours"]),
        )
        for key, entry in yaml_resource("knowledge", "topics.yaml").items()
    }


def neighbours_of(topic: str | None) -> tuple[str, ...]:
    """Return the topics whose sections may answer a question on this one too."""
    known = load_topics().get(topic) if topic else None
    return known.neighbours if known else ()


def names_topic(text: str) -> bool:
    """Return whether a text is a topic's heading word and nothing else: "Summary"."""
    folded = text.casefold().strip(" :")
    return any(folded in topic.headings for topic in load_topics().values())


@cache
def heading_words() -> frozenset[str]:
    """Return the words that topics' heading words are made of: "range", of "salary range"."""
    headings = (heading for topic in load_topics().values() for heading in topic.headings)
    return frozenset(word for heading in headings for word in heading.casefold().split())


def topic_of_heading(path: Iterable[str]) -> str | None:
    """Return the topic that a heading path shows, the innermost heading first, or None."""
    for heading in reversed(tuple(path)):
        if topic := _topic_of(heading):
            return topic
    return None


@lru_cache(maxsize=20_000)
def _topic_of(heading: str) -> str | None:
    folded = " ".join(
        re.findall(r"[\w'+#.-]+", heading.replace("’", "'").replace("&", " and ").casefold())
    )
    best: tuple[int, int, str] | None = None
    likely = (found for first, found in _heading_words().items() if first in folded)
    for topic, words in chain.from_iterable(likely):
        match = words.search(folded)
        # the longest wins; of two as long, the one that stands first in the heading
        length = len(words.pattern)
        if match and (best is None or (length, -match.start()) > best[:2]):
            best = (length, -match.start(), topic)
    return best[2] if best else None


@cache
def _heading_words() -> Mapping[str, Sequence[tuple[str, re.Pattern[str]]]]:
    """Topic and pattern by first word; most are ruled out by the first word alone."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
    for topic in load_topics().values():
        for words in topic.headings:
            found[words.casefold().split()[0]].append((topic.id, _pattern(words)))
    return found


def _pattern(words: str) -> re.Pattern[str]:
    """Heading words as a pattern; "…" stands for a name: "what … do"."""
    folded = " ".join(re.findall(r"[\w'+#.-]+|…", words.casefold()))
    return re.compile(rf"(?<![\w-]){re.escape(folded).replace('…', '.{3,80}?')}(?![\w-])")
