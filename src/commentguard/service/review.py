"""The moderator's queue: what waits, in pages, and how much of it there is.

Deciding is `correct.record` and taking it back is `correct.take_back`; both take a connection,
so that a screen of fifty comments is decided in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, or_, select, tuple_

from commentguard.storage.comments import Status, Stored, stored
from commentguard.storage.tables import comments, posts
from commentguard.verdict import Code

MAX_PAGE = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """Which comments to list. Empty fields do not restrict.

    `words` is looked for in text, author, e-mail and URL, without regard to case.
    """

    site_id: str = ""
    statuses: tuple[Status, ...] = (Status.HELD,)
    code: Code | None = None
    label: str = ""
    words: str = ""
    permalink: str = ""
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `after` leads to the next one and is empty on the last."""

    items: tuple[Stored, ...]
    after: str


def listed(
    connection: Connection,
    what: Filter,
    *,
    order: str = "newest",
    after: str = "",
    limit: int = 50,
) -> Page:
    """A page of comments. `order` is newest, oldest or likeliest (most probably unwanted first).

    Pages are found by key, not by counting: page 600 of a queue costs what page 1 costs, and a
    decision in between neither repeats nor skips a comment. A cursor that cannot be read
    starts at the beginning.
    """
    limit = max(1, min(limit, MAX_PAGE))
    first = comments.c.probability if order == "likeliest" else comments.c.received_at
    key = tuple_(first, comments.c.id)
    query = (
        select(comments, posts.c.title, posts.c.text.label("post_text"), posts.c.tags)
        .outerjoin(posts, posts.c.id == comments.c.post_id)
        .where(*_conditions(what))
        .limit(limit + 1)
    )
    mark = _cursor(after, order)
    if order == "oldest":
        query = query.order_by(first, comments.c.id)
        if mark:
            query = query.where(key > tuple_(*mark))
    else:
        query = query.order_by(first.desc(), comments.c.id.desc())
        if mark:
            query = query.where(key < tuple_(*mark))
    rows = [stored(row) for row in connection.execute(query)]
    more = len(rows) > limit
    rows = rows[:limit]
    return Page(tuple(rows), _mark(rows[-1], order) if more else "")


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


def _conditions(what: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if what.site_id:
        found.append(comments.c.site_id == what.site_id)
    if what.statuses:
        found.append(comments.c.status.in_([status.value for status in what.statuses]))
    if what.code is not None:
        # Codes are stored side by side; none is part of another's name with spaces around it.
        found.append((" " + comments.c.codes + " ").contains(f" {what.code.value} "))
    if what.label:
        found.append(comments.c.label == what.label)
    if what.permalink:
        found.append(comments.c.permalink == what.permalink)
    if what.since is not None:
        found.append(comments.c.received_at >= what.since)
    if what.until is not None:
        found.append(comments.c.received_at < what.until)
    if what.words:
        columns = (comments.c.text, comments.c.author, comments.c.author_email)
        found.append(
            or_(
                *(
                    c.icontains(what.words, autoescape=True)
                    for c in (*columns, comments.c.author_url)
                )
            )
        )
    return found


def _mark(last: Stored, order: str) -> str:
    first = repr(last.probability) if order == "likeliest" else str(last.received_at)
    return f"{first}_{last.id}"


def _cursor(text: str, order: str) -> tuple[float | int, str] | None:
    first, _, comment_id = text.partition("_")
    try:
        return (float(first) if order == "likeliest" else int(first)), comment_id[:32]
    except ValueError:
        return None
