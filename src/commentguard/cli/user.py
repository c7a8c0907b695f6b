"""`commentguard user`: the people of the review desk."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from commentguard.cli.address import LOCAL
from commentguard.cli.again import again
from commentguard.cli.opened import transaction
from commentguard.cli.site import ConfigFile, Database, Home

if TYPE_CHECKING:
    from pathlib import Path

    from commentguard.service.people import Role

Name = Annotated[str, typer.Argument(help="Lower-case letters, digits, dots, dashes.")]
FromInput = Annotated[
    bool,
    typer.Option("--password-stdin", help="Read the password from standard input, as from a pipe."),
]
ForSite = Annotated[str, typer.Option(help="Id of the site; * for every site.")]
Sure = Annotated[bool, typer.Option("--yes", help="Do not ask, even for the only admin.")]
AsRole = Annotated[str, typer.Option(help="viewer, moderator or admin.")]

# What `hosts` has by itself, and "any".
_NOT_A_NAME = LOCAL | {"[::1]", "*"}


def add(
    name: Name,
    site: ForSite = "*",
    role: AsRole = "moderator",
    password_stdin: FromInput = False,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Add somebody; asks for a password.

    Example: commentguard user add mira --site garden --role moderator
    """
    from commentguard.service import people
    from commentguard.storage.clock import now

    wanted, password = _role(role), _password(password_stdin, name)
    with transaction(home, database_url, config, make=True) as (_, connection):
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
    yes: Sure = False,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Give somebody a role on a site, or take it away (none); asks where nobody else is an admin of every site.

    Example: commentguard user role mira admin --site garden
    """
    from commentguard.service import people
    from commentguard.storage.clock import now

    wanted = None if role == "none" else _role(role)
    if site == "*" and wanted is not people.Role.ADMIN:
        _sure(yes, name, home, database_url, config)
    with transaction(home, database_url, config) as (_, connection):
        people.set_role(connection, name, site, wanted, now())
    typer.echo(f"{name}: {role} on {site}")


def password(
    name: Name,
    password_stdin: FromInput = False,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Set somebody's password and sign them out everywhere; asks for it.

    Example: commentguard user password mira
    """
    from commentguard.service import passwords, people
    from commentguard.storage.clock import now

    with transaction(home, database_url, config) as (_, connection):
        people.known(connection, name)
    stored = passwords.hashed(_password(password_stdin, name), name)
    with transaction(home, database_url, config) as (_, connection):
        people.set_password(connection, name, stored, now())
    typer.echo(f"{name} has a new password")


def end(
    name: Name,
    yes: Sure = False,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """End somebody's account for good; the name stays taken, because it stands in the log.

    Asks where nobody else is an admin of every site.

    Example: commentguard user end mira
    """
    from commentguard.service import people
    from commentguard.storage.clock import now

    _sure(yes, name, home, database_url, config)
    with transaction(home, database_url, config) as (_, connection):
        people.end(connection, name, now())
    typer.echo(f"ended {name}")


def invite(
    site: ForSite = "*",
    role: AsRole = "moderator",
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Print a link by which somebody joins, once, within a week.

    It begins with the first name in `hosts` that is more than this machine; where there is none, it works on this
    machine only, and that is said.
    """
    from commentguard.service import people
    from commentguard.storage.clock import now

    wanted = _role(role)
    with transaction(home, database_url, config, make=True) as (service, connection):
        token = people.invite(connection, site, wanted, now())
    settings = service.config
    name = next((one for one in settings.hosts if one not in _NOT_A_NAME), "")
    known = f"https://{name}" if name else f"http://localhost:{settings.port}"
    typer.echo(f"{known}/desk/join/{token}")
    where = "every site" if site == "*" else site
    typer.echo(f"Whoever opens it first, within a week, is {wanted} on {where}.", err=True)
    if not name:
        typer.echo(
            "This link works on this machine only. Put the name under which people reach your server in `hosts`, "
            "or in place of the link's beginning.",
            err=True,
        )


def _sure(
    yes: bool, name: str, home: Path | None, database_url: str | None, config: Path | None
) -> None:
    """Ask before the only admin is none any more."""
    from commentguard.service import people

    with transaction(home, database_url, config) as (_, connection):
        only = people.only_admin(connection, people.known(connection, name))
    if only and not yes:
        known = again(
            "user add NAME --role admin", home=home, database_url=database_url, config=config
        )
        typer.echo(
            f"Nobody but {name} is an admin of every site. Another is made by: {known}", err=True
        )
        typer.confirm("Go on?", abort=True, err=True)


def _at_terminal() -> bool:
    return sys.stdin.isatty()


def _password(from_input: bool, name: str) -> str:
    """From a pipe there is nobody to ask; at a terminal what is no good is said before it is typed again."""
    from commentguard.errors import DataError
    from commentguard.service import passwords

    if from_input or not _at_terminal():
        return sys.stdin.readline().rstrip("\n")

    def good(typed: str) -> str:
        try:
            passwords.check_good(typed, name)
        except DataError as error:
            # Of what is typed unseen the prompt itself says only that it is wrong.
            typer.echo(f"{error}:", err=True)
            raise typer.BadParameter(str(error)) from None
        return typed

    asked: str = typer.prompt(
        f"Password, at least {passwords.LEAST} characters", hide_input=True, confirmation_prompt=True,
        value_proc=good,
    )  # fmt: skip
    return asked


def _role(name: str) -> Role:
    from commentguard.errors import DataError
    from commentguard.service.people import Role

    try:
        return Role(name)
    except ValueError:
        raise DataError(f"a role is one of {', '.join(Role)}") from None
