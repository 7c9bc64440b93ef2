"""Which part of a role a message means: "the healthcare ones" among the social workers.

Knows titles and words; nothing of figures.
"""

from collections import Counter
from collections.abc import Collection
from functools import cache
from itertools import chain

from knowledge.lexicon import level_lexicon
from knowledge.topics import heading_words
from retrieval.keywords import tokens


def part_said(text: str, parts: Collection[str]) -> frozenset[str]:
    """Return the parts that a text tells apart from the others by words of their titles.

    Empty where no word does; words that most titles have tell nothing, nor do those of levels and
    topics: who asks for the education asks for no "educational services".
    """
    words = {part: set(tokens(part)) for part in parts}
    times = Counter(chain.from_iterable(words.values()))
    shared = {word for word, titles in times.items() if 2 * titles > len(parts)}
    levels = {w for m in level_lexicon().find(text) for w in tokens(text[m.start : m.end])}
    said = set(tokens(text)) - shared - levels - _of_topics()
    most = max((len(said & of_part) for of_part in words.values()), default=0)
    return frozenset(part for part in words if most and len(said & words[part]) == most)


@cache
def _of_topics() -> frozenset[str]:
    return frozenset(tokens(" ".join(heading_words())))
