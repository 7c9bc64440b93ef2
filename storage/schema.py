"""Brings a database to the schema of this code, by the Alembic migrations of this package."""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage.errors import NewerSchemaError
from storage.transactions import for_writing

MIGRATIONS = Path(__file__).parent / "migrations"

# Alembic's environment is global to the process.
_one_at_a_time = threading.Lock()

# Any number will do, so long as nothing else locks it: it lets one server start at a time.
_POSTGRESQL_LOCK = 7_264_910_553


def alembic_config(connection: Connection, migrations: Path = MIGRATIONS) -> Config:
    """Return the configuration that an alembic.ini would hold."""
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine) -> None:
    """Bring the database to head in one transaction, or raise NewerSchemaError."""
    with _one_at_a_time, for_writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(
                text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRESQL_LOCK}
            )
        config = alembic_config(connection)
        known = {
            revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()
        }
        unknown = set(MigrationContext.configure(connection).get_current_heads()) - known
        if unknown:
            raise NewerSchemaError(
                engine.url.render_as_string(hide_password=True), ", ".join(sorted(unknown))
            )
        command.upgrade(config, "head")
