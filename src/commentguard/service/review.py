"""The moderator's queue: what waits, in pages, and how much of it there is.

Deciding is `correct.record` and taking it back is `correct.take_back`; both take a connection,
so that a screen of fifty comments is decided in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from commentguard.service.filters import UNRECOGNISED as UNRECOGNISED
from commentguard.service.filters import Filter as Filter
from commentguard.service.filters import conditions as conditions
from commentguard.service.filters import reads_rows as reads_rows
from commentguard.service.uncertain import Mark, beyond, by_score, in_order, nearest
from commentguard.storage.comments import Status, Stored, storable, stored
from commentguard.storage.tables import comments, posts

MAX_PAGE = 200
ORDERS = ("newest", "oldest", "unsure", "likeliest")
_BY_PROBABILITY = ("unsure", "likeliest")
_LATEST = 1 << 62


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `after` leads to the next one and is empty on the last.

    `ahead` is how many comments this page and those behind it have, as far as was counted.
    """

    items: tuple[Stored, ...]
    after: str
    ahead: int


def listed(
    connection: Connection,
    what: Filter,
    *,
    order: str = "newest",
    after: str = "",
    limit: int = 50,
    counted: int = 0,
) -> Page:
    """A page of comments. `order` is one of `ORDERS`: by time, by how sure the guard is, or the most likely first.

    `counted` is how far to count what is ahead, in the same walk: a second one, in whatever order
    the database likes, reads the texts anew and from all over the file.

    Pages are found by key, not by counting: page 600 of a queue costs what page 1 costs, and a
    decision in between neither repeats nor skips a comment. A cursor that cannot be read
    starts at the beginning.
    """
    limit = max(1, min(limit, MAX_PAGE))
    mark = cursor(after, order)
    # Identifiers first: a sort carries keys and not texts.
    ids = _walked(connection, what, order, mark, max(limit + 1, counted))
    rows = fetched(connection, ids[:limit])
    more = len(ids) > limit and bool(rows)
    return Page(tuple(rows), _mark(rows[-1], what, order) if more else "", len(ids))


def page_of(connection: Connection, what: Filter, one: Stored, order: str, limit: int) -> str:
    """Where a page begins on which `one` stands or, if it has left the list, would: "" for the first page."""
    mark = cursor(_mark(one, what, order), order)
    before = _walked(connection, what, order, mark, limit, back=True)
    if len(before) < limit:
        return ""
    return _mark(fetched(connection, before[:1])[0], what, order)


def _walked(
    connection: Connection,
    what: Filter,
    order: str,
    mark: Mark | None,
    limit: int,
    *,
    back: bool = False,
) -> Sequence[str]:
    """Identifiers from behind `mark` on, or from before it backwards."""
    if order == "unsure":
        return nearest(connection, what, mark, limit, back=back)
    upwards = (order == "oldest") != back
    wanted: list[ColumnElement[bool]] = []
    first: ColumnElement[Any] = comments.c.received_at
    if order == "likeliest":
        wanted, first = by_score(what)
    if mark is not None:
        wanted.append(beyond(first, mark, upwards=upwards))
    query = select(comments.c.id).where(*conditions(what), *wanted).limit(limit)
    return connection.scalars(query.order_by(*in_order(first, upwards))).all()


def following(connection: Connection, what: Filter, one: Stored, order: str) -> str:
    """The comment that comes after `one` in a list, which may itself have left the list; else nothing."""
    found = listed(connection, what, order=order, after=_mark(one, what, order), limit=1).items
    return found[0].id if found else ""


def fetched(connection: Connection, ids: Sequence[str]) -> list[Stored]:
    """The comments with these identifiers, in that order, each with the post it was judged against."""
    query = (
        select(comments, posts.c.title, posts.c.text.label("post_text"), posts.c.tags)
        .outerjoin(posts, posts.c.id == comments.c.post_id)
        .where(comments.c.id.in_(ids))
    )
    found = {row.id: stored(row) for row in connection.execute(query)}
    return [found[one] for one in ids if one in found]


def matching(connection: Connection, what: Filter, limit: int) -> Sequence[str]:
    """Identifiers of what a filter lists, the newest first."""
    query = select(comments.c.id).where(*conditions(what))
    return connection.scalars(query.order_by(comments.c.id.desc()).limit(limit)).all()


def count(connection: Connection, what: Filter, most: int) -> int:
    """How many comments a filter lists, counted up to `most`."""
    some = select(comments.c.id).where(*conditions(what)).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def counts(connection: Connection, site_id: str) -> dict[Status, int]:
    """How many comments of a site stand in each status."""
    found = dict.fromkeys(Status, 0)
    query = (
        select(comments.c.status, func.count())
        .where(comments.c.site_id == site_id)
        .group_by(comments.c.status)
    )
    for status, count in connection.execute(query):
        found[Status(status)] = count
    return found


def waiting(connection: Connection) -> Sequence[tuple[str, int, int]]:
    """Per site: how many comments are held, and when the oldest of them arrived."""
    query = (
        select(comments.c.site_id, func.count(), func.min(comments.c.received_at))
        .where(comments.c.status == Status.HELD.value)
        .group_by(comments.c.site_id)
    )
    return [(site, count, oldest) for site, count, oldest in connection.execute(query)]


def _mark(last: Stored, what: Filter, order: str) -> str:
    if order not in _BY_PROBABILITY:
        return f"{last.received_at}_{last.id}"
    group = what.cutoffs.place(last.site_id) if order == "unsure" else 0
    return f"{last.probability!r}{f'/{group}' if group else ''}_{last.id}"


def cursor(text: str, order: str) -> Mark | None:
    """Where a page begins; `None` for what is no cursor of this order."""
    first, _, comment_id = text.partition("_")
    first, _, group = first.partition("/")
    try:
        found = float(first) if order in _BY_PROBABILITY else int(first)
    except ValueError:
        return None
    # Beyond that, and for "nan", neither database can compare; nor does PostgreSQL take a NUL.
    if not abs(found) < _LATEST or storable(comment_id) != comment_id:
        return None
    return Mark(found, comment_id[:32], int(group) if group.isdecimal() and len(group) < 4 else 0)
