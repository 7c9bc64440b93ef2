"""Opening a database: made, migrated, or refused with a next step."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from filelock import FileLock
from sqlalchemy import Engine, create_engine, inspect, text
from sqlmodel import SQLModel

from storage import (
    Conversations,
    DatabaseError,
    DatabaseUnavailableError,
    DatabaseUrlError,
    MissingDriverError,
    NewerSchemaError,
    NotADatabaseError,
    open_database,
)
from storage.migrations.__main__ import draft
from storage.schema import MIGRATIONS, alembic_config
from storage.transactions import writing


def test_a_blank_database_is_migrated_to_the_tables(engine: Engine) -> None:
    """From blank to head the migrations make exactly what the tables say."""
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
    made = set(inspect(engine).get_table_names())
    assert made == {"alembic_version", "conversations", "turns", "inbox", "outbox", "feedback"}


def test_every_row_number_is_used_once(tmp_path: Path) -> None:
    """In SQLite each table is made so that a deleted id does not come back."""
    engine = open_database(f"sqlite:///{tmp_path}/a.db")
    with engine.connect() as connection:
        made = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        counted = {name for name, sql in made if "AUTOINCREMENT" in sql}
    engine.dispose()
    assert counted == {"conversations", "turns", "inbox", "outbox", "feedback"}


def test_turns_of_an_earlier_version_are_taken_over(tmp_path: Path) -> None:
    """A turn that the first schema kept comes back with an empty explanation and no vote."""
    url = f"sqlite:///{tmp_path}/a.db"
    engine = create_engine(url)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
        connection.execute(text(A_THREAD_OF_0001))
        connection.execute(text(A_TURN_OF_0001))
    engine.dispose()
    engine = open_database(url)
    kept = Conversations(engine).turn(7)
    engine.dispose()
    assert kept is not None
    assert (kept.question, kept.explanation, kept.answer_html, kept.vote) == ("pay?", {}, "", "")


A_THREAD_OF_0001 = """
INSERT INTO conversations VALUES (3, 'c1', '{}', 0, '2025-06-01 12:00:00')
"""
A_TURN_OF_0001 = """
INSERT INTO turns VALUES (7, 3, 'ann', 'pay?', 'Rs. 1', 'answered', 'ask_pay', '{}', '[]', '[]',
    'g1', 1.5, '2025-06-01 12:00:00', '2025-06-01 12:00:00')
