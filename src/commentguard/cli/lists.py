"""`commentguard site allow, deny`: whom a site lets in, and what it holds, whatever the model says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from commentguard.cli.site import ConfigFile, Database, Home, SiteId

if TYPE_CHECKING:
    from pathlib import Path

    from commentguard.service.lists import OwnersList

Email = Annotated[str | None, typer.Option(help="Kept as a keyed hash only.")]
Domain = Annotated[
    str | None,
    typer.Option(
        help="Of links and author URL, with its subdomains; of e-mail addresses it says nothing."
    ),
]
Ip = Annotated[
    str | None, typer.Option(help="An address, or a range as CIDR. Kept as a keyed hash only.")
]
Phrase = Annotated[str | None, typer.Option(help="A word or phrase. Kept as it is written.")]
Label = Annotated[str, typer.Option(help="For you, to tell hashes apart. Kept as it is written.")]
Remove = Annotated[bool, typer.Option("--remove", help="Take it off the list.")]
Number = Annotated[
    int | None, typer.Option("--number", help="With --remove: the entry of this number.")
]

Yes = Annotated[
    bool, typer.Option("--yes", help="List a phrase also where ordinary comments have it.")
]


def allow(
    site: SiteId,
    email: Email = None,
    domain: Domain = None,
    ip: Ip = None,
    label: Label = "",
    remove: Remove = False,
    number: Number = None,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Let an author in whatever the model says; without a value, list who is let in.

    Example: commentguard site allow garden --email ann@reader.example --label "my sister"
    """
    from commentguard.service.lists import ALLOW

    given = {"email": email, "domain": domain, "ip": ip}
    _change(ALLOW, site, given, label, remove, number, (home, database_url, config))


def deny(
    site: SiteId,
    email: Email = None,
    domain: Domain = None,
    ip: Ip = None,
    phrase: Phrase = None,
    label: Label = "",
    remove: Remove = False,
    number: Number = None,
    yes: Yes = False,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Hold comments whatever the model says; without a value, list what is held.

    Example: commentguard site deny garden --ip 203.0.113.0/24 --label "the casino people"
    """
    from commentguard.service.lists import DENY

    given = {"email": email, "domain": domain, "ip": ip, "phrase": phrase}
    _change(DENY, site, given, label, remove, number, (home, database_url, config), yes)


def _change(
    which: OwnersList,
    site: str,
    given: dict[str, str | None],
    label: str,
    remove: bool,
    number: int | None,
    where: tuple[Path | None, str | None, Path | None],
    yes: bool = False,
) -> None:
    from commentguard.cli.opened import transaction
    from commentguard.errors import DataError
    from commentguard.service import lists
    from commentguard.service.entries import Kind
    from commentguard.service.sites import named
    from commentguard.storage.clock import iso, now

    values = {Kind(kind): value for kind, value in given.items() if value is not None}
    if remove and not values and number is None:
        raise DataError(f"--remove needs --number, {' or '.join(f'--{name}' for name in given)}")
    if number is not None and not remove:
        raise DataError("--number goes with --remove")
    if label and (remove or not values):
        raise DataError("--label goes with what is put on the list")
    with transaction(*where) as (service, connection):
        named(connection, site)
        if number is not None:
            lists.drop(connection, which, site, number, now(), "cli")
            typer.echo(f"removed: number {number} from the {which.name} of {site}")
        for kind, value in values.items():
            if remove:
                lists.remove(connection, which, service.secret, site, kind, value, now(), "cli")
                typer.echo(f"removed: this {kind.value} from the {which.name} of {site}")
            else:
                try:
                    entry = lists.add(
                        connection, which, service.secret, site, kind, value, now(), "cli", label,
                        sure=yes,
                    )  # fmt: skip
                except DataError as error:
                    if error.field == "/sure":
                        raise DataError(f"{error}; --yes lists it all the same") from None
                    raise
                typer.echo(f"listed: number {entry} of the {which.name} of {site}")
                if which is lists.DENY and lists.outweighed(
                    connection, service.secret, site, kind, value
                ):
                    typer.echo(
                        f"The allow-list of {site} has this {kind.value}, too, and counts more: such comments are "
                        "let in until it is removed there.", err=True,
                    )  # fmt: skip
                if kind is Kind.DOMAIN:
                    typer.echo(
                        "A domain is about links and the author's URL; of e-mail addresses it says nothing.",
                        err=True,
                    )
        if values or number is not None:
            return
        for one in which.rows.of_site(connection, site):
            told = {
                "id": one.id, "kind": one.kind,
                "domain": one.words if one.kind == Kind.DOMAIN.value else None,
                "phrase": one.words if one.kind == Kind.PHRASE.value else None,
                "prefix": one.prefix, "label": one.label,
                "added_at": iso(one.added_at), "suspended": one.suspended_by is not None,
            }  # fmt: skip
            typer.echo(json.dumps(told, ensure_ascii=False))
