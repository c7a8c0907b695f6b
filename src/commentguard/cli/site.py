"""`commentguard site`: the blogs on this server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from commentguard.cli.again import again
from commentguard.cli.opened import CONFIG_FILE, DATABASE, HOME, transaction

Home = Annotated[Path | None, HOME]
Database = Annotated[str | None, DATABASE]
ConfigFile = Annotated[Path | None, CONFIG_FILE]
SiteId = Annotated[str, typer.Argument(help="Lower-case letters, digits, dots, dashes.")]


def add(
    site: SiteId,
    url: Annotated[str, typer.Option(help="Home page.")] = "",
    name: Annotated[str, typer.Option(help="For people.")] = "",
    lang: Annotated[str, typer.Option(help="Language of its posts, as a hint.")] = "",
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Add a site.

    Example: commentguard site add garden --url https://garden.example --lang en
    """
    from commentguard.service import sites
    from commentguard.storage.clock import now

    with transaction(home, database_url, config, make=True) as (_, connection):
        sites.add(connection, site, now(), name=name, url=url, lang=lang)
    keys = again(f"key create {site}", home=home, database_url=database_url, config=config)
    typer.echo(f"added {site}; make keys with: {keys}")


def list_sites(home: Home = None, database_url: Database = None, config: ConfigFile = None) -> None:
    """List the sites, one JSON object a line."""
    from commentguard.storage import sites

    with transaction(home, database_url, config) as (_, connection):
        for site in sites.all_sites(connection):
            typer.echo(json.dumps({"id": site.id, "name": site.name, "url": site.url}))


def show(
    site: SiteId, home: Home = None, database_url: Database = None, config: ConfigFile = None
) -> None:
    """Show a site: its policy, and how many comments stand where."""
    from commentguard.service import review, sites
    from commentguard.storage.clock import iso

    with transaction(home, database_url, config) as (_, connection):
        found = sites.named(connection, site)
        counts = review.counts(connection, site)
        shown: dict[str, Any] = {
            "id": found.id, "name": found.name, "url": found.url, "lang": found.lang,
            "added_at": iso(found.created_at), "policy_overrides": found.policy,
            "comments": {status.value: count for status, count in counts.items()},
        }  # fmt: skip
    typer.echo(json.dumps(shown, indent=2))


def set_site(
    site: SiteId,
    url: Annotated[str | None, typer.Option()] = None,
    name: Annotated[str | None, typer.Option()] = None,
    lang: Annotated[str | None, typer.Option()] = None,
    policy: Annotated[
        list[str] | None,
        typer.Option(help="NAME=VALUE, VALUE as JSON; again for more. NAME= follows the model."),
    ] = None,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Change a site.

    Example: commentguard site set garden --policy hold=0.8 --policy allow_promotional=true
    """
    from commentguard import load
    from commentguard.service import sites
    from commentguard.storage.clock import now

    changes = {"url": url, "name": name, "lang": lang}
    given = {field: value for field, value in changes.items() if value is not None}
    with transaction(home, database_url, config) as (service, connection):
        if given:
            sites.change(connection, site, now(), **given)
        if policy:
            overrides = _overrides(sites.named(connection, site).policy, policy)
            base = load(service.config.model).bundle.policy
            sites.set_policy(connection, site, base, overrides, now(), "cli")
    typer.echo(f"changed {site}")


def remove(
    site: SiteId,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Remove a site with its keys, comments and corrections."""
    from commentguard.service import sites
    from commentguard.storage.clock import now

    if not yes:
        typer.confirm(f"Remove {site} with all its comments and corrections?", abort=True)
    with transaction(home, database_url, config) as (_, connection):
        sites.remove(connection, site, now())
    typer.echo(f"removed {site}")


def _overrides(known: dict[str, Any], given: list[str]) -> dict[str, Any]:
    from commentguard.errors import DataError

    found = dict(known)
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise DataError(f"{pair!r} is not NAME=VALUE")
        found.pop(name, None)
        if value:
            try:
                found[name] = json.loads(value)
            except json.JSONDecodeError as error:
                raise DataError(f"{name}: {value!r} is not JSON (0.8, true, null)") from error
    return found
