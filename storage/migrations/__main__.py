"""Drafts the next revision from the tables: python -m storage.migrations "what changes"."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.script import ScriptDirectory

from storage.database import open_database
from storage.schema import MIGRATIONS, alembic_config


def draft(message: str, migrations: Path = MIGRATIONS) -> None:
    """Write the revision that leads from the last one to the tables; to be read before use."""
    with TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{folder}/blank.db")
        with engine.connect() as connection:
            config = alembic_config(connection, migrations)
            count = len(list(ScriptDirectory.from_config(config).walk_revisions()))
            command.revision(config, message, autogenerate=True, rev_id=f"{count + 1:04}")
        engine.dispose()


if __name__ == "__main__":
    draft(" ".join(sys.argv[1:]))
