"""Rows of `budgets`: what each owner allows, and whether the site left the shared cut-off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from commentguard.storage.tables import budgets


def of_site(connection: Connection, site_id: str, *, lock: bool = False) -> Row[Any] | None:
    """The row of a site; with `lock` nobody else moves its cut-off in this transaction."""
    query = select(budgets).where(budgets.c.site_id == site_id)
    return connection.execute(query.with_for_update() if lock else query).first()


def site_ids(connection: Connection) -> Sequence[str]:
    """The sites that have a budget."""
    return connection.scalars(select(budgets.c.site_id).order_by(budgets.c.site_id)).all()


def keep(connection: Connection, site_id: str, **allowed: Any) -> None:
    """Set what the owner allows; where the cut-off stands is left alone."""
    known = connection.execute(
        update(budgets).where(budgets.c.site_id == site_id).values(**allowed)
    )
    if not known.rowcount:
        connection.execute(
            insert(budgets).values(site_id=site_id, own=False, moved_at=None, **allowed)
        )


def moved(connection: Connection, site_id: str, own: bool, at: int) -> None:
    """Note a step of today, so that there is no second one."""
    connection.execute(
        update(budgets).where(budgets.c.site_id == site_id).values(own=own, moved_at=at)
    )


def drop(connection: Connection, site_id: str) -> None:
    connection.execute(delete(budgets).where(budgets.c.site_id == site_id))
