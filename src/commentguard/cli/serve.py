"""`commentguard serve`: the HTTP service."""

from __future__ import annotations

import os
import shlex
import socket
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commentguard.cli.address import address as address_of
from commentguard.cli.address import at
from commentguard.cli.again import again
from commentguard.cli.keeping import LOST
from commentguard.cli.opened import CONFIG_FILE, DATABASE, HOME
from commentguard.errors import CommentGuardError, DataError, cause

if TYPE_CHECKING:
    from commentguard.registry.live import LiveScorer
    from commentguard.scoring.scorer import Scorer
    from commentguard.server.config import Config


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes.")] = None,
    model: Annotated[
        Path | None, typer.Option(help="Folder of a bundle; default: shipped.")
    ] = None,
    home: Annotated[Path | None, HOME] = None,
    database_url: Annotated[str | None, DATABASE] = None,
    config: Annotated[Path | None, CONFIG_FILE] = None,
    local_open: Annotated[
        bool | None,
        typer.Option("--local-open", help="Answer /v1/score on loopback without a key."),
    ] = None,
) -> None:
    """Start the server and print its address and a line to try it with.

    The first start makes a site and, on a terminal, shows its keys once.

    Example: commentguard serve --local-open --port 8080
    """
    from commentguard.server.heap import unwalked

    with unwalked():
        settings, opened = _opened(
            config,
            {
                "host": host, "port": port, "workers": workers, "model": model, "home": home,
                "database_url": database_url, "local_open": local_open,
            },
        )  # fmt: skip
    import uvicorn

    from commentguard.server.app import make_app

    # Workers are processes of their own and read the settings from their environment.
    os.environ.update(settings.exported())
    with tempfile.TemporaryDirectory(prefix="commentguard-metrics-") as shared:
        if settings.workers > 1:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = shared
        # One process serves by itself, and has the model already.
        alone = settings.workers == 1
        uvicorn.run(
            make_app(settings, opened) if alone else "commentguard.server.app:make_app",
            factory=not alone, host=settings.host,
            port=settings.port, workers=settings.workers, access_log=False, server_header=False,
            proxy_headers=False, timeout_graceful_shutdown=10, log_config=None,
        )  # fmt: skip


def _opened(path: Path | None, chosen: Mapping[str, Any]) -> tuple[Config, LiveScorer | Scorer]:
    """Settings (those of `path` below what was `chosen`) and the model, once the address and a line to try it with are printed."""
    from commentguard.server.config import FILE, Config, file_read
    from commentguard.server.logs import set_up
    from commentguard.service.secret import Secret
    from commentguard.storage.migrate_apart import made_meanwhile

    settings = Config.load(path, chosen)
    set_up(settings.log_level)
    can_listen(settings.host, settings.port)
    first_secret = Secret.at(settings.folder) is None
    # Also makes the folder that a database may be put into.
    Secret.open(settings.folder)
    with made_meanwhile(settings.database):
        import uvicorn  # noqa: F401 - while the database is made

        from commentguard.registry.live import LiveScorer
        from commentguard.server.app import open_model

        # A damaged model is told here, in one line, and not by a worker's traceback.
        opened = open_model(settings)
    scorer = opened.current if isinstance(opened, LiveScorer) else opened
    named = address_of(settings.host, settings.port, settings.hosts)
    address = named or at(settings.host, settings.port)
    bundle = scorer.bundle
    typer.echo(f"CommentGuard at {address}  model {bundle.name} {bundle.version}")
    if named is None:
        typer.echo(
            f"It answers under no name that leads here: put {settings.host}, or the name by which it is reached, in `hosts` "
            "(COMMENTGUARD_HOSTS).", err=True,
        )  # fmt: skip
    beside = settings.folder / FILE
    if beside.is_file() and ((read := file_read(path)) is None or not beside.samefile(read)):
        typer.echo(
            f"{beside} is not read: settings come from the working folder or --config (COMMENTGUARD_CONFIG).",
            err=True,
        )
    typer.echo("Try it:")
    key = "" if settings.local_open else "-H 'Authorization: Bearer KEY' "
    typer.echo(
        f"  curl -s {shlex.quote(f'{address}/v1/score')} {key}-H 'Content-Type: application/json' -d "
        """'{"author": "Slate Roofing Leeds", "text": "Call us now on 01632 960 148 """
        """for a free quote. Serving Leeds, Bradford and Wakefield."}'"""
    )
    _first_start(settings, scorer, address, chosen["home"], first_secret)
    return settings, opened


def can_listen(host: str, port: int) -> None:
    """Raise `DataError` where nobody could be served: before an address is printed that is another's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except (OSError, OverflowError) as error:
        # asyncio and socket say the address again, in brackets.
        reason = cause(error).partition(" (while attempting")[0]
        raise DataError(
            f"cannot listen on {host}, port {port}: {reason}; choose another with --port or COMMENTGUARD_PORT"
        ) from error


def _first_start(
    settings: Config, scorer: Scorer, address: str, home: Path | None, first_secret: bool
) -> None:
    from sqlalchemy.exc import SQLAlchemyError

    from commentguard.server.first_start import prepare
    from commentguard.service import people
    from commentguard.service.guard import Guard
    from commentguard.service.hashed_otherwise import hashed_otherwise
    from commentguard.storage.clock import now
    from commentguard.storage.migrate_apart import MigrationError

    guard = Guard.open(settings.folder, settings.database, scorer)
    try:
        guard.refresh_now()
        if first_secret and guard.directory.sites:
            typer.echo(
                f"There was no secret in {settings.folder}, but a database that was filled with one; a new one "
                f"is made. {LOST} Stop, and copy the old one there.", err=True,
            )  # fmt: skip
        else:
            with guard.store.transaction() as connection:
                otherwise = hashed_otherwise(connection, guard.secret)
            if otherwise:
                typer.echo(
                    f"The secret in {settings.folder} is not the one that this database was filled with. {LOST} Stop, and "
                    "copy the old one there; without it, make keys and lists anew. This is told as long as comments of before are kept.",
                    err=True,
                )  # fmt: skip
        first = prepare(guard, show=sys.stdout.isatty())
        guard.refresh_now()
        if settings.local_open or sys.stdout.isatty():
            # Worth nothing elsewhere: it works once, within the hour, and on this machine only.
            with guard.store.transaction() as connection:
                works = people.can_be_let_in(connection)
                token = people.let_in(connection, now()) if works else ""
            typer.echo(f"Review desk: {address}/desk")
            typer.echo(
                f"  sign in as admin, once, on this machine: {address}/desk/enter/{token}"
                if works
                else "  sign in with an account of your own: 'admin' is no admin any more. "
                f"Make one: {again('user add NAME --role admin', home=home)}"
            )
    except SQLAlchemyError as error:
        # The server scores without storage and stores once it is there. What a migration failed of is
        # told, since somebody has to do something about it; other messages may quote a comment.
        told = str(error) if isinstance(error, MigrationError) else type(error).__name__
        typer.echo(f"storage does not answer yet ({told})", err=True)
        return
    except CommentGuardError:
        raise
    finally:
        guard.close()
    if first is not None:
        typer.echo("First start: site 'local'. Its keys, shown this once:")
        typer.echo(f"  native API   {first.bearer}")
        typer.echo(f"  WordPress    {first.akismet}")
    elif not guard.directory.keys:
        site = (
            "local"
            if "local" in guard.directory.sites
            else min(guard.directory.sites, default="SITE")
        )
        typer.echo(f"No keys yet. Make one: {again(f'key create {site}', home=home)}")
