"""What Alembic runs: our connection, our metadata, one transaction for all steps."""

from __future__ import annotations

from alembic import context

from commentguard.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter a column: Alembic then copies the table.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
