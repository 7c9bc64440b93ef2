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
    for topic, words in _heading_words():
        match = re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", folded)
        # the longest wins; of two as long, the one that stands first in the heading
        if match and (best is None or (len(words), -match.start()) > best[:2]):
            best = (len(words), -match.start(), topic)
    return best[2] if best else None


@cache
def _heading_words() -> tuple[tuple[str, str], ...]:
    return tuple(
        (topic.id, " ".join(re.findall(r"[\w'+#.-]+", words.casefold())))
        for topic in load_topics().values()
        for words in topic.headings
    )
