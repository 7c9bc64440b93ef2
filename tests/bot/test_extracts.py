"""What an answer shows of the passages found."""

from collections.abc import Sequence
from typing import Any

from bot.extracts import Extract, extracts, missing_topic
from knowledge.models import BlockKind, Passage
from retrieval.types import Hit
from tests.bot.builders import ENCODER, listed, request
from tests.fakes import make_passage

PROSE = make_passage(
    "Engineers build bridges. They drink tea. They plan roads. They test steel. They sleep. "
    "They rest. They eat. Bridges are built by engineers who plan.",
    number=9,
)


def show(
    question: str, *hits: tuple[Passage, float], section: Sequence[Passage] = ()
) -> tuple[Extract, ...]:
    """The extracts of passages with their scores."""
    found = [Hit(passage, score, score) for passage, score in hits]
    siblings = {p.id: list(section) for p in section}
    asked = request(question, topics={str(PROSE.topic): 0.9, "duties": 0.1})
    return extracts(asked, found, lambda p: siblings.get(p.id, [p]), ENCODER.encode)


def test_nothing_found_is_nothing_shown() -> None:
    """Without hits there is no extract."""
    assert show("tasks") == ()


def test_the_best_list_is_shown_whole_and_in_order() -> None:
    """All items come, as bullets, or as steps where the document numbers them."""
    items = tuple(f"item {n}" for n in range(9))
    [bullets] = show("tasks", (listed(*items), 1.0))
    assert (bullets.kind, bullets.items, bullets.heading) == ("bullets", items, "Tasks")
    [steps] = show("tasks", (listed(*items, kind=BlockKind.STEPS), 1.0))
    assert steps.kind == "steps"


def test_of_prose_the_nearest_sentences_come_in_their_order() -> None:
    """At most four sentences, nearest to the question, as the document orders them."""
    [extract] = show("who plan and build bridges", (PROSE, 1.0))
    assert len(extract.items) == 4
    assert extract.items[0] == "Engineers build bridges."
    assert extract.items[-1] == "Bridges are built by engineers who plan."


def test_the_best_section_is_shown_whole() -> None:
    """A short section's prose and list are one thought."""
    text, items = make_passage("We build.", number=1, heading=("Tasks",)), listed("a", number=2)
    found = show("tasks", (items, 1.0), section=(text, items))
    assert [extract.kind for extract in found] == ["prose", "bullets"]


def test_a_further_list_of_short_names_is_one_line() -> None:
    """Names of a further passage stay together; of longer items the nearest two come."""
    names = listed("Docker", "Git", "Jira", number=3)
    long = listed(*(f"{word} " * 9 for word in ("steel", "tea", "roads", "tests")), number=4)
    _, short, nearest = show("steel roads", (PROSE, 1.0), (names, 0.9), (long, 0.9))[:3]
    assert (short.kind, short.items) == ("names", ("Docker", "Git", "Jira"))
    assert [item.split()[0] for item in nearest.items] == ["steel", "roads"]


def test_a_passage_much_worse_than_the_best_is_left_out() -> None:
    """Below half the best score nothing is shown."""
    weak = make_passage("Something else altogether.", number=5)
    assert [e.passage for e in show("bridges", (PROSE, 1.0), (weak, 0.4))] == [PROSE]


def test_a_passage_of_a_topic_that_is_not_meant_is_left_out() -> None:
    """A passage that is merely good does not come for its words alone."""
    pay = make_passage("They are paid for tea.", number=6, topic="pay")
    best = make_passage("They drink tea at work.", number=7, topic="duties")
    assert [e.passage for e in show("tea", (best, 1.0), (pay, 0.9))] == [best]


def test_a_summary_stays_short() -> None:
    """However much is found, what is shown beyond the best passage has a limit."""
    many = [
        (make_passage("word " * 60 + f"{n}.", number=n, heading=(f"H{n}",)), 1.0) for n in range(20)
    ]
    assert sum(extract.length for extract in show("word", *many)) <= 2_400


def hit(words: str, topic: str, similarity: float, **changes: Any) -> Hit:
    """A passage on a topic, as a search found it."""
    passage = make_passage(words, document=topic, topic=topic, heading=(topic,))
    return Hit(passage, 1.0, similarity, **changes)


def shown_topics(question: str, *hits: Hit, likelihood: float = 0.9) -> list[str | None]:
    """The topics of what is shown for a question on hours."""
    asked = request(question, topics={"hours": likelihood, "tools": 0.06, "duties": 0.06})
    found = extracts(asked, hits, lambda p: [p], ENCODER.encode)
    return [extract.passage.topic for extract in found]


def test_beside_a_clear_topic_only_what_is_about_as_near_is_shown() -> None:
    """What is of another topic than the one clearly asked for must come near the words asked."""
    hits = (
        hit("Forty hours.", "hours", 0.5),
        hit("Shifts and hours.", "tools", 0.4),
        hit("They plan.", "duties", 0.2),
    )
    assert shown_topics("how long are the hours", *hits) == ["hours", "tools"]
    assert len(shown_topics("how long are the hours", *hits, likelihood=0.4)) == 3


def test_the_roles_own_name_is_no_name_that_was_asked_for() -> None:
    """A rare word lets a passage in where it stands beside the role's name."""
    best = hit("Forty hours.", "hours", 0.5)
    named = hit("An Engineer uses Zabbix.", "duties", 0.1, named=True)
    assert shown_topics("hours with zabbix", best, named) == ["hours", "duties"]
    assert shown_topics("hours of an engineer", best, named) == ["hours"]


def test_labelled_values_of_a_further_passage_stay_lines() -> None:
    """ "Overtime: rare" is no name among names."""
    labelled = listed("Overtime: rare", "Nights: none", number=3)
    _, further = show("overtime", (PROSE, 1.0), (labelled, 0.9))
    assert (further.kind, further.items) == ("bullets", ("Overtime: rare", "Nights: none"))


def test_a_clear_topic_that_nothing_shown_is_on_is_missing() -> None:
    """It is told only where the topic is beyond doubt, and nothing else comes very near."""
    far, near = hit("They plan.", "duties", 0.4), hit("They plan.", "duties", 0.6)
    shown = [Extract(far.passage, "duties", "prose", "", ("They plan.",))]
    asked = request("hours", topics={"hours": 0.9})
    assert missing_topic(asked, [far], shown) == "hours"
    assert missing_topic(asked, [far, near], shown) is None
    assert missing_topic(request("hours", topics={"hours": 0.4}), [far], shown) is None
    assert missing_topic(request("hours", topics={"duties": 0.9}), [far], shown) is None
