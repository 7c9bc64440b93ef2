"""What of a page leads about the site rather than telling anything, from navigation.yaml."""

import re
from functools import cache

from knowledge.resources import yaml_resource

# Arrows lead away from a page or to its next part; a sentence may still end with one.
_ARROW = re.compile(r"^(?:[←«‹⟵]|<-)\s*(?:\S+\s+){0,11}\S*(?<![.!?])$|(?:[→»›⟶]|->)$")
_FEW_WORDS = 12


def is_navigation(line: str) -> bool:
    """Return whether a line only leads about the site: a link, a cookie notice, an arrow."""
    folded = line.casefold()
    if len(line.split()) <= _FEW_WORDS and _ARROW.search(line):
        return True
    return folded in _phrases("lines") or folded.startswith(_phrases("begins"))


def without_link(line: str) -> str:
    """Return a heading without the link to itself that it ends with."""
    folded = line.casefold()
    if not folded.endswith(_phrases("ends")):
        return line
    for ending in _phrases("ends"):
        if folded.endswith(ending) and len(line) > len(ending):
            return line[: -len(ending)].rstrip()
    return line


def is_remark(line: str) -> bool:
    """Return whether a line is a remark on the text before it: "Source: ...", "Note: ..."."""
    label, colon, _ = line.partition(":")
    return bool(colon) and label.strip().casefold() in _phrases("remarks")


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    phrases = yaml_resource("knowledge.readers", "navigation.yaml")[kind]
    return tuple(str(phrase).casefold() for phrase in phrases)
