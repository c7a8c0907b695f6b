"""Bringing a database up to date in a process of its own, which is gone when it is done.

Migrations take Alembic, ten megabytes that whoever loads them keeps. A command gives them back when
it ends; a server would hold them for months.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from commentguard.errors import DataError
from commentguard.storage.engine import connect
from commentguard.storage.migrate import missing, revision, upgrade

# In the environment and not among the arguments, which everybody on the machine can read.
_URL = "COMMENTGUARD_DATABASE_URL"


class MigrationError(SQLAlchemyError):
    """A migration failed in its process. The database is as it was."""


def upgrade_apart(engine: Engine) -> None:
    """`upgrade`, leaving nothing of it in this process. Safe to call from several processes.

    Raises `DataError` as `upgrade` does, and `MigrationError` for whatever else went wrong there.
    """
    with engine.connect() as connection:
        if not missing(connection):
            return
    with _begun(engine) as process:
        kind, _, reason = process.communicate()[0].partition("\n")
    if kind == DataError.__name__:
        raise DataError(reason)
    if process.returncode:
        raise MigrationError(
            f"{kind or 'no reason given'} {reason} (exit status {process.returncode})"
        )
    with engine.connect() as connection:
        if missing(connection):
            raise MigrationError("the process that migrates meets another database at this URL")


@contextmanager
def made_meanwhile(url: str) -> Iterator[None]:
    """Make an empty database while the block runs, on another core than the block's.

    One that holds something waits for `upgrade_apart`: it is not to be changed by a program that
    may find in the block that it cannot start. What fails here fails there again, and is told there.
    """
    engine, process = connect(url), None
    with suppress(SQLAlchemyError):
        with engine.connect() as connection:
            empty = revision(connection) is None
        process = _begun(engine) if empty else None
    engine.dispose()
    try:
        yield
    finally:
        if process is not None:
            with process:
                process.communicate()


def _begun(engine: Engine) -> subprocess.Popen[str]:
    url = engine.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-m", __name__],
        # It finds what this process finds, however that was told where to look.
        env={**os.environ, _URL: url, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def _main() -> int:
    # An interrupt at a terminal is for the server, which is told of it too.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        upgrade(connect(os.environ[_URL]))
    except (DataError, SQLAlchemyError) as error:
        # One line: what a database adds on further ones may quote a row.
        reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
        sys.stdout.write(f"{type(error).__name__}\n{reason}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main())
