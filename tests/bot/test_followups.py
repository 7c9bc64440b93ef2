"""What is offered to go on with can be asked as it stands."""

from uuid import uuid4

import pytest

from bot.advisor import Advisor
from bot.types import Answer, Question, Status
from bot.wording import phrases

ROLE = "a Back-end Systems Developer"
TOPICS: dict[str, str] = phrases()["follow_ups"]["topics"]
QUESTIONS = (
    "senior pay in Sri Lanka",
    "junior pay worldwide",
    "pay in the United States",
    "can I freelance",
    "which companies hire in sri lanka",
    "will ai replace me",
    "how stressful is it",
    "how many hours a week do they work",
    "do I need a degree",
    "which programming languages should i learn",
    "daily tasks",
    "what is the career path",
    "how do I prepare for the interview",
)


def ask(advisor: Advisor, text: str) -> Answer:
    """Ask in a conversation of its own."""
    return advisor.answer(Question(text, uuid4().hex))


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_follow_up_has_an_answer(question: str, advisor: Advisor) -> None:
    """Whoever presses a follow-up, with nothing said before, is answered."""
    offered = ask(advisor, question).follow_ups
    assert 1 <= len(offered) <= 3
    assert len(set(offered)) == len(offered)
    for text in offered:
        assert text.endswith("?")
        assert "this job" not in text
        answer = ask(advisor, text)
        assert answer.status in {Status.ANSWERED, Status.PARTIAL}, text


def test_pay_is_offered_at_the_levels_that_have_figures(advisor: Advisor) -> None:
    """After a senior's pay come the other levels in the same market, in words."""
    assert ask(advisor, "senior pay in Sri Lanka").follow_ups == (
        "What is the pay at entry level for a Back-end Systems Developer in Sri Lanka?",
        "What is the pay at mid level for a Back-end Systems Developer in Sri Lanka?",
        "Can I freelance as a Back-end Systems Developer?",
    )
    abroad = ask(advisor, "senior pay worldwide").follow_ups[0]
    assert abroad == "What is the pay at entry level for a Back-end Systems Developer worldwide?"


def test_the_offered_level_is_what_is_answered(advisor: Advisor) -> None:
    """The follow-up on entry level gets the entry level's figure."""
    offered = ask(advisor, "senior pay in Sri Lanka").follow_ups[0]
    assert ask(advisor, offered).text.startswith("Rs. 75,000 – 140,000 a month")


def test_a_market_without_figures_offers_those_with_some(advisor: Advisor) -> None:
    """After a refusal one can go on, and what is offered is answered."""
    offered = ask(advisor, "senior pay in Japan").follow_ups
    assert "What does a Back-end Systems Developer earn in Sri Lanka?" in offered
    for text in offered:
        assert ask(advisor, text).intent == "ask_pay"
        assert ask(advisor, text).status is Status.ANSWERED


def test_each_topic_is_asked_for_in_words_that_are_understood(advisor: Advisor) -> None:
    """The question on a topic is recognised as being on it, with nothing said before."""
    names = {phrase.format(role=ROLE): topic for topic, phrase in TOPICS.items()}
    documents = advisor.sources()
    there = {p.topic for document in documents for p in document.passages}
    asked = {text: topic for text, topic in names.items() if topic in there}
    assert len(asked) > 25
    understood = {text: ask(advisor, text).intent for text in asked}
    assert understood == {text: f"ask_{topic}" for text, topic in asked.items()}


@pytest.mark.parametrize("question", ["hi", "what does a nurse earn", "?"])
def test_where_nothing_was_answered_nothing_is_offered(question: str, advisor: Advisor) -> None:
    """Small talk and refusals carry their own example and no follow-up."""
    assert ask(advisor, question).follow_ups == ()
