"""Which campaign a comment belongs to: nearly the same text, again, on the same site.

A campaign is named after its first comment. Every comment has one, usually itself alone, so that
the queue can show a flood as one card and decide it once.
"""

from __future__ import annotations

from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.service.fingerprints import Fingerprint, alike
from commentguard.storage import campaigns


def joined(connection: Connection, site_id: str, comment: Comment, print_: Fingerprint) -> str:
    """The campaign that `comment` continues, or "" for one of its own.

    Asks nothing of a comment that history (`near_duplicates`) says is alone.
    """
    if not comment.near_duplicates or not print_.bands:
        return ""
    same = campaigns.of_exact(connection, site_id, print_.exact)
    if same:
        return same
    for signature, campaign in campaigns.near(connection, site_id, print_.bands):
        if alike(print_.signature, signature):
            return campaign
    return ""
