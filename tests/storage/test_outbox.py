"""The outbox: an answer is made once, and delivered to its end."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, text

from storage import Delivery, Outbox, OutgoingMessage, StoredMessage

GROUP, SUPERGROUP = -100, -1_002_147_483_648_000


def payloads(outbox: Outbox) -> list[str]:
    """What waits to be delivered."""
    return [message.payload for message in outbox.unsent()]


def test_messages_wait_in_the_order_they_were_put(outbox: Outbox) -> None:
    """Messages come back equal, queued, numbered within their update, first put first."""
    outbox.put(9, [OutgoingMessage(SUPERGROUP, "a\0"), OutgoingMessage(2, "b")])
    outbox.put(3, [OutgoingMessage(2, "c")])
    queued = Delivery.QUEUED
    assert outbox.unsent() == (
        StoredMessage(9, 0, SUPERGROUP, "a\0", queued),
        StoredMessage(9, 1, 2, "b", queued),
        StoredMessage(3, 0, 2, "c", queued),
    )


def test_what_is_owed_for_one_update_can_be_asked(outbox: Outbox) -> None:
    """Of one update alone the messages not settled come back in order, with how far they came."""
    outbox.put(1, [OutgoingMessage(5, word) for word in ("a", "b", "c", "d")])
    outbox.put(2, [OutgoingMessage(5, "of another")])
    first, second, third, fourth = outbox.unsent_of(1)
    outbox.sent(first, 7)
    outbox.sending(second)
    outbox.dead(third, "too long")
    assert outbox.unsent_of(1) == (StoredMessage(1, 1, 5, "b", Delivery.SENDING), fourth)
    assert outbox.unsent_of(3) == ()


def test_the_first_answer_stands(outbox: Outbox) -> None:
    """An update worked on again after a crash is not answered twice, even when all was sent."""
    outbox.put(1, [OutgoingMessage(1, "first")])
    assert (outbox.has(1), outbox.has(2)) == (True, False)
    outbox.put(1, [OutgoingMessage(1, "second"), OutgoingMessage(1, "more")])
    assert payloads(outbox) == ["first"]
    outbox.sent(outbox.unsent()[0], 5)
    outbox.put(1, [OutgoingMessage(1, "third")])
    assert outbox.unsent() == ()
    assert outbox.has(1)


def test_threads_that_answer_at_once_put_one_answer(outbox: Outbox) -> None:
    """Of several threads answering the same update one succeeds as a whole."""
    with ThreadPoolExecutor(4) as pool:
        answers = [[OutgoingMessage(1, f"{t}"), OutgoingMessage(1, f"{t}")] for t in range(8)]
        list(pool.map(lambda answer: outbox.put(1, answer), answers))
    first, second = payloads(outbox)
    assert first == second


def test_a_message_under_way_is_told_from_a_queued_one(outbox: Outbox) -> None:
    """After a crash it can be seen which message may have arrived already."""
    outbox.put(1, [OutgoingMessage(1, "a"), OutgoingMessage(1, "b")])
    outbox.sending(outbox.unsent()[0])
    assert [m.state for m in outbox.unsent()] == [Delivery.SENDING, Delivery.QUEUED]
    outbox.queued(outbox.unsent()[0])
    assert [m.state for m in outbox.unsent()] == [Delivery.QUEUED, Delivery.QUEUED]


def test_a_sent_message_is_erased(engine: Engine, outbox: Outbox) -> None:
    """Of a sent message its id at the receiver stays and its payload goes; others are untouched."""
    outbox.put(1, [OutgoingMessage(1, "a"), OutgoingMessage(1, "b")])
    first = outbox.unsent()[0]
    outbox.sending(first)
    outbox.sent(first, 2**40)
    assert payloads(outbox) == ["b"]
    with engine.connect() as connection:
        row = connection.execute(text("SELECT payload, message_id FROM outbox WHERE n = 0")).one()
    assert tuple(row) == ("", 2**40)


def test_a_dead_message_waits_no_more(outbox: Outbox) -> None:
    """A message given up is not tried again, and a late word does not revive it."""
    outbox.put(1, [OutgoingMessage(1, "a")])
    message = outbox.unsent()[0]
    outbox.dead(message, "blocked by the user")
    outbox.sending(message)
    assert outbox.unsent() == ()
    assert outbox.has(1)


def test_messages_follow_a_chat_that_moves(outbox: Outbox) -> None:
    """When a group becomes a supergroup its messages go to the new chat, others stay."""
    outbox.put(1, [OutgoingMessage(GROUP, "a"), OutgoingMessage(5, "b")])
    outbox.migrate_chat(GROUP, SUPERGROUP)
    assert [message.chat_id for message in outbox.unsent()] == [SUPERGROUP, 5]
