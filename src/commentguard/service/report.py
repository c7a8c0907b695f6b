"""A platform reports what a person decided, repeating the comment instead of naming it."""

from __future__ import annotations

from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.service import repeats
from commentguard.service.correct import Corrected, correct
from commentguard.service.fingerprints import fingerprint
from commentguard.service.guard import Guard, StorageDown
from commentguard.service.receive import Received, receive
from commentguard.storage import comments
from commentguard.storage.sites import Site
from commentguard.verdict import Label


async def report(
    guard: Guard,
    site: Site,
    comment: Comment,
    label: Label,
    *,
    comment_id: str = "",
    actor: str,
    source: str,
    note: str = "",
) -> Corrected:
    """Record that a person says `comment` is `label`.

    The comment is found by `comment_id` where one is given and is this site's, else by what it
    says. One that was never here is received first: the report of a comment that slipped past
    while we were down is worth as much as any other. Raises `StorageDown`; nothing is then
    recorded, and the caller has to be told.
    """
    guard.require_storage()
    print_ = fingerprint(comment, guard.secret)
    # It may compare fifty long texts, and what waits for a verdict must not wait for that.
    found = await guard.search(
        lambda c: _named(c, site, comment_id) or repeats.find(c, site.id, comment, print_)
    )
    if found is None:
        received = await receive(guard, site, comment, source=source)
        if not isinstance(received, Received) or not received.stored:
            raise StorageDown("storage does not answer; try again later")
        found = received.id
    done = await correct(guard, site, found, label, actor=actor, source=source, note=note)
    assert isinstance(done, Corrected)
    return done


def _named(connection: Connection, site: Site, comment_id: str) -> str | None:
    stored = comments.find(connection, comment_id) if comment_id else None
    return stored.id if stored is not None and stored.site_id == site.id else None
