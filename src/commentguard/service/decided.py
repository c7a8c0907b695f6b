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
    case,
    false,
    func,
    select,
    true,
    tuple_,
    union,
    union_all,
)

from commentguard.service.review import Filter, Page, conditions, cursor, fetched
from commentguard.storage.tables import comments, corrections, moves

# Trash and what took it back are moves of the desk and no corrections; what a key says is a correction and
# no move. Each has an index of its site by this time.
_TIMES = ((corrections, "created_at"), (moves, "at"), (moves, "undone_at"))
# Decisions looked at in one go. Some are none of the page's: a later one counts, or the filter says no.
_STEP = 200

_Mark = tuple[float | int, str]


def decided(
    connection: Connection, what: Filter, since: int, *, after: str = "", limit: int = 50
) -> Page:
    """A page of the comments that `what` lists and somebody decided about, or took a decision back, at
    `since` (milliseconds) or later; each once, by its last decision, the earliest first.

    `what` names one site. A decision between two pages moves its comment behind them: it comes again, and
    nothing is skipped.
    """
    behind = cursor(after, "oldest")
    mark: _Mark = max((since, ""), (behind.first, behind.comment_id) if behind else (since, ""))
    found: list[_Mark] = []
    while len(found) <= limit:
        looked_at = _behind(connection, what.site_id, mark)
        found += _last_ones(connection, what, looked_at)
        if len(looked_at) < _STEP:
            break
        mark = looked_at[-1]
    items = tuple(fetched(connection, [comment_id for _, comment_id in found[:limit]]))
    more = len(found) > limit
    at, comment_id = found[limit - 1] if more else (0, "")
    return Page(items, f"{at}_{comment_id}" if more else "", len(found))


def count(connection: Connection, what: Filter, since: int) -> int:
    """How many comments that are."""
    parts = (
        select(table.c.comment_id).where(table.c.site_id == what.site_id, table.c[time] >= since)
        for table, time in _TIMES
    )
    return connection.scalar(select(func.count()).where(*_among(what, union(*parts)))) or 0


def _behind(connection: Connection, site_id: str, mark: _Mark) -> list[_Mark]:
    """The next `_STEP` decisions of a site behind this one, in their order."""
    parts = (_of_table(table, time, site_id, mark) for table, time in _TIMES)
    # Not all of a union: what the desk decides stands in two tables.
    every = union(*(select(part.subquery()) for part in parts)).subquery()
    query = select(every).order_by(every.c.at, every.c.comment_id).limit(_STEP)
    return [(at, comment_id) for at, comment_id in connection.execute(query)]


def _of_table(table: Any, time: str, site_id: str, mark: _Mark) -> Select[Any]:
    at, comment_id = table.c[time], table.c.comment_id
    query = select(at.label("at"), comment_id).distinct()
    # Of a pair, an index may know the first alone.
    behind = (at >= mark[0], tuple_(at, comment_id) > tuple_(*mark))
    query = query.where(table.c.site_id == site_id, comment_id.is_not(None), *behind)
    return query.order_by(at, comment_id).limit(_STEP)


def _last_ones(connection: Connection, what: Filter, decisions: list[_Mark]) -> list[_Mark]:
    """Those that are the last about their comment, where `what` lists it."""
    ids = {comment_id for _, comment_id in decisions}
    every = union_all(
        *(
            select(table.c.comment_id, table.c[time].label("at")).where(table.c.comment_id.in_(ids))
            for table, time in _TIMES
        )
    ).subquery()
    query = select(every.c.comment_id, func.max(every.c.at)).group_by(every.c.comment_id)
    last = {row[0]: row[1] for row in connection.execute(query)}
    listed = set(connection.scalars(select(comments.c.id).where(*_among(what, ids))))
    return [(at, one) for at, one in decisions if last[one] == at and one in listed]


def _among(what: Filter, ids: Any) -> tuple[ColumnElement[bool], ...]:
    """That `what` lists a comment, and it is one of these. A filter that stood for itself would be taken for
    the way in, and all comments of a site be read for a few.
    """
    return comments.c.id.in_(ids), case((and_(*conditions(what)), true()), else_=false())
