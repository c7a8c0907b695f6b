"""What commands about storage share: three options, and the opened service without a model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from commentguard.server.config import Config
    from commentguard.service.secret import Secret
    from commentguard.storage.store import Store

HOME = typer.Option(help="Folder of the secret, the database and models.")
DATABASE = typer.Option(help="sqlite:///… or postgresql://…")
CONFIG_FILE = typer.Option("--config", help="The settings file; default: commentguard.toml.")


@dataclass(frozen=True, slots=True)
class Opened:
    """Settings, secret and database, for a command."""

    config: Config
    secret: Secret
    store: Store


@contextmanager
def opened(home: Path | None, database_url: str | None, config: Path | None) -> Iterator[Opened]:
    """Open what a command works on, with the schema brought up to date."""
    from sqlalchemy.exc import OperationalError

    from commentguard.errors import DataError
    from commentguard.server.config import Config
    from commentguard.service.secret import Secret
    from commentguard.storage.store import Store

    settings = Config.load(config, {"home": home, "database_url": database_url})
    secret = Secret.open(settings.folder)
    try:
        store = Store.open(settings.database)
    except OperationalError as error:
        raise DataError(f"the database cannot be opened: {error.orig}") from error
    try:
        yield Opened(settings, secret, store)
    finally:
        store.close()


@contextmanager
def transaction(
    home: Path | None, database_url: str | None, config: Path | None
) -> Iterator[tuple[Opened, Connection]]:
    """The same with a write transaction."""
    with opened(home, database_url, config) as service, service.store.transaction() as connection:
        yield service, connection
