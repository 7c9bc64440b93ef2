"""What can go wrong with the memory, each with its next step. Knows nothing of who is asking."""

from sqlalchemy.exc import DontWrapMixin


class StorageError(Exception):
    """The root of all errors of this package."""


class UnstorableValueError(StorageError, DontWrapMixin):
    """A value that would not come back as it was given."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"cannot store this value: {reason}")


class DatabaseError(StorageError):
    """The database cannot be used as it is."""

    def __init__(self, address: str, message: str) -> None:
        self.address = address
        """The database's URL without its password."""
        super().__init__(message)


class DatabaseUrlError(DatabaseError):
    """The URL names no database that can be used."""

    def __init__(self, address: str, reason: str) -> None:
        self.reason = reason
        super().__init__(
            address,
            f"DATABASE_URL {address!r} cannot be used: {reason}. "
            "Set it to sqlite:///path/to/file.db or postgresql://user:password@host/name",
        )


class DatabaseUnavailableError(DatabaseError):
    """The database cannot be opened or written to."""

    def __init__(self, address: str, reason: str) -> None:
        self.reason = reason
        super().__init__(
            address,
            f"cannot open the database {address} ({reason}). "
            "Check that the folder (or the server) exists and may be written to, "
            "or set DATABASE_URL to another place",
        )


class NotADatabaseError(DatabaseError):
    """The file holds something else, or is damaged."""

    def __init__(self, address: str) -> None:
        super().__init__(
            address,
            f"{address} is no SQLite database, or a damaged one. "
            "Move the file away or restore it from a copy, or set DATABASE_URL to another file",
        )


class NewerSchemaError(DatabaseError):
    """A later version of this program wrote the database."""

    def __init__(self, address: str, revision: str) -> None:
        self.revision = revision
        super().__init__(
            address,
            f"the database {address} has schema {revision!r}, which this version does not know. "
            "Install the version that wrote it or a later one, "
            "or set DATABASE_URL to another database",
        )


class MissingDriverError(DatabaseError):
    """The Python package that speaks to this kind of database is not installed."""

    def __init__(self, address: str, package: str) -> None:
        self.package = package
        super().__init__(
            address,
            f"no driver for the database {address} is installed. "
            f"Install it with: pip install '{package}'",
        )
