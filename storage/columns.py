"""Column types that give back what they were given, on SQLite and PostgreSQL alike."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

from storage.errors import UnstorableValueError

# PostgreSQL takes no NUL and neither database a lone surrogate: text that holds one, or that
# looks as if it were escaped already, is kept as this mark and a JSON string.
_ESCAPED = "\x1ajson:"


def utc_now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


def _is_plain(text: str) -> bool:
    """Whether every database keeps the text as it stands."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


class AnyText(TypeDecorator[str]):
    """Any Python string, those included that databases refuse."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Escape what would be refused."""
        if value is None or (_is_plain(value) and not value.startswith(_ESCAPED)):
            return value
        return _ESCAPED + json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Undo the escape."""
        if value is None or not value.startswith(_ESCAPED):
            return value
        return str(json.loads(value.removeprefix(_ESCAPED)))


class JsonText(TypeDecorator[Any]):
    """A JSON value as text, readable to people looking into the database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002
        """Write JSON, or raise UnstorableValueError."""
        try:
            text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        except (TypeError, ValueError, RecursionError) as error:
            raise UnstorableValueError(f"it is no JSON ({error})") from error
        return text if _is_plain(text) else json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Read JSON."""
        return None if value is None else json.loads(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment; SQLite forgets time zones, so all is kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn to UTC, or raise UnstorableValueError for a moment without time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise UnstorableValueError(f"{value} has no time zone; use datetime.now(UTC)")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
