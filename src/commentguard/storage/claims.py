"""Rows of `claims`: who is looking at which comment just now. One a person at a time."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select

from commentguard.storage.tables import claims


def of(connection: Connection, ids: Collection[str], at: int) -> dict[str, str]:
    """Who holds which of these comments."""
    found = connection.execute(
        select(claims.c.comment_id, claims.c.actor).where(
            claims.c.comment_id.in_(ids), claims.c.until > at
        )
    )
    return {row.comment_id: row.actor for row in found}


def hold(connection: Connection, comment_id: str, actor: str, at: int, until: int) -> str:
    """Claim a comment unless somebody else holds it; who holds it afterwards."""
    holder = of(connection, [comment_id], at).get(comment_id, actor)
    if holder == actor:
        connection.execute(delete(claims).where(claims.c.actor == actor))
        connection.execute(delete(claims).where(claims.c.comment_id == comment_id))
        connection.execute(insert(claims).values(comment_id=comment_id, actor=actor, until=until))
    return holder


def release(connection: Connection, ids: Collection[str]) -> None:
    connection.execute(delete(claims).where(claims.c.comment_id.in_(ids)))
