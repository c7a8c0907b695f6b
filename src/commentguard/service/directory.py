"""Sites and keys in memory: a request is let in or refused without asking the database.

That keeps `/v1/score` as fast as it is without storage, and lets the server know its keys when
storage is down. The price: a key revoked by another process works until the next look, at most
`EVERY` seconds later. One made by another process is looked up when it is first shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection

from commentguard.storage import sites
from commentguard.storage.sites import Key, Site

EVERY = 2.0
"""Seconds between two looks at the counter of changes."""


@dataclass(frozen=True, slots=True)
class Directory:
    """A snapshot. Replaced as a whole, never changed, so readers need no lock."""

    revision: int = -1
    sites: dict[str, Site] = field(default_factory=dict)
    keys: dict[str, Key] = field(default_factory=dict)
    """By digest: what is looked up is the hash of what was sent."""

    def site_for(self, key: Key) -> Site | None:
        return self.sites.get(key.site_id)


def look(connection: Connection, known: Directory) -> Directory:
    """`known` if nothing changed since, else a new snapshot."""
    revision = sites.revision(connection)
    if revision == known.revision:
        return known
    return Directory(
        revision,
        {site.id: site for site in sites.all_sites(connection)},
        {key.digest: key for key in sites.all_keys(connection)},
    )
