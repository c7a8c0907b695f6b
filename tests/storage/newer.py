"""A database that a later version of the program has migrated."""

from __future__ import annotations

from sqlalchemy import Engine

from commentguard.storage.engine import connect
from commentguard.storage.migrate import upgrade


def newer_database(url: str) -> Engine:
    """The database at `url`, under a revision that this program does not know."""
    engine = connect(url)
    upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    return engine
