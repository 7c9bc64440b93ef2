"""Conversations: what the next turn finds."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from storage import Conversations, UnstorableValueError, open_database
from tests.storage.conftest import NOON, a_turn

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversations]:
    """Conversations that all examples of a property share."""
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('shared')}/advisor.db")
    yield Conversations(engine)
    engine.dispose()


def test_an_unknown_conversation_is_empty(conversations: Conversations) -> None:
    """A conversation nobody began has an empty state, no turns, and may be reset."""
    conversations.reset("new")
    assert conversations.state("new") == {}
    assert conversations.history("new") == ()
    assert conversations.turn(1) is None


def test_a_turn_comes_back_whole(conversations: Conversations) -> None:
    """Every field of a turn comes back equal, by id and in the history."""
    turn = a_turn()
    kept = conversations.turn(conversations.record(turn))
    assert kept is not None
    for field in set(turn.__slots__) - {"state"}:
        assert getattr(kept, field) == getattr(turn, field)
    assert conversations.history("c1") == (kept,)
    assert conversations.state("c1") == turn.state


def test_times_are_aware_and_in_utc(conversations: Conversations) -> None:
    """A moment given in another time zone comes back as the same moment in UTC."""
    colombo = datetime(2025, 6, 1, 17, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    kept = conversations.turn(conversations.record(a_turn(asked_at=colombo)))
    assert kept is not None
    assert kept.asked_at == colombo
    assert kept.asked_at.tzinfo is UTC
    assert abs(kept.created_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_last_turn_sets_the_state(conversations: Conversations) -> None:
    """The state is what the last turn left, also when that is nothing."""
    conversations.record(a_turn(state={"role": "a"}))
    conversations.record(a_turn(state={"level": "lead"}))
    assert conversations.state("c1") == {"level": "lead"}
    conversations.record(a_turn(state={}))
    assert conversations.state("c1") == {}


def test_history_gives_the_latest_oldest_first(conversations: Conversations) -> None:
    """A limited history holds the latest turns, in the order they were asked."""
    for question in "abcd":
        conversations.record(a_turn(question=question))
    assert [turn.question for turn in conversations.history("c1", limit=2)] == ["c", "d"]


def test_reset_starts_afresh_and_keeps_the_rows(conversations: Conversations) -> None:
    """After a reset the thread is empty, goes on with new turns, and old turns keep their ids."""
    old = conversations.record(a_turn(question="old"))
    conversations.record(a_turn("other", state={"kept": True}))
    conversations.reset("c1")
    assert conversations.state("c1") == {}
    assert conversations.history("c1") == ()
    conversations.record(a_turn(question="new"))
    assert [turn.question for turn in conversations.history("c1")] == ["new"]
    assert conversations.turn(old) is not None
    assert conversations.state("other") == {"kept": True}


def test_state_and_turns_survive_reopening(url: str) -> None:
    """What was recorded is there when the database is opened again."""
    first = open_database(url)
    Conversations(first).record(a_turn())
    first.dispose()
    again = open_database(url)
    assert Conversations(again).state("c1") == {"level": "senior"}
    assert len(Conversations(again).history("c1")) == 1
    again.dispose()


def test_threads_never_mix_conversations(conversations: Conversations) -> None:
    """Two threads recording in 20 conversations leave each with its own turns and state."""

    def talk(thread: str) -> None:
        for n in range(5):
            for number in range(20):
                name = f"{number}"
                conversations.record(
                    a_turn(name, question=f"{name}/{thread}/{n}", state={"conversation": name})
                )

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(talk, ["x", "y"]))
    for number in range(20):
        name = f"{number}"
        asked = [turn.question for turn in conversations.history(name)]
        assert sorted(asked) == sorted(f"{name}/{t}/{n}" for t in "xy" for n in range(5))
        assert [q for q in asked if "/x/" in q] == [f"{name}/x/{n}" for n in range(5)]
        assert conversations.state(name) == {"conversation": name}


def test_one_conversation_is_recorded_by_many_threads(conversations: Conversations) -> None:
    """Eight threads that begin the same conversation at once lose no turn and meet no error."""
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda n: conversations.record(a_turn(question=str(n))), range(40)))
    assert len(set(ids)) == 40
    assert {turn.question for turn in conversations.history("c1", 99)} == set(map(str, range(40)))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=ANY_TEXT, value=st.dictionaries(ANY_TEXT, ANY_JSON, max_size=3))
@example(text="👩‍💻 Rs.75k – Rs.140k", value={"👋": ["ñ", "\u2028"]})
@example(text="a\0b", value={"\0": "\0"})
@example(text="Y\ud9e0~", value={})
@example(text="\ud800", value={"\udfff": "\ud83d"})
@example(text='\x1ajson:"x"', value={"\x1ajson:": '\x1ajson:"x"'})
def test_any_text_comes_back_equal(shared: Conversations, text: str, value: dict[str, Any]) -> None:
    """Any string and any JSON, NUL and lone surrogates included, comes back and is exported."""
    shared.reset(text)
    turn_id = shared.record(
        a_turn(text, user_id=text, question=text, answer_text=text, state=value, slots=value)
    )
    kept = shared.turn(turn_id)
    assert kept is not None
    assert kept.conversation == kept.user_id == kept.question == kept.answer_text == text
    assert kept.slots == value
    assert shared.state(text) == value
    assert shared.history(text) == (kept,)
    assert value in [c["state"] for c in shared.export(text)["conversations"]]


@pytest.mark.parametrize(
    "changes",
    [
        {"state": {"x": float("nan")}},
        {"state": {"x": object()}},
        {"slots": {"x": {1, 2}}},
        {"asked_at": datetime(2025, 6, 1)},  # noqa: DTZ001
    ],
)
def test_what_would_not_come_back_is_refused(
    conversations: Conversations, changes: dict[str, Any]
) -> None:
    """What is no JSON and a time without zone raise UnstorableValueError and leave nothing."""
    with pytest.raises(UnstorableValueError, match="cannot store"):
        conversations.record(a_turn(**changes))
    assert conversations.history("c1") == ()
    assert conversations.state("c1") == {}


def test_ids_are_not_used_again(conversations: Conversations) -> None:
    """The id of a forgotten turn is given to no other: buttons under old messages carry it."""
    old = conversations.record(a_turn())
    conversations.forget("ann")
    assert conversations.record(a_turn(user_id="bob")) > old


def test_a_committed_turn_is_seen_by_another_process(url: str, engine: Engine) -> None:
    """A second engine sees what the first committed, though the first was never closed."""
    Conversations(engine).record(a_turn())
    second = open_database(url)
    assert [t.asked_at for t in Conversations(second).history("c1")] == [NOON]
    second.dispose()
