"""The inbox: no update lost, none taken twice."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from storage import DeadUpdate, Inbox, IncomingUpdate, open_database


def an_update(update_id: int, body: str = '{"text": "hi"}') -> IncomingUpdate:
    """An update that differs by its id."""
    return IncomingUpdate(update_id, "chat 1", "ann", body)


def test_pending_updates_come_in_the_order_they_came(inbox: Inbox) -> None:
    """Updates come back equal and in order, also when ids start anew after a quiet week."""
    batches = [an_update(2**40), an_update(2**40 + 1)], [an_update(7, "\0 👋")]
    assert [inbox.add(batch) for batch in batches] == [2, 1]
    assert inbox.pending() == (*batches[0], *batches[1])


def test_a_known_update_is_ignored(inbox: Inbox) -> None:
    """A duplicate counts for nothing and changes nothing, be it pending, done or buried."""
    inbox.add([an_update(1, "first"), an_update(2), an_update(3)])
    inbox.done(2)
    inbox.bury(3, "poison")
    again = [an_update(n, "second") for n in (1, 2, 3, 4, 4)]
    assert inbox.add(again) == 1
    assert inbox.pending() == (an_update(1, "first"), an_update(4, "second"))
    assert inbox.add([]) == 0


def test_a_batch_is_kept_as_a_whole(inbox: Inbox) -> None:
    """A batch with one update that cannot be kept leaves none behind."""
    with pytest.raises((OverflowError, DBAPIError)):
        inbox.add([an_update(1), an_update(2**70)])
    assert inbox.pending() == ()


def test_done_erases_the_body_and_keeps_the_id(engine: Engine, inbox: Inbox) -> None:
    """Of an update that is done only the envelope stays."""
    inbox.add([an_update(1)])
    inbox.failed(1, "hi could not be answered")
    inbox.done(1)
    assert inbox.pending() == ()
    with engine.connect() as connection:
        row = connection.execute(text("SELECT update_id, body, reason FROM inbox")).one()
    assert tuple(row) == (1, "", "")


def test_failures_are_counted(inbox: Inbox) -> None:
    """A failed update stays pending and its attempts are counted, one by one."""
    inbox.add([an_update(1), an_update(2)])
    assert [inbox.failed(1, "timeout"), inbox.failed(1, "timeout")] == [1, 2]
    assert inbox.failed(2, "other") == 1
    assert inbox.failed(99, "unknown") == 0
    assert len(inbox.pending()) == 2


def test_a_buried_update_is_kept_with_its_reason(inbox: Inbox) -> None:
    """A dead letter is no longer pending, and keeps body, attempts and reason."""
    inbox.add([an_update(1), an_update(2)])
    inbox.failed(1, "first")
    inbox.bury(1, "poison")
    assert inbox.pending() == (an_update(2),)
    assert inbox.dead() == (DeadUpdate(an_update(1), attempts=1, reason="poison"),)
    inbox.done(1)
    assert len(inbox.dead()) == 1


def test_purge_deletes_done_rows_only(inbox: Inbox) -> None:
    """Purging counts and deletes what was done before; pending and dead letters stay."""
    inbox.add([an_update(n) for n in (1, 2, 3)])
    inbox.done(1)
    inbox.bury(2, "poison")
    now = datetime.now(UTC)
    assert inbox.purge(now - timedelta(hours=1)) == 0
    assert inbox.purge(now + timedelta(hours=1)) == 1
    assert inbox.pending() == (an_update(3),)
    assert len(inbox.dead()) == 1
    assert inbox.add([an_update(1)]) == 1


def test_two_threads_take_each_update_once(inbox: Inbox) -> None:
    """When threads bring overlapping batches, every update is new exactly once."""
    batches = [[an_update(n) for n in range(start, start + 20)] for start in range(0, 60, 5)]
    with ThreadPoolExecutor(4) as pool:
        new = sum(pool.map(inbox.add, batches))
    assert new == len(inbox.pending()) == 75


KILLED = """
import os, signal, sys
from storage import Inbox, IncomingUpdate, open_database
inbox = Inbox(open_database(sys.argv[1]))
inbox.add([IncomingUpdate(n, "lane", None, "{}") for n in range(3)])
inbox.done(0)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    """What was added before a kill -9 is pending for the next process, what was done is not."""
    url = f"sqlite:///{tmp_path}/advisor.db"
    killed = subprocess.run([sys.executable, "-c", KILLED, url], check=False)
    assert killed.returncode == -signal.SIGKILL
    engine = open_database(url)
    assert [update.update_id for update in Inbox(engine).pending()] == [1, 2]
    engine.dispose()
