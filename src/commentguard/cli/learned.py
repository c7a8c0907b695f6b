"""`commentguard site learned`: what a site has learned."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict

import typer

from commentguard.cli.opened import opened
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
