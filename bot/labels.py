"""The classifier's labels: what they mean for a message, alone and after another one."""

from collections.abc import Mapping

OUT_OF_SCOPE = "out_of_scope"
SMALLTALK = "smalltalk:"
TOPIC = "topic:"
ANYTHING = "summary"
"""The topic that somebody asks for who wants to know of a role and nothing in particular."""
OF_ANYTHING = f"{TOPIC}{ANYTHING}"

# So likely is what is out of scope enough, where a strange word witnesses it too.
_WITNESSED = 0.25
# A longer message is small talk only if that is nearly certain.
_SURE_SMALLTALK = 0.8
# What a message itself says counts more than what was said before it.
_OWN = 0.5
_BEFORE = 0.2
# From here on a message shows by itself what it asks for.
_CLEAR_TOPIC = 0.5
_CLEAR_OTHER = 0.75
# Less likely than this is what a message is merely like in its form: "and the ... part?"
_LIKELY = 0.3
_ALIKE = 0.6
_VERY_ALIKE = 0.7

Labels = Mapping[str, float]
"""Label to probability, the likeliest first."""


def topics_of(labels: Labels) -> dict[str, float]:
    """Return topic to probability, the likeliest first."""
    return {k.removeprefix(TOPIC): p for k, p in labels.items() if k.startswith(TOPIC)}


def intent_of(labels: Labels, *, named: bool, long: bool, strange: bool) -> tuple[str, float]:
    """Return "ask", "smalltalk:<name>" or "out_of_scope", with its probability.

    All topics together stand against each kind of small talk and what is out of scope: a question
    between two topics is still a question. A word that no document and no topic uses is a second
    witness for what is out of scope. A question that names a role of ours is never that.
    """
    asks = sum(topics_of(labels).values())
    label, best = next(iter(labels.items()))
    outside = labels.get(OUT_OF_SCOPE, 0.0)
    if named:
        return "ask", max(asks, best)
    if label.startswith(SMALLTALK) and best > max(asks, _SURE_SMALLTALK if long else 0.0):
        return label, best
    if outside > (_WITNESSED if strange else asks):
        return OUT_OF_SCOPE, outside
    return "ask", asks


def speaks_for_itself(
    labels: Labels, nearness: float | None, *, refers: bool, strange: bool
) -> bool:
    """Return whether a message shows by itself what it asks for, so that nothing before matters.

    `nearness` is that of the likeliest label's nearest example, None for a message too long to be
    a part of another; `refers` tells whether it says "it" or "that": something said before;
    `strange` whether it has a word that nobody knows.
    """
    label, best = next(iter(labels.items()))
    if not label.startswith(TOPIC):
        return best >= (_CLEAR_TOPIC if strange else _CLEAR_OTHER)
    if nearness is None:
        return best >= _CLEAR_OTHER or not refers
    if refers:
        return best >= _CLEAR_OTHER and nearness >= _ALIKE
    least = _LIKELY if nearness >= _VERY_ALIKE else _CLEAR_TOPIC
    return best >= least and nearness >= _ALIKE


def blended(alone: Labels, together: Labels, topic: str | None) -> dict[str, float]:
    """Return topics of a message alone, with the question before it, and the topic it had."""
    own, both = _topics_only(alone), _topics_only(together)
    rest = 1 - _OWN - _BEFORE
    mixed = {
        label: _OWN * own[label] + rest * both[label] + _BEFORE * (label == f"{TOPIC}{topic}")
        for label in own
    }
    return dict(sorted(mixed.items(), key=lambda item: -item[1]))


def _topics_only(labels: Labels) -> dict[str, float]:
    topics = {label: p for label, p in labels.items() if label.startswith(TOPIC)}
    total = sum(topics.values()) or 1.0
    return {label: p / total for label, p in topics.items()}
