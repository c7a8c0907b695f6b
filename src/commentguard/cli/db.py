"""`commentguard db`: the schema of the database."""

from __future__ import annotations

import typer

from commentguard.cli.opened import opened
from commentguard.cli.site import ConfigFile, Database, Home


def upgrade(home: Home = None, database_url: Database = None, config: ConfigFile = None) -> None:
    """Bring the database to the schema of this program, or make it. The server does the same on start."""
    from commentguard.storage.migrate import revision

    with (
        opened(home, database_url, config, make=True) as service,
        service.store.engine.connect() as connection,
    ):
        typer.echo(f"the database is at {revision(connection)}")


def backfill(home: Home = None, database_url: Database = None, config: ConfigFile = None) -> None:
    """Give old comments the language and campaign that new ones get on arrival.

    A running server does the same; this is for a database that nobody serves.
    """
    from commentguard.service.backfill import backfill as fill

    with opened(home, database_url, config) as service:
        typer.echo(f"{fill(service.store)} comments were given their language and campaign")
