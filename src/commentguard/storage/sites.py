"""Rows of `sites` and `keys`, and the counter that says they changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from commentguard.storage.tables import facts, invitations, keys, members, sites

_REVISION = "directory"


@dataclass(frozen=True, slots=True)
class Site:
    """One blog. `policy` holds only what the site changed; the rest follows the model."""

    id: str
    name: str
    url: str
    lang: str
    policy: dict[str, Any]
    created_at: int


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key. The key itself is not: `digest` cannot be turned back."""

    id: str
    site_id: str
    kind: str
    digest: str
    scopes: frozenset[str]
    label: str
    created_at: int
    expires_at: int | None = None
    revoked_at: int | None = None

    def works(self, at: int) -> bool:
        """Whether the key opens anything at `at`."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


def revision(connection: Connection) -> int:
    """Counts the changes to sites and keys; other processes compare it."""
    found = connection.scalar(select(facts.c.value).where(facts.c.name == _REVISION))
    return found or 0


def add_site(connection: Connection, site: Site) -> None:
    connection.execute(insert(sites).values(_site_row(site)))
    _changed(connection)


def change_site(connection: Connection, site: Site) -> None:
    connection.execute(update(sites).where(sites.c.id == site.id).values(_site_row(site)))
    _changed(connection)


def remove_site(connection: Connection, site_id: str) -> None:
    """Remove the site with everything that belongs to it."""
    connection.execute(delete(sites).where(sites.c.id == site_id))
    # Otherwise a later site of the same name would come with the moderators of this one.
    connection.execute(delete(members).where(members.c.site_id == site_id))
    connection.execute(delete(invitations).where(invitations.c.site_id == site_id))
    _changed(connection)


def all_sites(connection: Connection) -> list[Site]:
    return [Site(*row) for row in connection.execute(select(sites).order_by(sites.c.id))]


def add_key(connection: Connection, key: Key) -> None:
    connection.execute(
        insert(keys).values(
            id=key.id, site_id=key.site_id, kind=key.kind, digest=key.digest,
            scopes=" ".join(sorted(key.scopes)), label=key.label, created_at=key.created_at,
            expires_at=key.expires_at, revoked_at=key.revoked_at,
        )
    )  # fmt: skip
    _changed(connection)


def end_key(connection: Connection, key_id: str, **when: int) -> None:
    """Set `revoked_at` or `expires_at` of a key."""
    connection.execute(update(keys).where(keys.c.id == key_id).values(**when))
    _changed(connection)


def all_keys(connection: Connection, site_id: str | None = None) -> Sequence[Key]:
    """Of one site or of all, the oldest first."""
    query = select(keys).order_by(keys.c.created_at)
    if site_id is not None:
        query = query.where(keys.c.site_id == site_id)
    return [_key(row) for row in connection.execute(query)]


def _key(row: Row[Any]) -> Key:
    return Key(
        row.id, row.site_id, row.kind, row.digest, frozenset(row.scopes.split()), row.label,
        row.created_at, row.expires_at, row.revoked_at,
    )  # fmt: skip


def _site_row(site: Site) -> dict[str, Any]:
    return {
        "id": site.id,
        "name": site.name,
        "url": site.url,
        "lang": site.lang,
        "policy": site.policy,
        "created_at": site.created_at,
    }


def _changed(connection: Connection) -> None:
    bumped = connection.execute(
        update(facts).where(facts.c.name == _REVISION).values(value=facts.c.value + 1)
    )
    if not bumped.rowcount:
        connection.execute(insert(facts).values(name=_REVISION, value=1))
