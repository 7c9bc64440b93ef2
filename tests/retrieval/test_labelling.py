"""Topics for passages whose headings do not tell."""

from dataclasses import replace

from retrieval.classifier import Classifier
from retrieval.labelling import label_passages
from tests.fakes import HashingEncoder, make_document, make_passage

EXAMPLES = {
    "topic:pay": ["the salary and the pay", "salary pay money earned"],
    "topic:tools": ["hammers and saws they use", "tools hammers nails"],
    "out_of_scope": ["weather rain tomorrow", "rain and sun weather"],
}
TOPICS = {"topic:pay": "pay", "topic:tools": "tools"}


def topics(*texts: str, topic: str | None = None, also: tuple[str, ...] = ()) -> list[str | None]:
    """The topics that passages of these texts come to have."""
    passages = [
        replace(make_passage(text, number=n, topic=topic), also=also)
        for n, text in enumerate(texts)
    ]
    encoder = HashingEncoder(dimension=512)
    classifier = Classifier.fit(EXAMPLES, encoder.encode)
    vectors = encoder.encode([passage.searchable for passage in passages])
    [document] = label_passages([make_document("engineer", *passages)], vectors, classifier, TOPICS)
    return [passage.topic for passage in document.passages]


def test_a_clear_text_gets_its_topic() -> None:
    """A passage like a topic's examples has that topic; the order of passages stays."""
    assert topics("tools hammers nails", "salary pay money earned") == ["tools", "pay"]


def test_an_unclear_text_gets_none() -> None:
    """What is like several kinds, or like none, stays without a topic."""
    assert topics("the salary of hammers, weather", "completely different") == [None, None]


def test_what_is_no_topic_is_none() -> None:
    """A passage like what is out of scope gets no topic from that."""
    assert topics("weather rain tomorrow") == [None]


def test_a_heading_that_tells_is_believed() -> None:
    """Where a heading, the passage's own or one further out, tells the topic, it stays."""
    assert topics("salary pay money earned", topic="hours") == ["hours"]
    assert topics("salary pay money earned", also=("hours",)) == [None]


def test_no_documents_are_no_documents() -> None:
    """Nothing to label is nothing labelled."""
    encoder = HashingEncoder()
    assert (
        label_passages([], encoder.encode([]), Classifier.fit(EXAMPLES, encoder.encode), TOPICS)
        == ()
    )
