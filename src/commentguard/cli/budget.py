"""`commentguard site budget`: how many real comments a site may hold, and how many it did."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Annotated

import typer

from commentguard.cli.opened import transaction
from commentguard.cli.site import ConfigFile, Database, Home, SiteId


def budget(
    site: SiteId,
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="NAME=VALUE, again for more: rate=1/200, days=7, confidence=0.95, low=0.5, "
            "high=0.999 (bounds of the hold cut-off), audited=0.02.",
        ),
    ] = None,
    off: Annotated[
        bool, typer.Option("--off", help="Drop the budget: the model's cut-off stands again.")
    ] = False,
    one_in: Annotated[
        int | None,
        typer.Option(min=2, help="Show the figures as if one in so many were the budget."),
    ] = None,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Show how many real comments were held, how sure that is, and what is left to audit.

    With a budget set, a running server moves the site's hold cut-off, at most one step a day.

    Example: commentguard site budget garden --set rate=1/200 --set high=0.99
    """
    from commentguard.errors import DataError
    from commentguard.feedback.budget import Budget, needed
    from commentguard.service import allowance
    from commentguard.service.budget import figures
    from commentguard.service.sites import named
    from commentguard.storage.clock import now

    if off and change:
        raise DataError("either --off or --set")
    changes = dict(map(_setting, change or ()))
    with transaction(home, database_url, config) as (service, connection):
        named(connection, site)
        if off:
            allowance.give_up(connection, site, now(), "cli")
        elif changes:
            allowance.keep(connection, site, changes, now(), "cli")
        kept = allowance.stored(connection, site)
        asked = kept or Budget()
        if one_in is not None:
            asked = replace(asked, rate=1 / one_in)
        known = figures(connection, site, now(), service.secret, asked)
        found = named(connection, site)
    told = {
        "budget": None if kept is None else asdict(kept),
        "hold": found.policy.get("hold"),
        "rate": asked.rate,
        "counts": asdict(known.tally),
        "spent": asdict(known.spent),
        "decided_real": known.decided,
        "needed_for_a_cut_off_of_its_own": needed(asked, known.spent.real_share),
        "missing_for_a_cut_off_of_its_own": known.lacking,
        "to_audit": list(known.to_audit),
    }
    typer.echo(json.dumps(told, indent=2))


def _setting(pair: str) -> tuple[str, float | int]:
    from commentguard.errors import DataError

    name, equals, value = pair.partition("=")
    top, slash, bottom = value.partition("/")
    try:
        number = float(top) / (float(bottom) if slash else 1.0)
    except (ValueError, ZeroDivisionError):
        equals = ""
    if not equals:
        raise DataError(f"{pair[:64]!r} is not NAME=NUMBER, such as rate=1/200")
    if name == "days":
        if not number.is_integer():
            raise DataError("days must be a whole number", field="/days")
        return name, int(number)
    return name, number
