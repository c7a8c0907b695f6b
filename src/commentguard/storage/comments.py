"""Rows of `comments` and `verdicts`: one comment as received, and every judgement of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select, update

from commentguard.comment import Comment
from commentguard.storage.tables import comments, posts, verdicts

# Columns of their own, because people search them; the rest of a comment is one JSON value.
_COLUMNS = ("text", "author", "author_email", "author_url", "permalink")
# Kept elsewhere (the post), replaced by a keyed hash (the address), or other names for a column.
_ELSEWHERE = frozenset({*_COLUMNS, "id", "author_ip", "post_title", "post_text", "post_tags"})
_KEPT = tuple(field.name for field in fields(Comment) if field.name not in _ELSEWHERE)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


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
    """A comment with everything that is known about it now.

    `allowed_ranges` are the numbers of the allowed ranges that it came from: its address is kept as a hash, of
    which nobody can tell that later.
    """

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
    allowed_ranges: tuple[int, ...]


def storable(text: str) -> str:
    """`text` without what a database cannot hold (NUL, lone surrogates), spans unmoved."""
    if text.isascii() and "\0" not in text:
        return text
    return _UNSTORABLE.sub("\ufffd", text)


def with_storable_names(comment: Comment) -> Comment:
    """`comment` with an id and a language that can be stored: both go from it into verdicts and columns.

    Its other fields are judged as they came, and made storable where they are stored.
    """
    name, lang = storable(comment.id), storable(comment.lang)
    if name == comment.id and lang == comment.lang:
        return comment
    return replace(comment, id=name, lang=lang)


def comment_row(comment: Comment) -> dict[str, Any]:
    """The columns that come from the comment itself. An allow-list by construction."""
    row: dict[str, Any] = {name: storable(getattr(comment, name)) for name in _COLUMNS}
    row["client_id"] = storable(comment.id)
    kept: dict[str, Any] = {}
    for name in _KEPT:
        value = getattr(comment, name)
        if isinstance(value, str):
            if value:
                kept[name] = storable(value)
        elif value is not None:
            kept[name] = value
    row["fields"] = kept
    return row


def find(connection: Connection, comment_id: str) -> Stored | None:
    """One comment with the post it was judged against. Its name may come from an address: with a NUL in it, it
    names nothing, which PostgreSQL would call an error.
    """
    query = (
        select(comments, posts.c.title, posts.c.text.label("post_text"), posts.c.tags)
        .outerjoin(posts, posts.c.id == comments.c.post_id)
        .where(comments.c.id == storable(comment_id))
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


def set_status(
    connection: Connection, comment_id: str, status: Status, actor: str, at: int | None
) -> None:
    connection.execute(
        update(comments)
        .where(comments.c.id == comment_id)
        .values(status=status.value, decided_by=actor, decided_at=at)
    )


def stored(row: Row[Any]) -> Stored:
    """A row of `comments` joined with its post."""
    comment = Comment.from_mapping(
        {
            **row.fields,
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
        tuple(map(int, row.allowed_ranges.split())),
    )  # fmt: skip
