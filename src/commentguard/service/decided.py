"""What people decided since a time: how a platform learns of it that asked once and was answered.

Taking a decision back is one, too: the comment then stands as before, and its own `decided_at` no longer
tells that anything happened. So decisions are asked for where they are written down, and not at the comment.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    func,
    not_,
    select,
    tuple_,
    union,
)

from commentguard.service.review import Filter, Page, conditions, cursor, fetched
from commentguard.storage.tables import comments, corrections, moves

# Trash and what took it back are moves of the desk and no corrections; what a key says is a correction and
# no move. Each of them has an index that begins with the site and this time.
_TIMES = ((corrections, "created_at"), (moves, "at"), (moves, "undone_at"))


def decided(
    connection: Connection, what: Filter, since: int, *, after: str = "", limit: int = 50
) -> Page:
    """A page of the comments that `what` lists and somebody decided about, or took a decision back, at
    `since` (milliseconds) or later; each once, by its last decision, the earliest first.

    `what` names one site. A decision between two pages moves its comment behind them: it comes again, and
    nothing is skipped.
    """
    mark = cursor(after, "oldest")
    # Each part walks its own index and stops after a page; what the desk decides stands in two of them.
    parts = [
        _since(what, table, time, since, mark).order_by("at", "comment_id").limit(limit + 1)
        for table, time in _TIMES
    ]
    every = union(*(select(part.subquery()) for part in parts)).subquery()
    query = select(every).order_by(every.c.at, every.c.comment_id).limit(limit + 1)
    rows = connection.execute(query).all()
    items = tuple(fetched(connection, [row.comment_id for row in rows[:limit]]))
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    return Page(items, f"{last.at}_{last.comment_id}" if last else "", len(rows))


def count(connection: Connection, what: Filter, since: int) -> int:
    """How many comments that are."""
    every = union(
        *(select(_since(what, table, time, since, None).subquery()) for table, time in _TIMES)
    ).subquery()
    return connection.scalar(select(func.count()).select_from(every)) or 0


def _since(
    what: Filter, table: Any, time: str, since: int, mark: tuple[float | int, str] | None
) -> Select[Any]:
    """The comments of which this table has the last decision, with its time, behind `mark`."""
    at = table.c[time]
    query = (
        select(at.label("at"), table.c.comment_id)
        .distinct()
        .join(comments, comments.c.id == table.c.comment_id)
        .where(table.c.site_id == what.site_id, at >= since, *conditions(what))
        .where(*(not_(_later(other, name, at)) for other, name in _TIMES))
    )
    if mark:
        # The first says it to an index that knows no pairs.
        query = query.where(at >= mark[0], tuple_(at, table.c.comment_id) > tuple_(*mark))
    return query


def _later(table: Any, time: str, at: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether this table has a later decision about the comment than the one at `at`."""
    other = table.alias()
    found = and_(other.c.comment_id == comments.c.id, other.c[time] > at)
    return exists(select(other.c.id).where(found).correlate_except(other))
