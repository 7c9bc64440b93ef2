"""Alembic's entry: runs on the connection that storage.schema hands over."""

from alembic import context

from storage.tables import TurnRow

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TurnRow.metadata,
    # SQLite changes a column only by copying the table
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
