"""Rows of `corrections`: what people said about verdicts. Append-only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from commentguard.storage.tables import comments, corrections

BY_KEY = "key:"
"""How an actor begins who is the holder of a key, and no person that we know by name."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision of a person. `comment_id` is `None` once the comment was erased.

    `kind` tells what it says about the filter: ``false_positive`` (held, but fine), ``miss``
    (published, but not fine), ``confirmed``, or ``undo`` of the row that `undoes` names.
    """

    id: int
    comment_id: str | None
    site_id: str
    created_at: int
    label: str
    kind: str
    actor: str
    source: str
    note: str
    status_before: str
    status_after: str
    undoes: int | None


def add(connection: Connection, **values: Any) -> Correction:
    """Append a row; `values` are the fields of `Correction` without `id`."""
    result = connection.execute(insert(corrections).values(**values))
    key = result.inserted_primary_key
    assert key is not None
    return Correction(id=key[0], **values)


def of_comment(connection: Connection, comment_id: str) -> Sequence[Correction]:
    """Everything said about one comment, oldest first."""
    query = (
        select(corrections).where(corrections.c.comment_id == comment_id).order_by(corrections.c.id)
    )
    return [_correction(row) for row in connection.execute(query)]


def of_site(connection: Connection, site_id: str, after: int = 0) -> Sequence[Correction]:
    """The log of a site in order, rows with `id` above `after`: what learning folds over."""
    query = (
        select(corrections)
        .where(corrections.c.site_id == site_id, corrections.c.id > after)
        .order_by(corrections.c.id)
    )
    return [_correction(row) for row in connection.execute(query)]


def rejected_after(
    connection: Connection, site_id: str, correction: int, author: int | None, ip: int | None
) -> Sequence[str]:
    """Comments of a site that a correction after this one rejected, the newest first; not all stand so. With a key
    only those of this author, or from this network address.
    """
    c = corrections.c
    query = (
        select(comments.c.id)
        .join(corrections, c.comment_id == comments.c.id)
        .where(
            c.site_id == site_id,
            c.id > correction,
            c.kind != "undo",
            c.status_after == "rejected",
        )
        .order_by(c.id.desc())
    )
    for column, key in ((comments.c.author_key, author), (comments.c.ip_key, ip)):
        if key is not None:
            query = query.where(column == key)
    return list(dict.fromkeys(connection.scalars(query)))


def standing(connection: Connection, comment_id: str) -> Correction | None:
    """The correction in force."""
    return in_force(of_comment(connection, comment_id))


def in_force(said: Sequence[Correction]) -> Correction | None:
    """Of all that was said about one comment, oldest first, the last that was not taken back."""
    taken_back: set[int] = set()
    for correction in reversed(said):
        if correction.undoes is not None:
            taken_back.add(correction.undoes)
        elif correction.id not in taken_back:
            return correction
    return None


def _correction(row: Row[Any]) -> Correction:
    return Correction(**row._mapping)
