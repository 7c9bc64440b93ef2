"""Utterances to intents, topics and names: on a classifier small enough to know what it knows."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.recognizer import Recognizer
from bot.spelling import Speller
from knowledge.lexicon import Lexicon, build_lexicon
from knowledge.models import Role
from retrieval.classifier import Classifier
from retrieval.keywords import tokens
from retrieval.types import Vectors
from tests.bot.builders import ENGINEER
from tests.fakes import HashingEncoder

EXAMPLES = {
    "topic:pay": ["how much does this job pay", "what is the salary", "pay of this job salary"],
    "topic:hours": ["how many hours a week", "which hours of work", "working hours a week"],
    "topic:tools": ["which tools do they use", "what tools are used", "tools they need"],
    "smalltalk:thanks": ["thanks", "thank you", "many thanks"],
    "out_of_scope": ["weather tomorrow", "who won the cricket match", "tell a joke"],
}
ENCODER = HashingEncoder(dimension=512)
WORDS = " ".join(text for texts in EXAMPLES.values() for text in texts)
RECOGNIZER = Recognizer(
    encoder=ENCODER,
    classifier=Classifier.fit(EXAMPLES, ENCODER.encode),
    speller=Speller([WORDS, "seniors engineer"], lambda word: word == "nurse", {}),
    lexicon=build_lexicon([ENGINEER]),
    occupations=Lexicon([("occupation", name, name) for name in ("nurse", "engineer")]),
    stems=frozenset(tokens(WORDS)),
    spoken_of=lambda _: False,
)


@pytest.mark.parametrize(
    ("text", "intent", "topic"),
    [
        ("what is the salary", "ask", "pay"),
        ("what is the salry", "ask", "pay"),
        ("how much does an engineer pay", "ask", "pay"),
        ("which tools do they use", "ask", "tools"),
        ("thank you", "smalltalk:thanks", None),
        ("who won the cricket match", "out_of_scope", None),
    ],
)
def test_intent_and_topic(text: str, intent: str, topic: str | None) -> None:
    """What is near to examples is of their kind, misspelt too, whatever the role is called."""
    found = RECOGNIZER.recognize(text)
    assert found.intent == intent
    if topic:
        assert found.topic == topic
    assert 0 < found.confidence <= 1


def test_a_fragment_leans_on_the_question_before() -> None:
    """Names alone are searched for together with what was asked; a clear question is not."""
    before = "what is the salary of an engineer"
    leaning = RECOGNIZER.recognize("and seniors?", before, "pay")
    assert leaning.topic == "pay"
    assert leaning.search == f"{before} and seniors?"
    own = RECOGNIZER.recognize("how many hours a week does an engineer work", before, "pay")
    assert own.topic == "hours"
    assert "salary" not in own.search


@pytest.mark.parametrize(
    ("text", "market"),
    [
        ("the salary outside Sri Lanka", "Global"),
        ("salary outside of SL?", "Global"),
        ("the salary outside the US", "Global"),
        ("the salary outside Kandy", "Sri Lanka"),
        ("the salary in Sri Lanka", "Sri Lanka"),
    ],
)
def test_outside_a_country_is_the_rest_of_the_world(text: str, market: str) -> None:
    """And outside a city still its country."""
    assert RECOGNIZER.recognize(text).utterance.named("market") == (market,)


def test_three_letters_after_any_name_nobody_at_the_end() -> None:
    """ "Any OT?" asks for overtime, "any OT jobs" for therapists."""
    therapist = Role("therapist", "Occupational therapist", ("OT",))
    recognizer = replace(RECOGNIZER, lexicon=build_lexicon([ENGINEER, therapist]))
    assert recognizer.recognize("any OT?").utterance.roles == ()
    assert [m.value for m in recognizer.recognize("any OT jobs").utterance.roles] == ["therapist"]


def test_two_clauses_ask_for_two_topics() -> None:
    """Each clear clause has a topic of its own, in their order; one clause is one question."""
    found = RECOGNIZER.recognize("how many hours a week and what is the salary?")
    assert found.several == ("hours", "pay")
    assert RECOGNIZER.recognize("what is the salary of such people there").several == ()


def test_another_occupation_is_named() -> None:
    """An occupation that no document describes is told apart from a role of ours."""
    assert RECOGNIZER.recognize("what is the salary of a nurse").other_occupation == "nurse"
    assert RECOGNIZER.recognize("what is the salary of an engineer").other_occupation is None
    assert RECOGNIZER.recognize("does an engineer work with a nurse").other_occupation is None


def test_words_that_nothing_uses_are_strangers() -> None:
    """Content words beyond the documents and topics are told; names and numbers are none."""
    assert RECOGNIZER.recognize("what is the salary of a qwyjibo in Japan 5").strangers == (
        "qwyjibo",
    )


class CallsEncoder(HashingEncoder):
    """Keeps what it was asked to embed, call by call."""

    def __init__(self) -> None:
        super().__init__(dimension=512)
        self.calls: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row each."""
        self.calls.append(list(texts))
        return super().encode(texts)


@pytest.mark.parametrize(
    ("text", "before", "embedded"),
    [
        ("what is the salary", "", 1),
        ("what is the salary in Japan", "", 2),
        ("how many hours do they work a week and what is the salary like?", "", 3),
        ("salary and hours", "", 1),
        ("and in Japan?", "what is the salary of an engineer", 4),
    ],
)
def test_the_encoder_is_asked_once(text: str, before: str, embedded: int) -> None:
    """All of a message that must be embedded goes in one call, and each text once."""
    encoder = CallsEncoder()
    replace(RECOGNIZER, encoder=encoder).recognize(text, before, "pay")
    [call] = encoder.calls
    assert len(call) == len(set(call)) == embedded


@given(st.text(max_size=300), st.text(max_size=50))
@settings(max_examples=60, deadline=None)
def test_no_text_makes_it_fail(text: str, before: str) -> None:
    """Any message after any other one is recognised as something."""
    found = RECOGNIZER.recognize(text, before, "pay")
    assert found.intent
    assert sum(found.topics.values()) <= 1.001
