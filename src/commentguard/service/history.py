"""What the past knows about a comment: the facts of arrival that a signal may read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.service.fingerprints import Fingerprint, alike
from commentguard.storage import comments, duplicates, posts
from commentguard.storage.posts import Post


def with_context(
    connection: Connection, site_id: str, comment: Comment, print_: Fingerprint, at: int
) -> tuple[Comment, Post | None]:
    """`comment` with the facts that its sender did not state, and the post it is about.

    What the sender stated wins: the platform has counted its approved comments for years, we
    since yesterday. The result is stored as it is scored, never recomputed.
    """
    known: dict[str, Any] = {}
    if comment.author_approved is None and print_.author is not None:
        author = (site_id, print_.author)
        known["author_approved"] = comments.approved_counts(connection, [author], at).get(author, 0)
    if comment.near_duplicates is None:
        same = duplicates.exact_count(connection, print_.exact) if print_.bands else 0
        near = sum(
            alike(print_.signature, other)
            for other in duplicates.candidates(connection, print_.bands, print_.exact)
        )
        known["near_duplicates"] = same + near
    if comment.same_contact_seen is None:
        known["same_contact_seen"] = duplicates.contact_count(connection, print_.contacts)
    post = None
    if comment.permalink and not comment.post_text:
        post = posts.current(connection, site_id, comment.permalink)
    if post is None:
        return replace(comment, **known), None
    told = replace(
        comment,
        post_title=comment.post_title or post.title,
        post_text=post.text,
        post_tags=comment.post_tags or post.tags,
        **known,
    )
    return told, post
