"""Bringing a database to the schema of this code."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from commentguard.errors import DataError
from commentguard.storage.engine import is_sqlite


def upgrade(engine: Engine, target: str = "head") -> None:
    """Run the missing migrations, in one transaction. Safe to call from several processes.

    Raises `DataError` when the database is newer than this code: an old program must not write
    into a schema it does not know.
    """
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if not is_sqlite(engine):
            # Two workers starting together: the second waits here and finds nothing to do.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7163401)")
        current, head = revision(connection), _scripts(connection).get_current_head()
        if current == head:
            return
        for wanted in (current, None if target == "head" else target):
            if wanted is not None and not _known(connection, wanted):
                raise DataError(f"{wanted} is newer than this program ({head})")
        command.upgrade(_config(connection), target)


def revision(connection: Connection) -> str | None:
    """The migration that the database is at; `None` for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def _known(connection: Connection, current: str) -> bool:
    return any(s.revision == current for s in _scripts(connection).walk_revisions())


def _scripts(connection: Connection) -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(connection))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
