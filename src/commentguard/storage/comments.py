"""Rows of `comments` and `verdicts`: one comment as received, and every judgement of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select, update

from commentguard.comment import Comment
from commentguard.storage.clock import DAY
from commentguard.storage.tables import comments, posts, verdicts

# Columns of their own, because people search them; the rest of a comment is one JSON value.
_COLUMNS = ("text", "author", "author_email", "author_url", "permalink")
# Kept elsewhere (the post), replaced by a keyed hash (the address), or other names for a column.
_ELSEWHERE = frozenset({*_COLUMNS, "id", "author_ip", "post_title", "post_text", "post_tags"})
_UNSTORABLE = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


class Status(StrEnum):
    """Where a comment stands now: what policy did, until a person decides."""

    PUBLISHED = "published"
    HELD = "held"
    DISCARDED = "discarded"
    REJECTED = "rejected"
    TRASHED = "trashed"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Stored:
    """A comment with everything that is known about it now."""

    id: str
    site_id: str
    received_at: int
    comment: Comment
    source: str
    action: str
    label: str
    probability: float
    codes: tuple[str, ...]
    status: Status
    decided_by: str
    decided_at: int | None
    exact: int
    author_key: int | None
    ip_key: int | None
    language: str
    campaign: str


def storable(text: str) -> str:
    """`text` without what a database cannot hold (NUL, lone surrogates), spans unmoved."""
    if text.isascii() and "\0" not in text:
        return text
    return text.translate(_UNSTORABLE)


def comment_row(comment: Comment) -> dict[str, Any]:
    """The columns that come from the comment itself. An allow-list by construction."""
    mapping = comment.to_mapping()
    row: dict[str, Any] = {name: storable(getattr(comment, name)) for name in _COLUMNS}
    row["client_id"] = storable(comment.id)
    row["fields"] = {
        name: storable(value) if isinstance(value, str) else value
        for name, value in mapping.items()
        if name not in _ELSEWHERE
    }
    return row


def find(connection: Connection, comment_id: str) -> Stored | None:
    """One comment with the post it was judged against."""
    query = (
        select(comments, posts.c.title, posts.c.text.label("post_text"), posts.c.tags)
        .outerjoin(posts, posts.c.id == comments.c.post_id)
        .where(comments.c.id == comment_id)
    )
    row = connection.execute(query).first()
    return stored(row) if row else None


def latest_verdict(connection: Connection, comment_id: str) -> dict[str, Any] | None:
    """The last verdict about a comment, as it was answered."""
    body: dict[str, Any] | None = connection.scalar(
        select(verdicts.c.body)
        .where(verdicts.c.comment_id == comment_id)
        .order_by(verdicts.c.id.desc())
        .limit(1)
    )
    return body


def matching(
    connection: Connection, site_id: str, exact: int, author_key: int | None
) -> Stored | None:
    """The newest comment of the site with this text, by this author where one is known.

    For clients that repeat a comment instead of naming it.
    """
    query = (
        select(comments.c.id)
        .where(comments.c.site_id == site_id, comments.c.exact == exact)
        .order_by(comments.c.received_at.desc())
        .limit(1)
    )
    if author_key is not None:
        own = connection.scalar(query.where(comments.c.author_key == author_key))
        if own:
            return find(connection, own)
    found = connection.scalar(query)
    return find(connection, found) if found else None


def set_status(
    connection: Connection, comment_id: str, status: Status, actor: str, at: int | None
) -> None:
    connection.execute(
        update(comments)
        .where(comments.c.id == comment_id)
        .values(status=status.value, decided_by=actor, decided_at=at)
    )


def approved_counts(
    connection: Connection, authors: Collection[tuple[str, int]], at: int
) -> Mapping[tuple[str, int], int]:
    """How many comments of each (site, author) stand published.

    One that policy alone published counts after a day, when somebody could have objected:
    otherwise three harmless comments in a minute would buy trust for the advert after them.
    """
    if not authors:
        return {}
    settled = or_(comments.c.decided_by != "", comments.c.received_at < at - DAY)
    found = connection.execute(
        select(comments.c.site_id, comments.c.author_key, func.count())
        .where(
            or_(
                *(
                    and_(comments.c.site_id == site, comments.c.author_key == author)
                    for site, author in authors
                )
            ),
            comments.c.status == Status.PUBLISHED.value,
            settled,
        )
        .group_by(comments.c.site_id, comments.c.author_key)
    )
    return {(site, author): count for site, author, count in found}


def stored(row: Row[Any]) -> Stored:
    """A row of `comments` joined with its post."""
    fields = dict(row.fields)
    comment = Comment.from_mapping(
        {
            **fields,
            "id": row.client_id,
            **{name: getattr(row, name) for name in _COLUMNS},
            "post_title": row.title,
            "post_text": row.post_text,
            "post_tags": row.tags,
        }
    )
    return Stored(
        row.id, row.site_id, row.received_at, comment, row.source, row.action, row.label,
        row.probability, tuple(row.codes.split()), Status(row.status), row.decided_by,
        row.decided_at, row.exact, row.author_key, row.ip_key, row.language, row.campaign,
    )  # fmt: skip
