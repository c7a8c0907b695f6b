"""Bringing a database to the schema of this code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect

from commentguard.errors import DataError
from commentguard.storage.engine import is_sqlite

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, target: str = "head") -> None:
    """Run the missing migrations, in one transaction. Safe to call from several processes.

    Raises `DataError` when the database is newer than this code: an old program must not write
    into a schema it does not know.
    """
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if not is_sqlite(engine):
            # Two workers starting together: the second waits here and finds nothing to do.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7163401)")
        if not missing(connection, target):
            return
        # Ten megabytes that a server whose database is current never needs.
        from alembic import command

        command.upgrade(_config(connection), target)


def missing(connection: Connection, target: str = "head") -> bool:
    """Whether there is a migration to run. Raises `DataError` as `upgrade` does."""
    current, known = revision(connection), revisions()
    if current == known[-1]:
        return False
    for wanted in (current, None if target == "head" else target):
        if wanted is not None and wanted not in known:
            raise DataError(f"{wanted} is newer than this program ({known[-1]})")
    return True


def revision(connection: Connection) -> str | None:
    """The migration that the database is at; `None` for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql(
        "SELECT version_num FROM alembic_version"
    ).scalar()
    return found


def revisions() -> list[str]:
    """The migrations of this code in order: the numbers their files are named after."""
    return sorted(path.stem[1:5] for path in (_FOLDER / "versions").glob("v[0-9]*.py"))


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config
