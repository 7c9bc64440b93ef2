"""The lines that a passage consists of. Knows passages, and no question."""

from collections.abc import Sequence

from sentencex import segment

from knowledge.models import Passage

FURTHER_LINES = 2
"""So many lines are shown of a passage that is not the best."""
# Items no longer than this on the average are names, which are read as one line.
_NAMES = 45


def lines_of(passage: Passage) -> tuple[str, ...]:
    """Return the items of a list, the sentences of prose."""
    if passage.items:
        return passage.items
    return tuple(s.strip() for s in segment("en", passage.text) if s.strip())


def compared_lines(passage: Passage) -> tuple[str, ...]:
    """Return the lines of which an answer may choose the nearest: short lists are shown whole."""
    if passage.items and (len(passage.items) <= FURTHER_LINES or are_names(passage.items)):
        return ()
    return lines_of(passage)


def are_names(items: Sequence[str]) -> bool:
    """Return whether items can be read as one line: short ones, and none with a label."""
    short = sum(map(len, items)) <= _NAMES * len(items)
    return short and not any(": " in item for item in items)
