"""How a transaction begins and ends, and the one insert that databases spell differently."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from storage.tables import values

_WRITES = "career_advisor_writes"


def begin_explicitly(engine: Engine) -> None:
    """Take the write lock of SQLite when a writing transaction begins.

    A transaction that reads first and writes later cannot wait for the lock: SQLite refuses it at
    once when another has written in between.
    """

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def for_writing(engine: Engine) -> Engine:
    """Return the engine whose transactions are for writing."""
    return engine.execution_options(**{_WRITES: True})


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a session that sees one state of the database."""
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Open a session that commits as a whole, or not at all when an error leaves it."""
    with Session(for_writing(engine)) as session, session.begin():
        yield session


def insert_new(session: Session, row: SQLModel, *unique: str) -> bool:
    """Insert the row unless one with the same unique columns stands; tell whether it is new."""
    given = {name: value for name, value in values(row).items() if value is not None}
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = (
        dialect.insert(type(row))
        .values(given)
        .on_conflict_do_nothing(index_elements=unique)
        # psycopg's count is lost otherwise
        .execution_options(preserve_rowcount=True)
    )
    return session.connection().execute(statement).rowcount == 1
