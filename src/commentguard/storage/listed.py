"""Rows of `allowed` and `denied`: whom a site lets in and what it holds, as keyed hashes and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Connection,
    Table,
    bindparam,
    delete,
    func,
    insert,
    null,
    select,
    union_all,
    update,
)

from commentguard.storage.prepared import Prepared
from commentguard.storage.tables import allowed, denied, facts

_NUMBERS = "entries"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `words` is a domain or a phrase, `prefix` the length of a range's; `label` is the owner's.

    `suspended_by` is the correction that suspended it, `None` while it counts: of what is denied, always.
    """

    id: int
    site_id: str
    kind: str
    key: int
    words: str
    prefix: int | None
    label: str
    added_at: int
    suspended_by: int | None


READ = ("domain", "range", "phrase")
"""Kinds that are no equal key: all a site lists of them are read for every comment."""


class Listed:
    """One of the two tables. Both are asked alike, so that what is denied is found as what is allowed is."""

    def __init__(self, table: Table) -> None:
        self.table = table
        columns = table.c
        self._all = select(
            columns.id, columns.site_id, columns.kind, columns.key, columns.words, columns.prefix,
            columns.label, columns.added_at, columns.get("suspended_by", null()),
        )  # fmt: skip
        of_site = self._all.where(columns.site_id == bindparam("site"))
        # A union and not an `or`, for which SQLite reads every entry of the site.
        self._candidates = Prepared(
            union_all(
                of_site.where(columns.kind == "email", columns.key == bindparam("email")),
                of_site.where(columns.kind == "ip", columns.key == bindparam("ip")),
                *(of_site.where(columns.kind == kind) for kind in READ),
            )
        )

    def candidates(
        self, connection: Connection, site_id: str, email: int | None, ip: int | None
    ) -> Sequence[Entry]:
        """Entries of the site with one of these keys, and all of `READ`; suspended ones included."""
        values = {"site": site_id, "email": _or_nothing(email), "ip": _or_nothing(ip)}
        return [Entry(*row) for row in self._candidates.rows(connection, values)]

    def of_site(self, connection: Connection, site_id: str) -> Sequence[Entry]:
        query = self._all.where(self.table.c.site_id == site_id).order_by(self.table.c.id)
        return [Entry(*row) for row in connection.execute(query)]

    def counts(self, connection: Connection, site_id: str) -> dict[str, int]:
        """How many entries of each kind the site lists."""
        kind = self.table.c.kind
        query = select(kind, func.count()).where(self.table.c.site_id == site_id).group_by(kind)
        return {row[0]: row[1] for row in connection.execute(query)}

    def find(self, connection: Connection, site_id: str, kind: str, key: int) -> Entry | None:
        columns = self.table.c
        found = connection.execute(
            self._all.where(columns.site_id == site_id, columns.kind == kind, columns.key == key)
        ).first()
        return None if found is None else Entry(*found)

    def numbered(self, connection: Connection, site_id: str, entry: int) -> Entry | None:
        columns = self.table.c
        found = connection.execute(
            self._all.where(columns.site_id == site_id, columns.id == entry)
        ).first()
        return None if found is None else Entry(*found)

    def add(
        self,
        connection: Connection,
        site_id: str,
        kind: str,
        key: int,
        *,
        words: str,
        prefix: int | None,
        label: str,
        at: int,
    ) -> int:
        """Add an entry; its number, which no entry of either list ever had before."""
        number = _next_number(connection)
        connection.execute(
            insert(self.table).values(
                id=number, site_id=site_id, kind=kind, key=key, words=words, prefix=prefix, label=label,
                added_at=at,
            )
        )  # fmt: skip
        return number

    def again(self, connection: Connection, entry_id: int, label: str, at: int) -> None:
        """Let an entry that is here already count again from `at`, under this label."""
        values: dict[str, object] = {"added_at": at, "label": label}
        if "suspended_by" in self.table.c:
            values["suspended_by"] = None
        connection.execute(update(self.table).where(self.table.c.id == entry_id).values(values))

    def remove(self, connection: Connection, entry_id: int) -> None:
        connection.execute(delete(self.table).where(self.table.c.id == entry_id))

    def by_email(self, connection: Connection, email: int, site_id: str | None) -> Sequence[Entry]:
        """Entries of an e-mail address on one site or on all."""
        query = self._all.where(self.table.c.kind == "email", self.table.c.key == email)
        if site_id is not None:
            query = query.where(self.table.c.site_id == site_id)
        return [Entry(*row) for row in connection.execute(query)]


ALLOWED = Listed(allowed)
DENIED = Listed(denied)


def suspend(connection: Connection, entry_id: int, correction: int) -> None:
    """Let an allowed entry no longer count, until this correction is taken back."""
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


def _next_number(connection: Connection) -> int:
    # Not the table's own counter: SQLite's gives the number of the newest entry again once that is removed,
    # and verdicts and the audit log would then speak of another entry.
    known: int | None = connection.scalar(
        update(facts)
        .where(facts.c.name == _NUMBERS)
        .values(value=facts.c.value + 1)
        .returning(facts.c.value)
    )
    if known is not None:
        return known
    highest = [connection.scalar(select(func.max(one.c.id))) or 0 for one in (allowed, denied)]
    connection.execute(insert(facts).values(name=_NUMBERS, value=max(highest) + 1))
    return max(highest) + 1


def _or_nothing(key: int | None) -> int:
    # Stands for nothing sent: a hash of 64 bits is that once in longer than anybody runs a blog.
    return -1 if key is None else key
