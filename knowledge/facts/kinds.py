"""The kinds of facts that documents state besides pay, from kinds.yaml."""

import re
from dataclasses import dataclass
from functools import cache

from knowledge.resources import yaml_resource


@dataclass(frozen=True, slots=True)
class FactKind:
    """One kind of fact: how documents name it and how its value is read."""

    id: str
    label: str
    """How an answer names it."""
    topic: str
    """The topic whose questions it answers."""
    value: str
    """"count", "percent", "years", "hours" or "term"."""
    unit: str | None
    labels: tuple[str, ...]
    asked: tuple[str, ...]
    """Questions that ask for it and for no other kind of its topic."""
    sentences: tuple[tuple[str, re.Pattern[str]], ...]
    """Words that a sentence must hold, small-lettered, and its pattern; words are found faster."""


@cache
def load_kinds() -> dict[str, FactKind]:
    """Return the kinds by id, in the file's order."""
    return {
        key: FactKind(
            key,
            entry["label"],
            entry["topic"],
            entry["value"],
            entry.get("unit"),
            tuple(entry["labels"]),
            tuple(entry.get("asked", ())),
            tuple(
                (told["says"].casefold(), re.compile(told["pattern"], re.IGNORECASE))
                for told in entry.get("sentences", ())
            ),
        )
        for key, entry in yaml_resource("knowledge.facts", "kinds.yaml").items()
    }


@cache
def kind_of_label(label: str) -> FactKind | None:
    """Return the kind that a label names: all of it, but for years and what is in brackets."""
    bare = re.sub(r"\([^)]*\)|,?\s*\b\d{4}(?:\s*[–-]\s*\d{2,4})?\b|[*:]", " ", label)
    folded = " ".join(bare.casefold().split())
    return next((kind for kind in load_kinds().values() if folded in kind.labels), None)
