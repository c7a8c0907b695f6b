"""Deleting and blanking comments: for retention and for people who ask to be forgotten."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, or_, select, update

from commentguard.storage.clock import DAY
from commentguard.storage.comments import Status
from commentguard.storage.engine import is_sqlite
from commentguard.storage.tables import (
    BANDS,
    claims,
    comments,
    contacts,
    corrections,
    idempotency,
    notes,
    verdicts,
)
from commentguard.text.email_address import given

_BLANK: dict[str, Any] = {
    "client_id": "", "text": "", "author": "", "author_email": "", "author_url": "",
    "permalink": "", "fields": {}, "post_id": None, "author_key": None, "ip_key": None,
    "exact": 0, "signature": None, **dict.fromkeys(BANDS), "action": "", "label": "",
    "probability": 0.0, "codes": "", "status": Status.ERASED.value, "decided_by": "",
    "decided_at": None, "language": "", "campaign": "", "allowed_ranges": "",
}  # fmt: skip


def older(
    connection: Connection, statuses: Collection[Status], before: int, limit: int
) -> Sequence[str]:
    """Identifiers of the oldest comments in these statuses that arrived before a time."""
    query = (
        select(comments.c.id)
        .where(
            comments.c.status.in_([status.value for status in statuses]),
            comments.c.received_at < before,
            # Identifiers begin with the time of arrival: old comments stand at one end of the
            # primary key, so that no index on the time is needed. The slack is for clocks.
            comments.c.id < f"{before + DAY & 0xFFFFFFFFFFFF:012x}",
        )
        .order_by(comments.c.id)
        .limit(limit)
    )
    return connection.scalars(query).all()


def delete_comments(connection: Connection, ids: Collection[str]) -> None:
    """Delete comments with verdicts and fingerprints. Corrections stay, without their comment and note."""
    connection.execute(delete(idempotency).where(idempotency.c.comment_id.in_(ids)))
    _forget_notes(connection, ids)
    connection.execute(delete(comments).where(comments.c.id.in_(ids)))


def by_author(
    connection: Connection, author_key: int, site_id: str | None
) -> Sequence[tuple[str, str]]:
    """(comment, site) of everything an author wrote, on one site or on all."""
    query = select(comments.c.id, comments.c.site_id).where(comments.c.author_key == author_key)
    return [(comment, site) for comment, site in connection.execute(_on(query, site_id))]


def by_name(
    connection: Connection, name: str, ip_key: int, site_id: str | None
) -> Sequence[tuple[str, str]]:
    """The same for who signs with a name and no e-mail address, from a network address. Reads the whole table.

    What is written in the place of an address and is none (``none``, ``-``) is shared by many and names nobody.
    """
    table = comments.c
    query = select(table.id, table.site_id, table.author, table.author_email)
    found = connection.execute(_on(query.where(table.ip_key == ip_key), site_id))
    return [
        (comment, site)
        for comment, site, author, email in found
        if not given(email) and author.strip().casefold() == name.strip().casefold()
    ]


def _on(query: Select[Any], site_id: str | None) -> Select[Any]:
    return query if site_id is None else query.where(comments.c.site_id == site_id)


def blank(connection: Connection, ids: Collection[str]) -> None:
    """Turn comments into tombstones: an identifier, a site, a time, and nothing else."""
    for table in (verdicts, contacts, claims, notes):
        connection.execute(delete(table).where(table.c.comment_id.in_(ids)))
    connection.execute(delete(idempotency).where(idempotency.c.comment_id.in_(ids)))
    _forget_notes(connection, ids)
    _forget_parents(connection, ids)
    connection.execute(update(comments).where(comments.c.id.in_(ids)).values(_BLANK))


def _forget_parents(connection: Connection, ids: Collection[str]) -> None:
    """Replies came with what they answer: its text goes where it is the same, and with it the name; on the same
    post the name goes by itself, too. Reads the whole table.
    """
    c = comments.c
    said: dict[str, set[str]] = {}
    signed: dict[str, set[tuple[str, str]]] = {}
    gone = select(c.site_id, c.text, c.author, c.permalink).where(c.id.in_(ids))
    for site, text, author, permalink in connection.execute(gone):
        said.setdefault(site, set()).add(text)
        signed.setdefault(site, set()).add((permalink, author))
    text, author = c.fields["parent_text"].as_string(), c.fields["parent_author"].as_string()
    for site, texts in said.items():
        names = {name for _, name in signed[site]}
        replies = select(c.id, c.permalink, c.fields).where(
            c.site_id == site, or_(text.in_(texts), author.in_(names))
        )
        for reply, permalink, kept in connection.execute(replies).all():
            left = dict(kept)
            answered = left.get("parent_author")
            if left.get("parent_text") in texts:
                del left["parent_text"]
                left.pop("parent_author", None)
            elif permalink and (permalink, answered) in signed[site]:
                del left["parent_author"]
            if left != kept:
                connection.execute(update(comments).where(c.id == reply).values(fields=left))


def _forget_notes(connection: Connection, ids: Collection[str]) -> None:
    """A note may quote what it is about or say whose it was, and without the comment nobody could find it."""
    connection.execute(update(corrections).where(corrections.c.comment_id.in_(ids)).values(note=""))


def forget_left_notes(connection: Connection) -> None:
    """The notes of corrections whose comment was deleted while notes still stayed."""
    left = corrections.c.comment_id.is_(None) & (corrections.c.note != "")
    connection.execute(update(corrections).where(left).values(note=""))


def flush_log(engine: Engine) -> None:
    """Make SQLite's write-ahead log let go of what was deleted. PostgreSQL recycles its own."""
    if is_sqlite(engine):
        # In a transaction of one's own the log cannot be cut.
        with engine.connect().execution_options(plain=True) as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
