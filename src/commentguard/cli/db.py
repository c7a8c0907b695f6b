"""`commentguard db`: the schema of the database."""

from __future__ import annotations

import typer

from commentguard.cli.opened import opened
from commentguard.cli.site import ConfigFile, Database, Home


def upgrade(home: Home = None, database_url: Database = None, config: ConfigFile = None) -> None:
    """Bring the database to the schema of this program. The server does the same on start."""
    from commentguard.storage.migrate import revision

    with opened(home, database_url, config) as service, service.store.engine.connect() as c:
        typer.echo(f"the database is at {revision(c)}")
