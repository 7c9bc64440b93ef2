"""The topics, and which one a heading shows."""

from collections import Counter

import pytest

from knowledge.topics import Topic, load_topics, topic_of_heading

TOPICS = load_topics()
each_topic = pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)


def test_there_are_topics() -> None:
    """The file was read, and its order kept."""
    assert len(TOPICS) > 30
    assert next(iter(TOPICS)) == "pay"


@each_topic
def test_topic_is_whole(topic: Topic) -> None:
    """A topic has a label, heading words, examples enough to learn from, and other neighbours."""
    assert topic.label
    assert topic.headings
    assert len(topic.examples) >= 8
    assert set(topic.neighbours) <= TOPICS.keys() - {topic.id}


@each_topic
def test_each_heading_word_shows_its_topic(topic: Topic) -> None:
    """Heading words stand for one topic only, so each by itself is a heading of its own."""
    headings = [words.replace("…", "bricklayers") for words in topic.headings]
    assert {words: topic_of_heading((words,)) for words in headings} == dict.fromkeys(
        headings, topic.id
    )


def test_no_example_is_of_two_topics() -> None:
    """A question that stood below two topics would teach neither."""
    counts = Counter(
        " ".join(example.casefold().strip(" ?.!").split())
        for topic in TOPICS.values()
        for example in topic.examples
    )
    assert len(counts) > 1000
    assert [example for example, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("Salary in Sri Lanka (LKR / month)", "pay"),
        ("SALARY", "pay"),
        ("AI / Automation Risk", "ai_risk"),
        ("Burnout Risk", "burnout"),
        ("Soft Skills", "soft_skills"),  # longer than "skills"
        ("Technical Skills", "technical_skills"),
        ("Tools & Technical Skills", "tools"),  # an ampersand is an "and"
        ("What you’ll actually do", "duties"),  # a typographic apostrophe
        ("Side income ideas", "side_income"),
        ("Payroll", None),  # "pay" is a part of the word only
        ("Miscellaneous", None),
        ("", None),
        ("(((", None),
    ],
)
def test_longest_words_of_a_heading_win(heading: str, topic: str | None) -> None:
    """The longest of a topic's words that stand whole in the heading decides."""
    assert topic_of_heading((heading,)) == topic


@pytest.mark.parametrize(
    ("path", "topic"),
    [
        (("Salary", "Education"), "education"),
        (("Salary", "Notes"), "pay"),
        (("Notes", "More notes"), None),
        ((), None),
    ],
)
def test_innermost_telling_heading_wins(path: tuple[str, ...], topic: str | None) -> None:
    """A heading that tells nothing leaves it to the one around it."""
    assert topic_of_heading(path) == topic
