"""`commentguard key`: who may ask."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from commentguard.cli.opened import transaction
from commentguard.cli.site import ConfigFile, Database, Home, SiteId

if TYPE_CHECKING:
    from commentguard.service.keys import Scope

KeyId = Annotated[str, typer.Argument(help="The id that `key list` shows.")]


def create(
    site: SiteId,
    akismet: Annotated[
        bool, typer.Option("--akismet", help="12 hexadecimal digits, for WordPress and its kin.")
    ] = False,
    scope: Annotated[
        list[str] | None,
        typer.Option(
            help="score, feedback, moderate or admin; again for more. Default: the first two."
        ),
    ] = None,
    label: Annotated[str, typer.Option(help="What it is for.")] = "",
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Make a key and print it. Nobody can read it again.

    Example: commentguard key create garden --akismet --label WordPress
    """
    from commentguard.service import keys
    from commentguard.storage.clock import now

    scopes = _scopes(scope) if scope else keys.USUAL
    kind = keys.Kind.AKISMET if akismet else keys.Kind.BEARER
    with transaction(home, database_url, config) as (service, connection):
        key, text = keys.create(
            connection, service.secret, site, now(), kind=kind, scopes=scopes, label=label
        )
    typer.echo(f"key {key.id} of {site}, scopes {' '.join(sorted(key.scopes))}:", err=True)
    typer.echo(text)


def list_keys(
    site: Annotated[str | None, typer.Argument(help="Only the keys of this site.")] = None,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """List the keys, one JSON object a line. The keys themselves are not known."""
    from commentguard.service.sites import named
    from commentguard.storage import sites
    from commentguard.storage.clock import iso, now

    with transaction(home, database_url, config) as (_, connection):
        only = None if site is None else named(connection, site).id
        for key in sites.all_keys(connection, only):
            line = {
                "id": key.id, "site": key.site_id, "kind": key.kind,
                "scopes": sorted(key.scopes), "label": key.label, "works": key.works(now()),
                "created_at": iso(key.created_at), "expires_at": iso(key.expires_at),
                "revoked_at": iso(key.revoked_at),
            }  # fmt: skip
            typer.echo(json.dumps(line))


def revoke(
    key: KeyId, home: Home = None, database_url: Database = None, config: ConfigFile = None
) -> None:
    """End a key. A running server notices within seconds."""
    from commentguard.service import keys
    from commentguard.storage.clock import now

    with transaction(home, database_url, config) as (_, connection):
        keys.revoke(connection, key, now())
    typer.echo(f"revoked {key}")


def rotate(
    key: KeyId,
    overlap: Annotated[int, typer.Option(help="Hours for which the old key still works.")] = 24,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Make a successor with the same rights and print it; the old key ends later.

    One that was rotated before ends when it was to end then, or sooner.
    """
    from commentguard.service import keys
    from commentguard.storage.clock import iso, now

    with transaction(home, database_url, config) as (service, connection):
        fresh, text = keys.rotate(
            connection, service.secret, key, now(), max(0, overlap) * 3_600_000
        )
        ends = iso(keys.named(connection, key).expires_at)
    typer.echo(f"key {fresh.id} replaces {key}, which ends at {ends}:", err=True)
    typer.echo(text)


def _scopes(names: list[str]) -> frozenset[Scope]:
    from commentguard.errors import DataError
    from commentguard.service.keys import Scope

    try:
        return frozenset(Scope(name) for name in names)
    except ValueError as error:
        raise DataError(f"scopes are {', '.join(Scope)}; {error}") from error
