"""Sites: added, changed, removed; and what a policy may say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from commentguard.errors import DataError
from commentguard.scoring.policy import Policy
from commentguard.storage import journal, sites
from commentguard.storage.sites import Site

_ID = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?", re.ASCII)
_URL = re.compile(r"https?://[^\s/]{1,253}(?:/\S{0,1000})?", re.ASCII | re.IGNORECASE)


def add(
    connection: Connection, site_id: str, at: int, *, name: str = "", url: str = "", lang: str = ""
) -> Site:
    """A new site under the model's policy. Raises `DataError` for a bad or taken name."""
    if not _ID.fullmatch(site_id):
        raise DataError(
            "a site's id is 1 to 63 lower-case letters, digits, dots and dashes", field="/id"
        )
    if site_id in {site.id for site in sites.all_sites(connection)}:
        raise DataError(f"there is already a site {site_id!r}", field="/id")
    site = Site(site_id, name or site_id, _checked_url(url), lang, {}, at)
    sites.add_site(connection, site)
    journal.note(connection, at, "cli", "site.add", site_id)
    return site


def change(
    connection: Connection, site_id: str, at: int, *, actor: str = "cli", **changes: Any
) -> Site:
    """Set `name`, `url` or `lang`."""
    if "url" in changes:
        _checked_url(changes["url"])
    site = replace(named(connection, site_id), **changes)
    sites.change_site(connection, site)
    journal.note(connection, at, actor, "site.set", site_id, fields=sorted(changes))
    return site


def set_policy(
    connection: Connection,
    site_id: str,
    base: Policy,
    overrides: dict[str, Any],
    at: int,
    actor: str,
) -> Site:
    """Replace what the site changes of the model's policy `base`; {} means nothing. What stands so already is
    no change, and the log says nothing of it.

    Raises `DataError`, naming the field, for unknown settings, wrong types and cut-offs in the
    wrong order.
    """
    check_policy(base, overrides)
    site = named(connection, site_id)
    if overrides == site.policy:
        return site
    changed = replace(site, policy=overrides)
    sites.change_site(connection, changed)
    journal.note(connection, at, actor, "site.policy", site_id, before=site.policy, after=overrides)
    return changed


def check_policy(base: Policy, overrides: dict[str, Any]) -> Policy:
    """The policy that `overrides` make of `base`. Raises `DataError`, naming the field."""
    known = base.to_mapping()
    for name, value in overrides.items():
        if name not in known:
            raise DataError(
                f"unknown policy setting {name[:64]!r}; known are {', '.join(known)}",
                field=f"/{_pointer(name)}",
            )
        if name in ("hold", "discard"):
            number = isinstance(value, int | float) and not isinstance(value, bool)
            if not (number or (name == "discard" and value is None)):
                raise DataError(f"{name} must be a number", field=f"/{name}")
        elif not isinstance(value, bool):
            raise DataError(f"{name} must be true or false", field=f"/{name}")
    return base.with_overrides(overrides)


def remove(connection: Connection, site_id: str, at: int, actor: str = "cli") -> None:
    """Remove a site with its keys, comments and corrections."""
    named(connection, site_id)
    sites.remove_site(connection, site_id)
    journal.note(connection, at, actor, "site.remove", site_id)


def named(connection: Connection, site_id: str) -> Site:
    for site in sites.all_sites(connection):
        if site.id == site_id:
            return site
    raise DataError(f"there is no site {site_id!r}")


def _checked_url(url: str) -> str:
    if url and not _URL.fullmatch(url):
        raise DataError("url must begin with http:// or https:// and name a host", field="/url")
    return url


def _pointer(name: str) -> str:
    return name[:64].replace("~", "~0").replace("/", "~1")
