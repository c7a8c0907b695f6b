"""`commentguard config`: the settings that are in force, and from where."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from commentguard.cli.site import ConfigFile, Database, Home


def print_settings(
    redact: Annotated[
        bool, typer.Option("--redact", help="Hide the password of the database.")
    ] = False,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Print all settings as JSON: file, environment and flags taken together."""
    from commentguard.server.config import Config

    settings = Config.load(config, {"home": home, "database_url": database_url})
    typer.echo(json.dumps(settings.to_mapping(redact=redact), indent=2))
