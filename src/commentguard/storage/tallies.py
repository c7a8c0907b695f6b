"""How many comments a site had, and how many verdicts about them people turned round.

Counted from what is stored: a comment that retention has removed, or that was erased, is counted no more.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, case, func, select

from commentguard.storage.clock import DAY
from commentguard.storage.comments import Status
from commentguard.storage.tables import comments
from commentguard.verdict import Action


@dataclass(frozen=True, slots=True)
class Tally:
    """One day of one blog address. `day` counts from 1970; `missed` and `wronged` are those that
    a person moved: published by us and rejected, held by us and published.
    """

    day: int
    blog: str
    spam: int
    ham: int
    missed: int
    wronged: int


def daily(connection: Connection, site_id: str, since: int) -> list[Tally]:
    """Tallies of a site from `since` on, oldest first. One key may serve several blogs."""
    day = comments.c.received_at // DAY
    blog = func.coalesce(comments.c.fields["site"].as_string(), "")
    ham = comments.c.action == Action.PUBLISH.value
    decided = comments.c.decided_by != ""
    published = comments.c.status == Status.PUBLISHED.value

    query = (
        select(
            day, blog, _count(~ham), _count(ham),
            _count(ham & decided & (comments.c.status == Status.REJECTED.value)),
            _count(~ham & decided & published),
        )
        .where(
            comments.c.site_id == site_id,
            comments.c.received_at >= since,
            comments.c.status != Status.ERASED.value,
        )
        .group_by(day, blog)
        .order_by(day, blog)
    )  # fmt: skip
    return [Tally(*row) for row in connection.execute(query)]


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
