"""From the classifier's labels to what a message is."""

import pytest

from bot.labels import blended, intent_of, speaks_for_itself, topics_of

PAY = {"topic:pay": 0.8, "topic:hours": 0.1, "smalltalk:thanks": 0.06, "out_of_scope": 0.04}
THANKS = {"smalltalk:thanks": 0.7, "topic:pay": 0.2, "out_of_scope": 0.1}
OUTSIDE = {"out_of_scope": 0.6, "topic:pay": 0.3, "smalltalk:thanks": 0.1}
BETWEEN = {"smalltalk:thanks": 0.4, "topic:pay": 0.3, "topic:hours": 0.3}
DOUBTFUL = {"topic:pay": 0.7, "out_of_scope": 0.3}


def test_topics_lose_their_prefix_and_keep_their_order() -> None:
    """Only topics are left, the likeliest first."""
    assert list(topics_of(PAY).items()) == [("pay", 0.8), ("hours", 0.1)]


@pytest.mark.parametrize(
    ("labels", "flags", "intent"),
    [
        (PAY, {}, "ask"),
        (THANKS, {}, "smalltalk:thanks"),
        (THANKS, {"long": True}, "ask"),
        (THANKS, {"named": True}, "ask"),
        (BETWEEN, {}, "ask"),
        (OUTSIDE, {}, "out_of_scope"),
        (OUTSIDE, {"named": True}, "ask"),
        (DOUBTFUL, {}, "ask"),
        (DOUBTFUL, {"strange": True}, "out_of_scope"),
    ],
)
def test_intent(labels: dict[str, float], flags: dict[str, bool], intent: str) -> None:
    """Topics count together; a role of ours is asked about; a strange word is a witness."""
    flags = {"named": False, "long": False, "strange": False} | flags
    assert intent_of(labels, **flags)[0] == intent


def test_what_is_unlike_the_examples_does_not_speak_for_itself() -> None:
    """A message on a topic may lean on the one before; clear small talk does not."""
    assert speaks_for_itself(PAY, 0.65, refers=False, strange=False)
    assert not speaks_for_itself(PAY, 0.5, refers=False, strange=False)
    assert speaks_for_itself({"topic:pay": 0.3}, 0.75, refers=False, strange=False)
    assert not speaks_for_itself({"topic:pay": 0.2}, 0.75, refers=False, strange=False)
    assert speaks_for_itself({"topic:pay": 0.2}, None, refers=False, strange=False)
    assert not speaks_for_itself({"topic:pay": 0.6}, None, refers=True, strange=False)
    assert not speaks_for_itself({"topic:pay": 0.6}, 0.75, refers=True, strange=False)
    assert speaks_for_itself({"smalltalk:thanks": 0.9}, 0.0, refers=True, strange=False)


def test_blending_lets_the_message_outweigh_what_was_before() -> None:
    """The message's own topic counts most, and the topic before it decides between equals."""
    alone = {"topic:pay": 0.9, "topic:hours": 0.1, "out_of_scope": 0.0}
    together = {"topic:pay": 0.2, "topic:hours": 0.8}
    assert next(iter(blended(alone, together, None))) == "topic:pay"
    even = {"topic:pay": 0.5, "topic:hours": 0.5}
    assert next(iter(blended(even, even, "hours"))) == "topic:hours"
    assert set(blended(alone, together, None)) == {"topic:pay", "topic:hours"}
