"""`commentguard site allow`: whom a site lets in whatever the model says."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from commentguard.cli.site import ConfigFile, Database, Home, SiteId


def allow(
    site: SiteId,
    email: Annotated[str | None, typer.Option(help="Kept as a keyed hash only.")] = None,
    domain: Annotated[
        str | None, typer.Option(help="Of links and author URL, with its subdomains.")
    ] = None,
    ip: Annotated[str | None, typer.Option(help="Kept as a keyed hash only.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take it off the list.")] = False,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Let an author in whatever the model says; without a value, list who is let in.

    Example: commentguard site allow garden --email ann@reader.example
    """
    from commentguard.cli.opened import transaction
    from commentguard.errors import DataError
    from commentguard.service import allowlist
    from commentguard.service.allowlist import Kind
    from commentguard.service.sites import named
    from commentguard.storage import allowed
    from commentguard.storage.clock import iso, now

    given = {Kind.EMAIL: email, Kind.DOMAIN: domain, Kind.IP: ip}
    values = {kind: value for kind, value in given.items() if value is not None}
    if remove and not values:
        raise DataError("--remove needs --email, --domain or --ip")
    change = allowlist.remove if remove else allowlist.add
    with transaction(home, database_url, config) as (service, connection):
        named(connection, site)
        for kind, value in values.items():
            change(connection, service.secret, site, kind, value, now(), "cli")
        if values:
            return
        for one in allowed.of_site(connection, site):
            told = {
                "id": one.id, "kind": one.kind, "domain": one.domain or None,
                "added_at": iso(one.added_at), "suspended": one.suspended_by is not None,
            }  # fmt: skip
            typer.echo(json.dumps(told, ensure_ascii=False))
