"""`commentguard retention, erase, backup, restore`: what is kept, and for how long."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from commentguard.cli.opened import opened, told_in_words
from commentguard.cli.site import ConfigFile, Database, Home

LOST = (
    "Without it Akismet keys are invalid, and allow- and deny-lists and history know no e-mail address, "
    "network address or range any more."
)
"""What another secret than the one that a database was filled with costs."""


def retention(home: Home = None, database_url: Database = None, config: ConfigFile = None) -> None:
    """Delete what is older than the settings allow. A running server does it once a day."""
    from commentguard.service.retention import Limits, enforce

    with opened(home, database_url, config) as service:
        limits = Limits(service.config.keep_unpublished_days, service.config.keep_published_days)
        typer.echo(json.dumps(enforce(service.store, limits)))


def erase(
    email: Annotated[str, typer.Option(help="The author's e-mail address.")] = "",
    name: Annotated[str, typer.Option(help="The author's name, with --ip.")] = "",
    ip: Annotated[str, typer.Option(help="The network address, with --name.")] = "",
    comment: Annotated[
        list[str] | None,
        typer.Option(help="The id of one comment, for an author of whom nothing else is known."),
    ] = None,
    site: Annotated[str | None, typer.Option(help="Only on this site.")] = None,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Erase everything an author wrote, or single comments, and what was learned from them.

    Example: commentguard erase --email ann@reader.example
    """
    from commentguard.comment import Comment
    from commentguard.errors import DataError
    from commentguard.service.erase import erase as erase_author
    from commentguard.service.erase import erase_comments

    if comment and (email or name or ip):
        raise DataError("say who the author is, or which comments it is about, not both")
    author = Comment(author=name, author_email=email, author_ip=ip)
    with opened(home, database_url, config) as service:
        if comment:
            count = erase_comments(service.store, comment, site_id=site)
        else:
            count = erase_author(service.store, service.secret, author, site_id=site)
    typer.echo(f"erased {count} comment{'' if count == 1 else 's'}")


def backup(
    path: Annotated[Path, typer.Argument(help="The file to write, a .zip.")],
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Write every row to one file, while the server goes on. It may take the place of an older backup.

    The server secret is not in it: copy HOME/secret to another place.
    """
    from commentguard.service.secret import Secret
    from commentguard.storage.archive import backup as write
    from commentguard.storage.archive import made_at
    from commentguard.storage.clock import iso, now

    before = made_at(path)
    with opened(home, database_url, config) as service:
        secret = Secret.at(service.config.folder)
        mark = "" if secret is None else secret.mark
        rows = write(service.store.engine, path, iso(now()) or "", mark)
    typer.echo(json.dumps(rows))
    if secret is None:
        typer.echo(f"There is no secret in {service.config.folder}: find it. {LOST}", err=True)
    if before is not None:
        typer.echo(f"In place of the backup of {before}.", err=True)


def restore(
    path: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")],
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Read a backup into an empty database, SQLite or PostgreSQL.

    Put the server secret that belongs to it into HOME first; without it this says what is lost.
    """
    from commentguard.registry.home import made
    from commentguard.server.config import Config
    from commentguard.service.secret import Secret
    from commentguard.storage.archive import restore as read
    from commentguard.storage.engine import connect

    settings = Config.load(config, {"home": home, "database_url": database_url})
    made(settings.folder)
    engine = connect(settings.database)
    try:
        with told_in_words("the database refused"):
            rows, mark = read(engine, path)
    finally:
        engine.dispose()
    typer.echo(json.dumps(rows))
    secret = Secret.at(settings.folder)
    if told := _of_the_secret(mark, None if secret is None else secret.mark):
        typer.echo(
            f"{told} {LOST} Copy it to {settings.folder / 'secret'} before a start.", err=True
        )


def _of_the_secret(backed_up: str, here: str | None) -> str:
    if here is None:
        return "The secret of the server that this was backed up from is not here, and a start would make another one."
    if not backed_up:
        return "Whether the secret here is the one of the server that this was backed up from, the backup does not say."
    return (
        "" if here == backed_up else "The secret here is not the one that this was backed up with."
    )
