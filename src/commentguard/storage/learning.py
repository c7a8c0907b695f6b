"""Rows of `footprints` and `adaptations`: what sites learn from, and what they have learned."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from commentguard.storage.tables import adaptations, corrections, footprints, sites


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction as learning reads it; `body` is `None` for an undo."""

    id: int
    comment: str | None
    created_at: int
    actor: str
    label: str
    status_after: str
    undoes: int | None
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A site's adaptation as stored."""

    site_id: str
    upto: int
    basis: str
    digest: str
    body: bytes
    refused: str
    learned_at: int


def add_footprint(
    connection: Connection, correction_id: int, site_id: str, comment: str, model: str, body: bytes
) -> None:
    connection.execute(
        insert(footprints).values(
            correction_id=correction_id,
            site_id=site_id,
            comment=comment,
            model_digest=model,
            body=body,
        )
    )


def log_of(connection: Connection, site_id: str, newest: int) -> Sequence[Entry]:
    """The newest decisions that have a footprint, and undos, in order."""
    query = (
        select(
            corrections.c.id, footprints.c.comment, corrections.c.created_at, corrections.c.actor,
            corrections.c.label, corrections.c.status_after, corrections.c.undoes,
            footprints.c.body,
        )
        .outerjoin(footprints, footprints.c.correction_id == corrections.c.id)
        .where(
            corrections.c.site_id == site_id,
            or_(corrections.c.undoes.is_not(None), footprints.c.correction_id.is_not(None)),
        )
        .order_by(corrections.c.id.desc())
        .limit(newest)
    )  # fmt: skip
    return [Entry(**row._mapping) for row in reversed(connection.execute(query).all())]


def behind(connection: Connection) -> set[str]:
    """Sites whose log has grown since they last learned."""
    newest = (
        select(footprints.c.site_id, func.max(footprints.c.correction_id).label("last"))
        .group_by(footprints.c.site_id)
        .subquery()
    )
    query = (
        select(newest.c.site_id)
        .outerjoin(adaptations, adaptations.c.site_id == newest.c.site_id)
        .where(or_(adaptations.c.upto.is_(None), adaptations.c.upto < newest.c.last))
    )
    return set(connection.scalars(query))


def basis_of(connection: Connection, site_id: str) -> str | None:
    """The model and cut-off that a site's adaptation was made for."""
    found: str | None = connection.scalar(
        select(adaptations.c.basis).where(adaptations.c.site_id == site_id)
    )
    return found


def stale(connection: Connection, site_id: str, model: str, most: int) -> Sequence[tuple[int, str]]:
    """Footprints that another model took: (correction, comment), oldest first."""
    query = (
        select(footprints.c.correction_id, footprints.c.comment)
        .where(footprints.c.site_id == site_id, footprints.c.model_digest != model)
        .order_by(footprints.c.correction_id.desc())
        .limit(most)
    )
    return [(row.correction_id, row.comment) for row in connection.execute(query)]


def retake(connection: Connection, correction_id: int, model: str, body: bytes | None) -> None:
    """Note that `model` has seen this footprint; without a `body` it stays as it was."""
    values: dict[str, Any] = {"model_digest": model}
    if body is not None:
        values["body"] = body
    connection.execute(
        update(footprints).where(footprints.c.correction_id == correction_id).values(values)
    )


def forget(connection: Connection, comments: Collection[str]) -> None:
    """Delete the footprints of these comments; the adaptations made from them are stale then."""
    connection.execute(delete(footprints).where(footprints.c.comment.in_(list(comments))))


def kept(connection: Connection, site_id: str) -> Kept | None:
    row = connection.execute(select(adaptations).where(adaptations.c.site_id == site_id)).first()
    return Kept(**row._mapping) if row else None


def digests(connection: Connection) -> dict[str, str]:
    """Which adaptation stands, by site."""
    query = select(adaptations.c.site_id, adaptations.c.digest)
    return {row.site_id: row.digest for row in connection.execute(query)}


def stands(connection: Connection, site_id: str, entries: Sequence[Entry]) -> bool:
    """Whether these entries of a site's log still have their footprints, as long as the transaction lasts.

    Whoever learned from them read them in another transaction, and comments may have been erased since.
    """
    _hold(connection, [site_id])
    if not entries:
        return True
    found = connection.scalar(
        select(func.count())
        .select_from(footprints)
        .where(
            footprints.c.site_id == site_id,
            footprints.c.correction_id.between(entries[0].id, entries[-1].id),
        )
    )
    return found == sum(1 for entry in entries if entry.body is not None)


def keep(connection: Connection, values: Kept) -> bool:
    """Store an adaptation unless a newer one stands; whether it was stored."""
    row: dict[str, Any] = {name: getattr(values, name) for name in Kept.__slots__}
    before = connection.scalar(
        select(adaptations.c.upto).where(adaptations.c.site_id == values.site_id)
    )
    if before is None:
        connection.execute(insert(adaptations).values(row))
        return True
    changed = connection.execute(
        update(adaptations)
        .where(adaptations.c.site_id == values.site_id, adaptations.c.upto <= values.upto)
        .values(row)
    )
    return changed.rowcount > 0


def drop(connection: Connection, site_ids: Collection[str]) -> None:
    """Forget what these sites have learned; it is rebuilt from what is left of their logs."""
    _hold(connection, site_ids)
    connection.execute(delete(adaptations).where(adaptations.c.site_id.in_(list(site_ids))))


def _hold(connection: Connection, site_ids: Collection[str]) -> None:
    """Two servers on one PostgreSQL: the second waits here, then sees what the first did. Comments that come
    in do not wait.
    """
    held = select(sites.c.id).where(sites.c.id.in_(list(site_ids))).order_by(sites.c.id)
    connection.execute(held.with_for_update(key_share=True))
