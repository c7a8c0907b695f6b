"""What the past knows about a comment: the facts of arrival that a signal may read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.service.fingerprints import Fingerprint, count_alike
from commentguard.storage import duplicates, posts
from commentguard.storage.arrival import Arrival
from commentguard.storage.duplicates import Known
from commentguard.storage.posts import Post
from commentguard.storage.sites import Site


def with_context(
    connection: Connection, site: Site, comment: Comment, print_: Fingerprint, arrived: Arrival
) -> tuple[Comment, Post | None, Known]:
    """`comment` with the facts that its sender did not state, the post it is about, and what
    is stored that resembles it.

    What the sender stated wins: the platform has counted its approved comments for years, we
    since yesterday. The result is stored as it is scored, never recomputed.
    """
    found: dict[str, Any] = {}
    known = duplicates.NOTHING
    if arrived.alike:
        known = duplicates.look_up(connection, site.id, print_.exact, print_.bands)
    if comment.author_approved is None and print_.author is not None:
        found["author_approved"] = arrived.approved
    if comment.near_duplicates is None:
        # A text too short for bands is what everybody says: its copies are no campaign.
        near = count_alike(print_.signature, known.near)
        found["near_duplicates"] = known.exact + near if print_.bands else 0
    if comment.same_contact_seen is None:
        found["same_contact_seen"] = duplicates.contact_count(connection, print_.contacts)
    if not comment.site:
        found["site"] = site.url or site.id
    post = None
    if arrived.standing and comment.permalink and not comment.post_text:
        post = posts.by_id(connection, arrived.standing)
    if post is not None:
        found["post_title"] = comment.post_title or post.title
        found["post_text"] = post.text
        found["post_tags"] = comment.post_tags or post.tags
    return (replace(comment, **found) if found else comment), post, known
