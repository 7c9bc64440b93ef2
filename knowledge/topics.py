"""The topics that people ask about and documents' sections are about, from topics.yaml."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


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
    text = files("knowledge").joinpath("topics.yaml").read_text(encoding="utf-8")
    return {
        key: Topic(
            key,
            entry["label"],
            tuple(entry["headings"]),
            tuple(entry["examples"]),
            tuple(entry["neighbours"]),
        )
        for key, entry in yaml.safe_load(text).items()
    }


def names_topic(text: str) -> bool:
    """Return whether a text is a topic's heading word and nothing else: "Summary"."""
    folded = text.casefold().strip(" :")
    return any(folded in topic.headings for topic in load_topics().values())


def topic_of_heading(path: Iterable[str]) -> str | None:
    """Return the topic that a heading path shows, the innermost heading first, or None."""
    for heading in reversed(tuple(path)):
        if topic := _topic_of(heading):
            return topic
    return None


@cache
def _topic_of(heading: str) -> str | None:
    folded = " ".join(
        re.findall(r"[\w'+#.-]+", heading.replace("’", "'").replace("&", " and ").casefold())
    )
    best: tuple[int, int, str] | None = None
    for topic, first, words in _heading_words():
        match = words.search(folded) if first in folded else None
        # the longest wins; of two as long, the one that stands first in the heading
        length = len(words.pattern)
        if match and (best is None or (length, -match.start()) > best[:2]):
            best = (length, -match.start(), topic)
    return best[2] if best else None


@cache
def _heading_words() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Topic, first word and pattern of each; most are ruled out by the first word alone."""
    return tuple(
        (topic.id, words.casefold().split()[0], _pattern(words))
        for topic in load_topics().values()
        for words in topic.headings
    )


def _pattern(words: str) -> re.Pattern[str]:
    """Heading words as a pattern; "…" stands for a name: "what … do"."""
    folded = " ".join(re.findall(r"[\w'+#.-]+|…", words.casefold()))
    return re.compile(rf"(?<![\w-]){re.escape(folded).replace('…', '.{3,80}?')}(?![\w-])")
