"""Missed questions: which are kept, and which of them are told together."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.advisor import Advisor
from bot.bootstrap import Services
from bot.missed import clusters, missed
from bot.types import Answer, Question, Slots, Status
from retrieval.types import Encoder
from storage import Conversations, Feedback, FeedbackRecord, Verdict, open_database
from tests.asking import ask


def record(number: int, question: str, verdict: Verdict = Verdict.UNANSWERED) -> FeedbackRecord:
    """A question as it was kept."""
    return FeedbackRecord(
        id=number,
        question=question,
        status="no_answer",
        intent="out_of_scope",
        slots={},
        verdict=verdict,
        index_version="g1",
        created_on=date(2025, 6, 1),
        handled=False,
    )


def answer(status: Status, intent: str = "ask_pay") -> Answer:
    """An answer that ended like this."""
    return Answer("q", "c", status, "t", "t", intent, Slots(role="nurse"), 1.0, "g1")


@pytest.mark.parametrize(
    ("status", "intent", "kept"),
    [
        (Status.NO_ANSWER, "ask_tax", True),
        (Status.NO_ANSWER, "out_of_scope", True),
        (Status.CLARIFICATION, "unreadable", True),
        (Status.CLARIFICATION, "ask_pay", False),
        (Status.ANSWERED, "ask_pay", False),
        (Status.PARTIAL, "ask_pay", False),
        (Status.SMALLTALK, "smalltalk_hello", False),
    ],
)
def test_what_told_nothing_is_missed(status: Status, intent: str, kept: bool) -> None:
    """No answer is missed, whatever the reason; a question back or small talk is not."""
    assert (missed(Question("pay?", "c"), answer(status, intent)) is not None) is kept


def test_what_says_nothing_is_not_missed() -> None:
    """A message without a letter or a digit teaches nobody anything."""
    assert missed(Question("?!", "c"), answer(Status.CLARIFICATION, "unreadable")) is None


def test_the_day_is_that_of_utc() -> None:
    """What was asked after midnight in Colombo was asked the day before."""
    colombo = timezone(timedelta(hours=5, minutes=30))
    question = Question("pay?", "c", "ann", datetime(2025, 6, 2, 1, tzinfo=colombo))
    noted = missed(question, answer(Status.NO_ANSWER))
    assert noted is not None
    assert noted.created_on == question.asked_at.astimezone(UTC).date() == date(2025, 6, 1)


def test_like_questions_stand_together(encoder: Encoder) -> None:
    """Questions on one matter are a cluster, the most frequent first, unlike ones apart."""
    asked = [
        "i have lost my bank card, what now",
        "how do nurses pay tax",
        "my bank card is lost",
        "My bank card is lost!",
        "how do I report a lost card",
        "what tax does a nurse pay",
        "sing me a song",
    ]
    found = clusters([record(n, q) for n, q in enumerate(asked, 1)], encoder.encode)
    assert [len(cluster.records) for cluster in found] == [4, 2, 1]
    cards, tax, _ = found
    assert {r.id for r in cards.records} == {1, 3, 4, 5}
    assert {r.id for r in tax.records} == {2, 6}
    assert cards.head.question == "my bank card is lost"
    assert next(r.id for r in cards.wordings) == 3
    assert len(cards.wordings) == 3


def test_each_wording_is_embedded_once(encoder: Encoder) -> None:
    """The same question asked a hundred times costs one embedding, and a single one none."""
    seen: list[str] = []

    def encode(texts):  # type: ignore[no-untyped-def]
        seen.extend(texts)
        return encoder.encode(texts)

    [one] = clusters([record(n, "the moon?") for n in range(100)], encode)
    assert (len(one.records), seen) == (100, [])
    assert clusters([], encode) == ()
    clusters([record(n, q) for n, q in enumerate(["a cat", "A cat?", "tax"])], encode)
    assert seen == ["a cat", "tax"]


def test_a_cluster_tells_why_it_is_kept() -> None:
    """Verdicts and statuses are counted over all of a cluster's questions."""
    rows = [record(1, "moon"), record(2, "moon"), record(3, "moon", Verdict.DOWN)]
    [cluster] = clusters(rows, lambda _: pytest.fail("nothing to compare"))
    assert cluster.verdicts == {"unanswered": 2, "down": 1}
    assert cluster.statuses == {"no_answer": 3}


def test_the_advisor_notes_what_it_missed(
    backend: Services, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A question without an answer is kept without its person, an answered one is not."""
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('missed')}/advisor.db")
    feedback = Feedback(engine)
    advisor = Advisor(encoder, backend.settings.index_dir, Conversations(engine), feedback=feedback)
    ask(advisor, "what does a senior earn in Sri Lanka", "c1")
    refused = ask(advisor, "what does a dentist earn, tell ann@example.org", "c1")
    kept = feedback.list()
    engine.dispose()
    assert refused.status == Status.NO_ANSWER
    assert [row.question for row in kept] == ["what does a dentist earn, tell [e-mail]"]
    assert kept[0].intent == refused.intent
