"""`commentguard site learned, budget`: what a site has learned, and what its promise costs."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import Annotated

import typer

from commentguard.cli.opened import opened, transaction
from commentguard.cli.site import ConfigFile, Database, Home, SiteId


def learned(
    site: SiteId, home: Home = None, database_url: Database = None, config: ConfigFile = None
) -> None:
    """Show what a site has learned from its people's decisions, strongest first.

    Negative weights move towards publishing, in log-odds.
    """
    from commentguard.registry.live import LiveScorer, ready
    from commentguard.registry.store import ModelStore
    from commentguard.service.guard import Guard
    from commentguard.service.learned import what_was_learned
    from commentguard.service.learning import SiteLearning
    from commentguard.service.sites import named

    with opened(home, database_url, config) as service:
        settings = service.config
        scorer = (
            ready(settings.model)
            if settings.model
            else LiveScorer(ModelStore(settings.folder)).current
        )
        guard = Guard(service.store, service.secret, scorer)
        guard.refresh_now()
        with service.store.engine.connect() as connection:
            named(connection, site)
        told = asyncio.run(what_was_learned(guard, SiteLearning(guard), site))
    typer.echo(json.dumps(asdict(told), indent=2, ensure_ascii=False))


def budget(
    site: SiteId,
    one_in: Annotated[
        int, typer.Option(min=2, help="Hold at most one real comment in so many.")
    ] = 200,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Show how many real comments were held, how sure that is, and what is left to audit."""
    from commentguard.feedback.budget import Budget
    from commentguard.service.budget import figures
    from commentguard.service.sites import named
    from commentguard.storage.clock import now

    with transaction(home, database_url, config) as (service, connection):
        named(connection, site)
        known = figures(connection, site, now(), service.secret, Budget(rate=1 / one_in))
    told = {
        "rate": 1 / one_in,
        "counts": asdict(known.tally),
        "spent": asdict(known.spent),
        "decided_real": known.decided,
        "missing_for_a_cut_off_of_its_own": known.lacking,
        "to_audit": list(known.to_audit),
    }
    typer.echo(json.dumps(told, indent=2))
