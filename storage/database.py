"""Opens the database that DATABASE_URL names, ready to use. Knows nothing of what is kept in it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from storage.errors import (
    DatabaseError,
    DatabaseUnavailableError,
    DatabaseUrlError,
    MissingDriverError,
    NotADatabaseError,
)
from storage.schema import migrate
from storage.transactions import begin_explicitly

_BUSY_TIMEOUT_MS = 10_000
_START_TIMEOUT_S = 60.0
_POSTGRESQL_PACKAGE = "psycopg[binary]"
_PRAGMAS = (
    f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    # An update is acknowledged once it is written down: it must survive a power cut too.
    "PRAGMA synchronous = FULL",
)
_NO_DATABASE = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


def open_database(url: str) -> Engine:
    """Open the database at head schema, made when it is not there, or raise a DatabaseError."""
    address = _address(url)
    engine = _engine(address)
    try:
        with _alone(address):
            migrate(engine)
    except DatabaseError:
        engine.dispose()
        raise
    except (SQLAlchemyError, OSError, Timeout) as error:
        engine.dispose()
        raise _named(error, address) from error
    return engine


def _address(url: str) -> URL:
    """Read the URL as people and hosts write it."""
    try:
        address = make_url(url.strip())
    except (ArgumentError, ValueError) as error:
        # A text that does not parse may hold a password anywhere: it is not repeated.
        raise DatabaseUrlError("(unreadable)", "it is no database URL") from error
    if address.drivername in {"postgres", "postgresql"}:
        return address.set(drivername="postgresql+psycopg")
    backend = address.get_backend_name()
    if backend not in {"sqlite", "postgresql"}:
        raise DatabaseUrlError(_shown(address), f"{backend} is not supported")
    if backend == "sqlite":
        _check_file(address)
    return address


def _check_file(address: URL) -> None:
    """Refuse what is no file: each thread would see a memory database of its own."""
    if not address.database or address.database.startswith((":memory:", "file:")):
        raise DatabaseUrlError(_shown(address), "SQLite needs the path of a file")


def _engine(address: URL) -> Engine:
    """Make the engine; nothing is opened yet."""
    try:
        engine = create_engine(address, pool_pre_ping=address.get_backend_name() == "postgresql")
    except ModuleNotFoundError as error:
        package = _POSTGRESQL_PACKAGE if "psycopg" in str(error.name) else str(error.name)
        raise MissingDriverError(_shown(address), package) from error
    except SQLAlchemyError as error:
        raise DatabaseUrlError(_shown(address), str(error)) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        begin_explicitly(engine)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    """Make a new SQLite connection durable and patient; transactions begin by our own word."""
    connection.isolation_level = None
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma).close()
    except sqlite3.Error:
        connection.close()
        raise


@contextmanager
def _alone(address: URL) -> Iterator[None]:
    """Let one process at a time make and migrate a SQLite file; servers lock by themselves."""
    if address.get_backend_name() != "sqlite":
        yield
        return
    file = Path(str(address.database))
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(file.with_name(f"{file.name}.lock"), timeout=_START_TIMEOUT_S):
        yield


def _named(error: Exception, address: URL) -> DatabaseError:
    """Return the error of our tree that tells what to do."""
    if isinstance(error, Timeout):
        reason = "another process is starting on it and does not end"
        return DatabaseUnavailableError(_shown(address), reason)
    cause = error.orig if isinstance(error, DBAPIError) else error
    if getattr(cause, "sqlite_errorcode", None) in _NO_DATABASE:
        return NotADatabaseError(_shown(address))
    return DatabaseUnavailableError(_shown(address), " ".join(str(cause).split()))


def _shown(address: URL) -> str:
    """Return the URL without its password."""
    return address.render_as_string(hide_password=True)