"""


def test_opening_again_changes_nothing(url: str, engine: Engine) -> None:
    """A database at head is opened as it is."""
    open_database(url).dispose()
    with engine.connect() as connection:
        versions = connection.execute(text("SELECT version_num FROM alembic_version")).all()
    assert len(versions) == 1


def test_a_sqlite_connection_is_durable_and_checked(tmp_path: Path) -> None:
    """Each connection writes ahead, syncs fully, checks foreign keys and waits for others."""
    engine = open_database(f"sqlite:///{tmp_path}/deep/er/a.db")
    pragmas = "journal_mode", "synchronous", "foreign_keys", "busy_timeout"
    with engine.connect() as connection:
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas]
    engine.dispose()
    assert values == ["wal", 2, 1, 10_000]


def test_a_transaction_that_fails_leaves_nothing(engine: Engine) -> None:
    """What was written before an error in the same transaction is gone."""

    def fail_half_way() -> None:
        with writing(engine) as session:
            session.connection().execute(text("DELETE FROM alembic_version"))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail_half_way()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1


OPENED = "import sys; from storage import open_database; open_database(sys.argv[1]).dispose()"


def test_processes_may_start_at_once(tmp_path: Path) -> None:
    """Three processes that open the same new file all find it ready."""
    url = f"sqlite:///{tmp_path}/new/advisor.db"
    started = [subprocess.Popen([sys.executable, "-c", OPENED, url]) for _ in range(3)]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0]


def test_a_start_waits_for_another(tmp_path: Path) -> None:
    """While another process is starting on a file, opening it waits, and then succeeds."""
    with ThreadPoolExecutor(1) as pool:
        with FileLock(tmp_path / "a.db.lock"):
            opening = pool.submit(open_database, f"sqlite:///{tmp_path}/a.db")
            with pytest.raises(TimeoutError):
                opening.result(timeout=0.5)
            assert not (tmp_path / "a.db").exists()
        opening.result(timeout=30).dispose()


def _below_a_file(folder: Path) -> str:
    (folder / "file").write_text("regular")
    return f"sqlite:///{folder}/file/advisor.db"


def _a_folder(folder: Path) -> str:
    (folder / "advisor.db").mkdir()
    return f"sqlite:///{folder}/advisor.db"


def _no_database(folder: Path) -> str:
    (folder / "notes.txt").write_text("Nothing but notes. " * 100)
    return f"sqlite:///{folder}/notes.txt"


def _newer(folder: Path) -> str:
    url = f"sqlite:///{folder}/advisor.db"
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    return url


@pytest.mark.parametrize(
    ("make", "error", "next_step"),
    [
        (_below_a_file, DatabaseUnavailableError, "may be written to"),
        (_a_folder, DatabaseUnavailableError, "may be written to"),
        (_no_database, NotADatabaseError, "Move the file away"),
        (_newer, NewerSchemaError, "Install the version that wrote it"),
    ],
)
def test_a_file_that_cannot_be_used_says_the_next_step(
    tmp_path: Path, make: Callable[[Path], str], error: type[DatabaseError], next_step: str
) -> None:
    """Each reason why a file cannot be used has its own error, which says what to do."""
    with pytest.raises(error, match=next_step) as caught:
        open_database(make(tmp_path))
    assert str(tmp_path) in caught.value.address


@pytest.mark.parametrize(
    ("url", "error", "next_step"),
    [
        ("sqlite://", DatabaseUrlError, "Set it to sqlite:///"),
        ("sqlite:///:memory:", DatabaseUrlError, "Set it to sqlite:///"),
        ("sqlite+none:///x.db", DatabaseUrlError, "Set it to sqlite:///"),
        ("data/advisor.db", DatabaseUrlError, "Set it to sqlite:///"),
        ("mysql://u:secret@host/x", DatabaseUrlError, "Set it to sqlite:///"),
        ("postgresql://u:secret@h:port/x", DatabaseUrlError, "Set it to sqlite:///"),
        ("postgresql+pg8000://u:secret@h/x", MissingDriverError, "pip install 'pg8000'"),
    ],
)
def test_a_url_that_cannot_be_used_says_the_next_step(
    url: str, error: type[DatabaseError], next_step: str
) -> None:
    """A URL that leads nowhere is refused with what to do, and without its password."""
    with pytest.raises(error, match=next_step) as caught:
        open_database(url)
    assert "secret" not in str(caught.value) + caught.value.address


def test_a_file_that_is_refused_is_left_alone(tmp_path: Path) -> None:
    """A file that is no database, and a newer database, are not changed."""
    notes = _no_database(tmp_path)
    before = (tmp_path / "notes.txt").read_bytes()
    with pytest.raises(NotADatabaseError):
        open_database(notes)
    assert (tmp_path / "notes.txt").read_bytes() == before
    with pytest.raises(NewerSchemaError) as newer:
        open_database(_newer(tmp_path))
    assert newer.value.revision == "9999"
    with sqlite3.connect(tmp_path / "advisor.db") as file:
        assert file.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    file.close()


WITHOUT_DRIVER = """
import sys
sys.modules["psycopg"] = None
from storage import MissingDriverError, open_database
try:
    open_database("postgres://ann:secret@localhost/advisor")
except MissingDriverError as error:
    print(error)
"""


def test_a_missing_driver_is_named_with_its_pip_line() -> None:
    """A postgres:// address, as hosts write it, needs psycopg and says how to get it."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DRIVER], check=True, capture_output=True, text=True
    )
    assert "postgresql+psycopg://ann:***@localhost/advisor" in done.stdout
    assert "pip install 'psycopg[binary]'" in done.stdout


def test_the_next_revision_is_drafted(tmp_path: Path) -> None:
    """Tables equal to the last revision draft an empty next one, in the order of numbers."""
    migrations = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, migrations)
    last = sorted(file.stem for file in (migrations / "versions").glob("0*.py"))[-1][:4]
    draft("Nothing at all", migrations)
    drafted = (migrations / "versions" / f"{int(last) + 1:04}_nothing_at_all.py").read_text()
    assert f"down_revision = '{last}'" in drafted
    assert "    pass\n" in drafted
    assert "op." not in drafted
