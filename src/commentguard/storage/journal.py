"""Rows of `audit`, `jobs` and `models`: what happened, for people who ask later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from commentguard.storage.tables import audit, jobs, models


def note(
    connection: Connection,
    at: int,
    actor: str,
    action: str,
    site_id: str = "",
    target: str = "",
    **detail: Any,
) -> None:
    """Write one line of the audit log. `detail` holds no text of a comment and no secret."""
    connection.execute(
        insert(audit).values(
            at=at, actor=actor, action=action, site_id=site_id, target=target, detail=detail
        )
    )


def unlabel(connection: Connection, site_id: str, beginnings: Sequence[str], entry: int) -> None:
    """Take the label of an entry of a site's lists out of the log: it may say who somebody is."""
    mine = or_(*(audit.c.action.startswith(one, autoescape=True) for one in beginnings))
    query = select(audit.c.id, audit.c.detail).where(audit.c.site_id == site_id, mine)
    for line, detail in connection.execute(query).all():
        if detail.get("entry") == entry and detail.get("label"):
            connection.execute(
                update(audit).where(audit.c.id == line).values(detail={**detail, "label": ""})
            )


def job_done(
    connection: Connection, kind: str, started_at: int, finished_at: int, **outcome: Any
) -> None:
    connection.execute(
        insert(jobs).values(
            kind=kind, started_at=started_at, finished_at=finished_at, outcome=outcome
        )
    )


def last_job(connection: Connection, kind: str) -> Row[Any] | None:
    query = select(jobs).where(jobs.c.kind == kind).order_by(jobs.c.id.desc()).limit(1)
    return connection.execute(query).first()


def model_served(connection: Connection, name: str, version: str, digest: str, at: int) -> None:
    """Note that a model answers from now on."""
    seen = connection.execute(
        update(models).where(models.c.digest == digest).values(last_served_at=at)
    )
    if not seen.rowcount:
        connection.execute(
            insert(models).values(
                digest=digest, name=name, version=version, first_served_at=at, last_served_at=at
            )
        )


def all_models(connection: Connection) -> Sequence[Row[Any]]:
    """Every model that ever answered here, the latest first."""
    query = select(models).order_by(models.c.last_served_at.desc(), models.c.digest)
    return connection.execute(query).all()
