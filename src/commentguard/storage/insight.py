"""Counts over comments and decisions, for the pages that show how a queue is doing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Row,
    cast,
    func,
    literal_column,
    select,
)

from commentguard.storage.clock import DAY
from commentguard.storage.comments import Status
from commentguard.storage.corrections import BY_KEY
from commentguard.storage.tables import audit, comments, corrections, moves
from commentguard.verdict import Label

BINS = 10


def by_day(
    connection: Connection, site_ids: Collection[str], since: int
) -> Sequence[tuple[int, str, str, int]]:
    """(day since 1970, action of the guard, where it stands now, count) of what arrived."""
    c = comments.c
    return _counted(connection, site_ids, since, _days(), c.action, c.status)


def by_codes(
    connection: Connection, site_ids: Collection[str], since: int
) -> Sequence[tuple[str, str, int]]:
    """(reason codes side by side, where it stands now, count) of what was not published at once."""
    return [
        (codes, status, count)
        for codes, status, action, count in _counted(
            connection, site_ids, since, comments.c.codes, comments.c.status, comments.c.action
        )
        if action != "publish"
    ]


def by_language(
    connection: Connection, site_ids: Collection[str], since: int
) -> Sequence[tuple[str, str, str, int]]:
    """(language, action, where it stands now, count)."""
    c = comments.c
    return _counted(connection, site_ids, since, c.language, c.action, c.status)


def by_score(
    connection: Connection, site_ids: Collection[str], since: int
) -> Sequence[tuple[int, int, int]]:
    """(day since 1970, tenth of the probability, count)."""
    return _counted(connection, site_ids, since, _days(), probability_step(BINS))


def waiting_since(connection: Connection, site_ids: Collection[str]) -> Sequence[int]:
    """When each held comment arrived."""
    query = select(comments.c.received_at).where(
        comments.c.site_id.in_(site_ids), comments.c.status == Status.HELD.value
    )
    return connection.scalars(query).all()


Choice = tuple[str, str, str, int, str, int]
"""(comment, actor, decision, when, what the guard had done, when the comment arrived)."""


def decisions(connection: Connection, site_ids: Collection[str], since: int) -> Sequence[Choice]:
    """Decisions at the desk that stand, the oldest first."""
    query = (
        select(
            moves.c.comment_id, moves.c.actor, moves.c.decision, moves.c.at, comments.c.action,
            comments.c.received_at,
        )
        .join(comments, comments.c.id == moves.c.comment_id)
        .where(moves.c.site_id.in_(site_ids), moves.c.at >= since, moves.c.undone_at.is_(None))
        .order_by(moves.c.id)
    )  # fmt: skip
    return [
        (row.comment_id, row.actor, row.decision, row.at, row.action, row.received_at)
        for row in connection.execute(query)
    ]


def reports(connection: Connection, site_ids: Collection[str], since: int) -> Sequence[Choice]:
    """What keys said that people decided, as far as it stands, the oldest first."""
    said, later = corrections, corrections.alias("later")
    taken_back = (
        select(later.c.id)
        .where(later.c.comment_id == said.c.comment_id, later.c.undoes == said.c.id)
        .correlate(said)
        .exists()
    )
    query = (
        select(
            said.c.comment_id, said.c.actor, said.c.label, said.c.created_at, comments.c.action,
            comments.c.received_at,
        )
        .join(comments, comments.c.id == said.c.comment_id)
        .where(
            said.c.site_id.in_(site_ids), said.c.created_at >= since, said.c.undoes.is_(None),
            said.c.actor.startswith(BY_KEY), ~taken_back,
        )
        .order_by(said.c.id)
    )  # fmt: skip
    return [
        (one, actor, "publish" if label == Label.HAM.value else label, at, action, received_at)
        for one, actor, label, at, action, received_at in connection.execute(query)
    ]


def audit_lines(
    connection: Connection,
    site_ids: Collection[str],
    *,
    actor: str = "",
    action: str = "",
    below: int | None = None,
    limit: int = 100,
) -> Sequence[Row[Any]]:
    """Lines of the audit log, the newest first; those about no site go under the id "".

    `note` is what was said with a correction. It stands with that and not in the log, so that it goes with the comment.
    """
    said = corrections.c
    note = (
        select(func.max(said.note))
        .where(
            said.comment_id == audit.c.target, said.created_at == audit.c.at,
            said.actor == audit.c.actor,
        )
        .scalar_subquery()
    )  # fmt: skip
    query = select(audit, func.coalesce(note, "").label("note")).where(
        audit.c.site_id.in_(site_ids)
    )
    if actor:
        query = query.where(audit.c.actor == actor)
    if action:
        query = query.where(audit.c.action.startswith(action, autoescape=True))
    if below is not None:
        query = query.where(audit.c.id < below)
    return connection.execute(query.order_by(audit.c.id.desc()).limit(limit)).all()


def probability_step(steps: int) -> ColumnElement[int]:
    """Which of `steps` equal parts a probability lies in; 1 lies in one of its own."""
    # Written out: PostgreSQL takes the same parameter in SELECT and GROUP BY for two.
    return cast(func.floor(comments.c.probability * literal_column(str(steps), Integer)), Integer)


def _days() -> ColumnElement[int]:
    return comments.c.received_at.op("/")(literal_column(str(DAY), BigInteger))


def _counted(
    connection: Connection, site_ids: Collection[str], since: int, *columns: Any
) -> Sequence[Any]:
    query = (
        select(*columns, func.count())
        .where(
            comments.c.site_id.in_(site_ids),
            comments.c.received_at >= since,
            comments.c.status != Status.ERASED.value,
        )
        .group_by(*columns)
    )
    return [tuple(row) for row in connection.execute(query)]
