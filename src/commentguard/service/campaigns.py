"""Which campaign a comment belongs to: nearly the same text, again, on the same site.

A campaign is named after its first comment. Every comment has one, usually itself alone, so that
the queue can show a flood as one card and decide it once.
"""

from __future__ import annotations

from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.service.fingerprints import Fingerprint, alike
from commentguard.storage import campaigns
from commentguard.storage.duplicates import Known


def joined(
    connection: Connection, site_id: str, comment: Comment, print_: Fingerprint, known: Known
) -> str:
    """The campaign that `comment` continues, or "" for one of its own.

    Asks nothing of a comment that history (`near_duplicates`) says is alone, and nothing again that
    `known` answers: in a flood the newest comments nearly always do.
    """
    if not comment.near_duplicates or not print_.bands:
        return ""
    if known.exact and (same := campaigns.of_exact(connection, site_id, print_.exact)):
        return same
    for comment_id, signature, campaign in known.own:
        if comment_id < known.complete:
            break
        if alike(print_.signature, signature):
            return campaign
    if not known.complete:
        return ""
    for signature, campaign in campaigns.near(connection, site_id, print_.bands):
        if alike(print_.signature, signature):
            return campaign
    return ""
