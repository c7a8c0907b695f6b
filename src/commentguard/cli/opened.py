"""What commands about storage share: three options, and the opened service without a model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from commentguard.cli.again import again

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
    """Settings and database, for a command, and the secret for those that ask for it."""

    config: Config
    store: Store

    @property
    def secret(self) -> Secret:
        """The secret that the database was filled with. Raises `DataError` where there is none: with a new
        one nobody would be found.
        """
        from commentguard.errors import DataError
        from commentguard.service.secret import Secret

        found = Secret.at(self.config.folder)
        if found is None:
            raise DataError(
                f"there is no secret in {self.config.folder}, and the database was filled with one: name its folder with "
                "--home or copy it there; a start of the server makes another"
            )
        return found


@contextmanager
def opened(
    home: Path | None, database_url: str | None, config: Path | None, *, make: bool = False
) -> Iterator[Opened]:
    """Open what a command works on, with the schema brought up to date.

    Where there is no database it is made, with its secret, if the command is one to begin with (`make`). Raises
    `DataError` for any other: in a wrong folder it would find, keep or erase nothing and call that done.
    """
    from commentguard.errors import DataError
    from commentguard.server.config import Config
    from commentguard.service.secret import Secret
    from commentguard.storage.presence import is_there, shown
    from commentguard.storage.store import Store

    settings = Config.load(config, {"home": home, "database_url": database_url})
    with told_in_words("the database cannot be opened"):
        if not is_there(settings.database):
            if not make:
                known = again("db upgrade", home=home, database_url=database_url, config=config)
                raise DataError(
                    f"there is no database at {shown(settings.database)}: name its folder with --home or "
                    f"COMMENTGUARD_HOME, or make one: {known}"
                )
            Secret.open(settings.folder)
        store = Store.open(settings.database)
    try:
        with told_in_words("the database refused"):
            yield Opened(settings, store)
    finally:
        store.close()


@contextmanager
def told_in_words(what: str) -> Iterator[None]:
    """Turn what a machine refuses a database, such as room on its disk, into one line."""
    from sqlalchemy.exc import DatabaseError, OperationalError

    from commentguard.errors import DataError
    from commentguard.storage.migrate_apart import MigrationError

    try:
        yield
    except MigrationError as error:
        raise DataError(f"{what}: {error}") from error
    except DatabaseError as error:
        # The other kinds of it are mistakes of ours: they keep their traceback.
        if not isinstance(error, OperationalError) and type(error) is not DatabaseError:
            raise
        reason = (str(error.orig).splitlines() or [type(error.orig).__name__])[0]
        raise DataError(f"{what}: {reason}") from error


@contextmanager
def transaction(
    home: Path | None, database_url: str | None, config: Path | None, *, make: bool = False
) -> Iterator[tuple[Opened, Connection]]:
    """The same with a write transaction."""
    with (
        opened(home, database_url, config, make=make) as service,
        service.store.transaction() as connection,
    ):
        yield service, connection
