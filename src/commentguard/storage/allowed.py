"""Rows of `allowed`: whom a site lets in, as keyed hashes, and domains in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, union_all, update

from commentguard.storage.prepared import Prepared
from commentguard.storage.tables import allowed


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `suspended_by` is the correction that suspended it, `None` while it counts."""

    id: int
    site_id: str
    kind: str
    key: int
    domain: str
    added_at: int
    suspended_by: int | None


# `-1` stands for nothing sent: a hash of 64 bits is that once in longer than anybody runs a blog.
# A union and not an `or`, for which SQLite reads every entry of the site.
_OF_SITE = select(allowed).where(allowed.c.site_id == bindparam("site"))
_CANDIDATES = Prepared(
    union_all(
        _OF_SITE.where(allowed.c.kind == "email", allowed.c.key == bindparam("email")),
        _OF_SITE.where(allowed.c.kind == "ip", allowed.c.key == bindparam("ip")),
        _OF_SITE.where(allowed.c.kind == "domain"),
    )
)


def candidates(
    connection: Connection, site_id: str, email: int | None, ip: int | None
) -> Sequence[Entry]:
    """Entries of the site with one of these keys, and all its domains; suspended ones included."""
    values = {"site": site_id, "email": _or_nothing(email), "ip": _or_nothing(ip)}
    return [Entry(*row) for row in _CANDIDATES.rows(connection, values)]


def of_site(connection: Connection, site_id: str) -> Sequence[Entry]:
    query = select(allowed).where(allowed.c.site_id == site_id).order_by(allowed.c.id)
    return [Entry(*row) for row in connection.execute(query)]


def add(connection: Connection, site_id: str, kind: str, key: int, domain: str, at: int) -> None:
    """Add an entry, or let one that is here already count again from `at`."""
    again = connection.execute(
        update(allowed)
        .where(allowed.c.site_id == site_id, allowed.c.kind == kind, allowed.c.key == key)
        .values(added_at=at, suspended_by=None)
    )
    if not again.rowcount:
        connection.execute(
            insert(allowed).values(
                site_id=site_id, kind=kind, key=key, domain=domain, added_at=at, suspended_by=None
            )
        )


def remove(connection: Connection, site_id: str, kind: str, key: int) -> bool:
    """Remove an entry; whether there was one."""
    gone = connection.execute(
        delete(allowed).where(
            allowed.c.site_id == site_id, allowed.c.kind == kind, allowed.c.key == key
        )
    )
    return bool(gone.rowcount)


def forget(connection: Connection, email: int, site_id: str | None) -> None:
    """Remove an e-mail address on one site or on all, because its owner asked to be forgotten."""
    query = delete(allowed).where(allowed.c.kind == "email", allowed.c.key == email)
    connection.execute(query if site_id is None else query.where(allowed.c.site_id == site_id))


def suspend(connection: Connection, entry_id: int, correction: int) -> None:
    connection.execute(
        update(allowed).where(allowed.c.id == entry_id).values(suspended_by=correction)
    )


def restore(connection: Connection, site_id: str, correction: int) -> Sequence[int]:
    """Let the entries that this correction suspended count again; their ids."""
    mine = (allowed.c.site_id == site_id) & (allowed.c.suspended_by == correction)
    ids = connection.scalars(select(allowed.c.id).where(mine)).all()
    if ids:
        connection.execute(update(allowed).where(mine).values(suspended_by=None))
    return ids


def _or_nothing(key: int | None) -> int:
    return -1 if key is None else key
