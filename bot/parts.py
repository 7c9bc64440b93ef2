"""Which part of a role a message means: "the healthcare ones" among the social workers.

Knows titles and words; nothing of figures.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from itertools import chain

from knowledge.lexicon import filler_words, level_lexicon
from knowledge.models import Passage, Pay
from knowledge.occupation_groups import words_of
from knowledge.spellings import singular
from knowledge.topics import heading_words

# What titles say of whom they leave out or take together.
_ANYBODY = frozenset({"all", "other", "general", "related", "except", "service", "not", "and"})


def parts_of(stated: Iterable[tuple[Pay, Passage]]) -> frozenset[str]:
    """Return the titles of the parts of a role that figures are given for."""
    return frozenset(" ".join(fact.titles) for fact, _ in stated if fact.of_a_part)


def part_said(text: str, parts: Collection[str]) -> frozenset[str]:
    """Return the parts that a text tells apart from the others by words of their titles.

    Empty where no word does; words that most titles have tell nothing, nor do those of levels and
    topics: who asks for the education asks for no "educational services".
    """
    words = {part: _words(part) for part in parts}
    times = Counter(chain.from_iterable(words.values()))
    shared = {word for word, titles in times.items() if 2 * titles > len(parts)}
    levels = {w for m in level_lexicon().find(text) for w in _words(text[m.start : m.end])}
    said = _words(text) - shared - levels - _of_anything()
    most = max((len(said & of_part) for of_part in words.values()), default=0)
    return frozenset(part for part in words if most and len(said & words[part]) == most)


def _words(text: str) -> set[str]:
    return set(map(singular, words_of(text)))


@cache
def _of_anything() -> frozenset[str]:
    return _ANYBODY.union(filler_words(), map(singular, heading_words()))
