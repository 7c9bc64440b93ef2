"""Notes on what decides an answer."""

from concurrent.futures import ThreadPoolExecutor

from bot.tracing import Check, reaches, refused, searched, tracing
from retrieval.types import Hit, Query
from tests.fakes import make_passage


def test_a_threshold_decides_as_it_is_noted() -> None:
    """What is compared is what is told: the value at the threshold passes."""
    with tracing() as notes:
        assert reaches("NEAR", 0.5, 0.5)
        assert not reaches("NEAR", 0.49, 0.5)
    assert notes.trace.checks == (Check("NEAR", 0.5, 0.5, True), Check("NEAR", 0.49, 0.5, False))


def test_without_a_listener_nothing_is_noted() -> None:
    """A threshold decides all the same where nobody gathers notes, before and after."""
    assert reaches("NEAR", 1.0, 0.5)
    with tracing() as notes:
        pass
    refused("no_topic")
    assert notes.trace.checks == ()
    assert notes.trace.refused is None


def test_the_same_is_noted_once() -> None:
    """A check or a search that is made again tells nothing new."""
    hits = (Hit(make_passage("Pay"), 1.0, 0.5),)
    with tracing() as notes:
        for _ in range(2):
            reaches("NEAR", 0.6, 0.5)
            searched(Query("pay"), hits)
        searched(Query("hours"), ())
    assert len(notes.trace.checks) == 1
    assert [search.query.text for search in notes.trace.searches] == ["pay", "hours"]


def test_threads_gather_their_own_notes() -> None:
    """Answers that are made side by side do not mix."""

    def work(number: int) -> bool:
        with tracing() as notes:
            for _ in range(200):
                reaches("NEAR", number, 0)
        return notes.trace.checks == (Check("NEAR", number, 0, True),)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(16)))
