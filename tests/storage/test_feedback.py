"""Feedback: kept without the person, each vote once, and no longer than the rest."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text

from storage import Conversations, Feedback, NewFeedback, Verdict
from tests.storage.conftest import NOON, a_turn

ALL = tuple(Verdict)
TODAY = NOON.date()


def missed(question: str = "how old is the moon", **changes: Any) -> NewFeedback:
    """A question without an answer, but for what is changed."""
    fields: dict[str, Any] = {
        "question": question,
        "status": "no_answer",
        "intent": "out_of_scope",
        "slots": {"role": None},
        "verdict": Verdict.UNANSWERED,
        "index_version": "g1",
        "created_on": TODAY,
    }
    return NewFeedback(**(fields | changes))


def verdicts(feedback: Feedback) -> list[str]:
    """The verdicts of all rows, in order."""
    return [row.verdict.value for row in feedback.list(ALL)]


def test_feedback_comes_back_whole(feedback: Feedback) -> None:
    """Every field of what was noted comes back equal, by id and in the list."""
    noted = missed("who\ud800?", slots={"role": "nurse", "level": None})
    kept = feedback.get(feedback.note(noted))
    assert kept is not None
    for field in noted.__slots__:
        assert getattr(kept, field) == getattr(noted, field)
    assert feedback.list() == (kept,)
    assert feedback.get(99) is None


def test_a_row_leads_back_to_nobody(engine: Engine) -> None:
    """The table has no column for a person, a conversation, a turn, or a time within the day."""
    columns = {
        column["name"]: str(column["type"]) for column in inspect(engine).get_columns("feedback")
    }
    assert set(columns) == {
        *("id", "created_on", "question", "status", "intent"),
        *("slots", "verdict", "index_version", "handled"),
    }  # fmt: skip
    assert columns["created_on"] == "DATE"


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("mail me: ann.b+jobs@mail.example.lk please", "mail me: [e-mail] please"),
        ("is @ann_b on telegram hiring", "is [name] on telegram hiring"),
        ("see https://example.org/cv?id=1 ok", "see [link] ok"),
        ("i am linkedin.com/in/ann, rate me", "i am [link] rate me"),
        ("t.me/ann_b knows", "[link] knows"),
        ("call +94 77 123 4567 now", "call [number] now"),
        ("call (077) 123-4567", "call [number]"),
        ("my nic is 912345678V", "my nic is [number]"),
        ("born 12/05/1998, too old?", "born [number], too old?"),
        ("hi my name is Kamal, nurse pay?", "hi my name is [name], nurse pay?"),
    ],
)  # fmt: skip
def test_what_could_be_personal_is_masked(feedback: Feedback, asked: str, kept: str) -> None:
    """Addresses, links, @names and telephone or identity numbers do not reach the table."""
    row = feedback.get(feedback.note(missed(asked)))
    assert row is not None
    assert row.question == kept


@pytest.mark.parametrize(
    "asked",
    [
        "is node.js or asp.net better, and C#?",
        "is 1,500,000 LKR a year good for a QA/tester",
        "growth 2024-2034 in health",
        "50000 or 60000 at age 24?",
        "does 9-5 and 24/7 pay 320000",
    ],
)
def test_what_is_not_personal_stays(feedback: Feedback, asked: str) -> None:
    """Sums, years, hours and the names of tools stay as they were written."""
    row = feedback.get(feedback.note(missed(asked)))
    assert row is not None
    assert row.question == asked


def test_a_pasted_letter_is_cut(feedback: Feedback) -> None:
    """Of a long message only the beginning is kept, cut after masking."""
    row = feedback.get(feedback.note(missed("word " * 58 + "ann@example.org " * 9)))
    assert row is not None
    assert row.question == "word " * 58 + "[e-mail]…"


def test_a_vote_counts_once_and_may_change(
    conversations: Conversations, feedback: Feedback
) -> None:
    """A second vote takes the place of the first; the same one again changes nothing."""
    turn = conversations.record(a_turn())
    assert feedback.vote(turn, Verdict.DOWN)
    assert not feedback.vote(turn, Verdict.DOWN)
    assert verdicts(feedback) == ["down"]
    assert feedback.vote(turn, Verdict.UP)
    assert verdicts(feedback) == ["up"]
    kept = conversations.turn(turn)
    assert kept is not None
    assert kept.vote == "up"


def test_a_thumb_down_on_no_answer_is_missed_once(
    conversations: Conversations, feedback: Feedback
) -> None:
    """What was noted as unanswered counts as one line after a thumb down, and again after an up."""
    feedback.note(missed())
    turn = conversations.record(
        a_turn(
            question="how old is the moon",
            status="no_answer",
            intent="out_of_scope",
            slots={"role": None},
        )
    )
    feedback.vote(turn, Verdict.DOWN, unanswered=True)
    assert verdicts(feedback) == ["down"]
    feedback.vote(turn, Verdict.UP, unanswered=True)
    assert sorted(verdicts(feedback)) == ["unanswered", "up"]


def test_votes_of_two_people_are_two(conversations: Conversations, feedback: Feedback) -> None:
    """Two turns with the same words count as two; changing one vote leaves the other."""
    first, second = (conversations.record(a_turn(user_id=name)) for name in ("ann", "bob"))
    feedback.vote(first, Verdict.DOWN)
    feedback.vote(second, Verdict.DOWN)
    assert verdicts(feedback) == ["down", "down"]
    feedback.vote(first, Verdict.UP)
    assert sorted(verdicts(feedback)) == ["down", "up"]


def test_no_vote_on_a_turn_that_is_gone(conversations: Conversations, feedback: Feedback) -> None:
    """A turn whose person was forgotten takes no vote; what was voted stays without the person."""
    turn = conversations.record(a_turn())
    feedback.vote(turn, Verdict.DOWN)
    conversations.forget("ann")
    assert not feedback.vote(turn, Verdict.UP)
    assert verdicts(feedback) == ["down"]


def test_handled_questions_leave_the_list(feedback: Feedback) -> None:
    """Handling one row handles all that ask the very same, and no other."""
    first = feedback.note(missed("The moon?"))
    feedback.note(missed("the moon?", verdict=Verdict.DOWN))
    feedback.note(missed("the sun?"))
    feedback.note(missed("the moon?", verdict=Verdict.UP))
    assert feedback.handle(first) == 2
    assert [row.question for row in feedback.list()] == ["the sun?"]
    assert [row.verdict.value for row in feedback.list(ALL)] == ["unanswered", "up"]
    assert [row.question for row in feedback.list(handled=True)] == ["The moon?", "the moon?"]
    assert feedback.handle(first) == 0
    assert feedback.handle(feedback.note(missed("half\ud800"))) == 1
    assert feedback.handle(99) == 0


def test_the_list_begins_on_a_day(feedback: Feedback) -> None:
    """Asked for a day, the list holds what was noted on it and after."""
    feedback.note(missed("old", created_on=TODAY - timedelta(days=1)))
    feedback.note(missed("new"))
    assert [row.question for row in feedback.list(since=TODAY)] == ["new"]


def test_feedback_is_kept_no_longer_than_turns(
    engine: Engine, conversations: Conversations, feedback: Feedback
) -> None:
    """Purging what was said before a moment purges feedback of the days before, handled or not."""
    old = feedback.note(missed("old", created_on=TODAY - timedelta(days=1)))
    feedback.handle(old)
    feedback.note(missed("new"))
    conversations.purge(NOON)
    with engine.connect() as connection:
        left = connection.execute(text("SELECT question FROM feedback")).scalars().all()
    assert left == ["new"]
    assert feedback.purge(date.max) == 1
