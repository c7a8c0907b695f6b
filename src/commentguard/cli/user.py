"""`commentguard user`: the people of the review desk."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from commentguard.cli.opened import transaction
from commentguard.cli.site import ConfigFile, Database, Home

if TYPE_CHECKING:
    from commentguard.service.people import Role

Name = Annotated[str, typer.Argument(help="Lower-case letters, digits, dots, dashes.")]
ForSite = Annotated[str, typer.Option(help="Id of the site; * for every site.")]
AsRole = Annotated[str, typer.Option(help="viewer, moderator or admin.")]


def add(
    name: Name,
    site: ForSite = "*",
    role: AsRole = "moderator",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Add somebody; asks for a password.

    Example: commentguard user add mira --site garden --role moderator
    """
    from commentguard.service import people
    from commentguard.storage.clock import now

    wanted = _role(role)
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    with transaction(home, database_url, config) as (_, connection):
        people.add(connection, name, password, now(), site_id=site, role=wanted)
    typer.echo(f"added {name}")


def list_users(home: Home = None, database_url: Database = None, config: ConfigFile = None) -> None:
    """List the people, one JSON object a line."""
    from commentguard.storage import people
    from commentguard.storage.clock import iso

    with transaction(home, database_url, config) as (_, connection):
        for user in people.everybody(connection):
            line = {
                "name": user.name, "roles": user.roles, "password": bool(user.password),
                "added_at": iso(user.created_at), "ended_at": iso(user.ended_at),
            }  # fmt: skip
            typer.echo(json.dumps(line))


def role(
    name: Name,
    role: Annotated[str, typer.Argument(help="viewer, moderator, admin or none.")],
    site: ForSite = "*",
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Give somebody a role on a site, or take it away (none).

    Example: commentguard user role mira admin --site garden
    """
    from commentguard.service import people
    from commentguard.storage.clock import now

    wanted = None if role == "none" else _role(role)
    with transaction(home, database_url, config) as (_, connection):
        people.set_role(connection, name, site, wanted, now())
    typer.echo(f"{name}: {role} on {site}")


def invite(
    site: ForSite = "*",
    role: AsRole = "moderator",
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Print a link by which somebody joins, once, within a week.

    The link is relative to the address under which your server is reached.
    """
    from commentguard.service import people
    from commentguard.storage.clock import now

    wanted = _role(role)
    with transaction(home, database_url, config) as (_, connection):
        token = people.invite(connection, site, wanted, now())
    typer.echo(f"/desk/join/{token}")


def _role(name: str) -> Role:
    from commentguard.errors import DataError
    from commentguard.service.people import Role

    try:
        return Role(name)
    except ValueError:
        raise DataError(f"a role is one of {', '.join(Role)}") from None
