"""Rows of `moves`: what the desk did to comments, in batches that are undone as one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from commentguard.storage.tables import comments, moves


@dataclass(frozen=True, slots=True)
class Move:
    """One comment moved by one decision. `decided_by`, `decided_at` are those from before."""

    id: int
    batch: str
    at: int
    actor: str
    site_id: str
    comment_id: str
    decision: str
    why: str
    status_before: str
    status_after: str
    decided_by: str
    decided_at: int | None
    undone_at: int | None
    undone_by: str


def add(connection: Connection, **values: Any) -> None:
    """Append a row; `values` are the fields of `Move` without `id` and how it was undone."""
    connection.execute(insert(moves).values(undone_at=None, **values))


def of_batch(
    connection: Connection, batch: str, below: int | None = None, limit: int = 50
) -> Sequence[Move]:
    """Moves of a batch that were not undone, the last one first, from `below` a place on."""
    query = select(moves).where(moves.c.batch == batch, moves.c.undone_at.is_(None))
    if below is not None:
        query = query.where(moves.c.id < below)
    found = connection.execute(query.order_by(moves.c.id.desc()).limit(limit))
    return [_move(row) for row in found]


def sites_of_batch(connection: Connection, batch: str) -> set[str]:
    query = select(moves.c.site_id).where(moves.c.batch == batch, moves.c.undone_at.is_(None))
    return set(connection.scalars(query.distinct()))


def of_comment(connection: Connection, comment_id: str) -> Sequence[Move]:
    query = select(moves).where(moves.c.comment_id == comment_id).order_by(moves.c.id)
    return [_move(row) for row in connection.execute(query)]


def last_batch(connection: Connection, actor: str, since: int) -> str:
    """The newest batch of a person of which something can still be undone; empty if there is none.

    What somebody moved since cannot, and must not stand in front of what was decided before it.
    """
    query = (
        select(moves.c.batch)
        .join(comments, comments.c.id == moves.c.comment_id)
        .where(moves.c.actor == actor, moves.c.undone_at.is_(None), moves.c.at >= since)
        .where(comments.c.status == moves.c.status_after, comments.c.decided_at == moves.c.at)
        .order_by(moves.c.id.desc())
        .limit(1)
    )
    return connection.scalar(query) or ""


def latest(connection: Connection) -> int:
    """Where the log stands: what `since` begins from."""
    return connection.scalar(select(func.max(moves.c.id))) or 0


def since(
    connection: Connection, after: int, site_ids: Collection[str], limit: int = 200
) -> Sequence[Move]:
    """What happened on these sites after a place in the log."""
    query = (
        select(moves)
        .where(moves.c.id > after, moves.c.site_id.in_(site_ids))
        .order_by(moves.c.id)
        .limit(limit)
    )
    return [_move(row) for row in connection.execute(query)]


def undone(connection: Connection, ids: Collection[int], at: int, by: str) -> None:
    connection.execute(update(moves).where(moves.c.id.in_(ids)).values(undone_at=at, undone_by=by))


def _move(row: Row[Any]) -> Move:
    return Move(**row._mapping)
