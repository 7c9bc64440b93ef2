"""Where a document may state pay: which of its sections, and by which lines.

Who reads pay and who reviews what was read look at the same places.
"""

import re
from collections.abc import Sequence

from knowledge.models import Passage

_PAY_TOPICS = {"pay", "freelance"}
# What such sections say of pay is other occupations' pay.
_OTHERS_PAY = {"similar"}
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n+")


def is_about_pay(passage: Passage) -> bool:
    """Return whether a passage stands in a section on pay."""
    return not _PAY_TOPICS.isdisjoint(passage.topics)


def is_on_others(passage: Passage) -> bool:
    """Return whether what a passage says of pay is other occupations' pay."""
    return passage.topic in _OTHERS_PAY


def lines_of(passage: Passage) -> Sequence[str]:
    """Return what may state a sum: the items of a list, the sentences of prose."""
    return passage.items or _SENTENCE.split(passage.text)
