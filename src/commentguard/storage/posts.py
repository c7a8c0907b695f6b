"""Rows of `posts`: versions of what comments are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import orjson
from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    Text,
    bindparam,
    cast,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from commentguard.storage.one_site import SITE
from commentguard.storage.prepared import Prepared
from commentguard.storage.tables import comments, posts

PLACE: BindParameter[int] = bindparam("place")


def standing_at(place: BindParameter[int]) -> Select[str]:
    """The identifier of the version seen last at a place of the site in the parameter `site`."""
    return (
        select(posts.c.id)
        .where(posts.c.site_id == SITE, posts.c.place == place)
        .order_by(posts.c.seen_at.desc())
        .limit(1)
    )


_VERSION = Prepared(
    select(
        posts.c.site_id, posts.c.permalink, posts.c.title, posts.c.text,
        # As text in both databases: one driver would read JSON, the other not.
        cast(posts.c.tags, Text), posts.c.seen_at,
    ).where(posts.c.id == bindparam("id"))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Post:
    """One version of a post."""

    id: str
    site_id: str
    permalink: str
    title: str
    text: str
    tags: tuple[str, ...]
    seen_at: int


def version_id(site_id: str, permalink: str, title: str, text: str, tags: Sequence[str]) -> str:
    """The same content under the same permalink has the same identifier, so it is stored once."""
    parts = (site_id, permalink, title, text, *tags)
    # Length before content: otherwise ("ab", "c") and ("a", "bc") would be one post.
    packed = b"".join(
        len(piece).to_bytes(8, "big") + piece for piece in (part.encode() for part in parts)
    )
    return blake2b(packed, digest_size=16).hexdigest()


def place(permalink: str) -> int:
    """The permalink as an indexable number."""
    digest = blake2b(permalink.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def by_id(connection: Connection, post_id: str) -> Post | None:
    """A version."""
    found = _VERSION.rows(connection, {"id": post_id})
    if not found:
        return None
    site_id, permalink, title, text, tags, seen_at = found[0]
    return Post(post_id, site_id, permalink, title, text, tuple(orjson.loads(tags)), seen_at)


def keep(connection: Connection, post: Post) -> bool:
    """Store a version, or mark it as the current one. Returns whether it is new."""
    if _touch(connection, post):
        return False
    try:
        with connection.begin_nested():
            connection.execute(
                insert(posts).values(
                    id=post.id, site_id=post.site_id, place=place(post.permalink),
                    permalink=post.permalink, title=post.title, text=post.text,
                    tags=list(post.tags), seen_at=post.seen_at,
                )
            )  # fmt: skip
    except IntegrityError:
        # Another process stored the same version in between.
        _touch(connection, post)
        return False
    return True


def drop_unused(connection: Connection, before: int) -> int:
    """Delete superseded versions, last seen before `before`, that no comment points at.

    The current version of a post stays however old it is: the next comment is judged by it.
    """
    used = select(comments.c.id).where(comments.c.post_id == posts.c.id).correlate(posts).exists()
    later = posts.alias("later")
    superseded = (
        select(later.c.id)
        .where(
            later.c.site_id == posts.c.site_id,
            later.c.place == posts.c.place,
            later.c.seen_at > posts.c.seen_at,
        )
        .correlate(posts)
        .exists()
    )
    return connection.execute(
        delete(posts).where(posts.c.seen_at < before, ~used, superseded)
    ).rowcount


def _touch(connection: Connection, post: Post) -> bool:
    found = connection.execute(
        update(posts).where(posts.c.id == post.id).values(seen_at=post.seen_at)
    )
    return bool(found.rowcount)
