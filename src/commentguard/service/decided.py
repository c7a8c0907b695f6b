"""What people decided since a time: how a platform learns of it that asked once and was answered.

Taking a decision back is one, too: the comment then stands as before, and its own `decided_at` no longer
tells that anything happened. So decisions are asked for where they are written down, and not at the comment.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, select, tuple_, union_all

from commentguard.service.review import Filter, Page, conditions, cursor, fetched
from commentguard.storage.tables import comments, corrections, moves


def decided(
    connection: Connection, what: Filter, since: int, *, after: str = "", limit: int = 50
) -> Page:
    """A page of the comments that `what` lists and somebody decided about, or took a decision back, at
    `since` (milliseconds) or later; each once, by its last decision, the earliest first.

    `what` names one site. A decision between two pages moves its comment behind them: it comes again, and
    nothing is skipped.
    """
    last = _last(what, since)
    query = select(comments.c.id, last.c.at).join(last, last.c.comment_id == comments.c.id)
    query = query.where(*conditions(what)).order_by(last.c.at, comments.c.id).limit(limit + 1)
    if mark := cursor(after, "oldest"):
        query = query.where(tuple_(last.c.at, comments.c.id) > tuple_(*mark))
    rows = connection.execute(query).all()
    items = tuple(fetched(connection, [row.id for row in rows[:limit]]))
    more = len(rows) > limit
    mark_of_last = f"{rows[limit - 1].at}_{rows[limit - 1].id}" if more else ""
    return Page(items, mark_of_last, len(rows))


def count(connection: Connection, what: Filter, since: int) -> int:
    """How many comments that are."""
    last = _last(what, since)
    query = select(func.count()).select_from(comments)
    query = query.join(last, last.c.comment_id == comments.c.id).where(*conditions(what))
    return connection.scalar(query) or 0


def _last(what: Filter, since: int) -> Any:
    """The time of each comment's last decision. Trash and what took it back are moves of the desk and no
    corrections; what a key says is a correction and no move.
    """
    parts: list[Select[Any]] = []
    for table, time in (
        (corrections, corrections.c.created_at),
        (moves, moves.c.at),
        (moves, moves.c.undone_at),
    ):
        found = select(table.c.comment_id, time.label("at"))
        parts.append(found.where(table.c.site_id == what.site_id, time >= since))
    every = union_all(*parts).subquery()
    times = select(every.c.comment_id, func.max(every.c.at).label("at"))
    return times.group_by(every.c.comment_id).subquery()
