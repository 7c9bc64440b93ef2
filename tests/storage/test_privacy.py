"""What a person may ask: be shown everything, be forgotten everywhere."""

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, text

from storage import Conversations, Forgotten, Inbox, IncomingUpdate, Outbox, OutgoingMessage
from tests.storage.conftest import NOON, a_turn

TABLES = ("conversations", "turns", "inbox", "outbox")


def live(engine: Engine, user_id: str, first_update: int) -> None:
    """Leave rows of the person in every table and in every state."""
    Conversations(engine).record(a_turn(f"telegram:{user_id}", user_id=user_id, question=user_id))
    inbox, outbox = Inbox(engine), Outbox(engine)
    ids = range(first_update, first_update + 3)
    inbox.add([IncomingUpdate(i, f"lane {user_id}", user_id, f"body {user_id}") for i in ids])
    inbox.done(ids[0])
    inbox.bury(ids[1], "unreadable")
    outbox.put(ids[0], [OutgoingMessage(1, f"payload {user_id}", user_id)] * 2)
    outbox.put(ids[2], [OutgoingMessage(1, f"payload {user_id}")])
    outbox.sent(outbox.unsent()[-1], 77)


def content(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table as text."""
    with engine.connect() as connection:
        return {
            table: [str(row) for row in connection.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608
            for table in TABLES
        }


def test_forget_deletes_one_person_and_no_other(engine: Engine) -> None:
    """Forgetting a person leaves no row that names them and every row of another."""
    live(engine, "ann", 10)
    before = content(engine)
    live(engine, "bob", 20)
    assert all(any("bob" in row for row in rows) for rows in content(engine).values())
    assert Conversations(engine).forget("bob") == Forgotten(conversations=1, turns=1)
    assert content(engine) == before
    assert Conversations(engine).forget("bob") == Forgotten(conversations=0, turns=0)


def test_forget_leaves_a_shared_thread_without_state(conversations: Conversations) -> None:
    """A thread in which others spoke keeps their turns, but not the state."""
    conversations.record(a_turn(user_id="ann"))
    conversations.record(a_turn(user_id="bob"))
    assert conversations.forget("ann") == Forgotten(conversations=0, turns=1)
    assert [turn.user_id for turn in conversations.history("c1")] == ["bob"]
    assert conversations.state("c1") == {}


def test_a_message_belongs_to_whom_it_answers(engine: Engine) -> None:
    """A message put without a person is forgotten with the person whose update it answers."""
    Inbox(engine).add([IncomingUpdate(1, "lane", "ann", "{}")])
    Outbox(engine).put(1, [OutgoingMessage(5, "hello")])
    Conversations(engine).forget("ann")
    assert Outbox(engine).unsent() == ()


def test_export_holds_everything_of_one_person(engine: Engine) -> None:
    """The export is JSON, holds all rows of the person and nothing of another."""
    live(engine, "ann", 10)
    live(engine, "bob", 20)
    export = Conversations(engine).export("bob")
    written = json.dumps(export)
    assert "ann" not in written
    assert export["user_id"] == "bob"
    (thread,) = export["conversations"]
    assert thread["conversation"] == "telegram:bob"
    assert thread["state"] == {"level": "senior"}
    (turn,) = thread["turns"]
    assert turn["question"] == "bob"
    assert datetime.fromisoformat(turn["asked_at"]) == NOON
    assert turn["answer_html"] == "<b>Rs. 320,000 – 700,000</b> a month"
    assert turn["explanation"]["intent"] == "ask_topic"
    assert [row["body"] for row in export["inbox"]] == ["", "body bob", "body bob"]
    assert [row["state"] for row in export["outbox"]] == ["queued", "queued", "sent"]


def test_export_of_nobody_is_empty(conversations: Conversations) -> None:
    """A person never seen has an export without rows."""
    empty = {"user_id": "nobody", "conversations": [], "inbox": [], "outbox": []}
    assert conversations.export("nobody") == empty


def test_purge_deletes_what_is_older(conversations: Conversations) -> None:
    """Purging deletes older turns and threads left empty; a younger turn keeps its thread."""
    day = timedelta(days=1)
    conversations.record(a_turn("old", asked_at=NOON - day))
    conversations.record(a_turn("both", asked_at=NOON - day))
    conversations.record(a_turn("both", asked_at=NOON))
    assert conversations.purge(NOON) == Forgotten(conversations=1, turns=2)
    assert conversations.state("old") == {}
    assert [turn.asked_at for turn in conversations.history("both")] == [NOON]


def test_purge_spares_what_is_under_way(engine: Engine) -> None:
    """However old, an update not answered and a message not sent stay; the rest goes."""
    live(engine, "ann", 10)
    Conversations(engine).purge(datetime.now(UTC) + timedelta(days=1))
    rows = content(engine)
    assert rows["conversations"] == rows["turns"] == []
    assert [update.update_id for update in Inbox(engine).pending()] == [12]
    assert len(rows["inbox"]) == 1
    assert [(m.update_id, m.n) for m in Outbox(engine).unsent()] == [(10, 0), (10, 1)]
    assert len(rows["outbox"]) == 2
