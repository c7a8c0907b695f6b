"""A platform reports what a person decided, repeating the comment instead of naming it."""

from __future__ import annotations

from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.service import repeats
from commentguard.service.correct import Corrected, NotFound, correct
from commentguard.service.fingerprints import fingerprint
from commentguard.service.guard import Guard, StorageDown
from commentguard.service.receive import Received, receive
from commentguard.storage import comments
from commentguard.storage.comments import Status
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
    while we were down is worth as much as any other. Raises `NotFound` where it says nothing either: there is
    nothing to keep. Raises `StorageDown`; nothing is then recorded, and the caller has to be told.
    """
    guard.require_storage()
    says = any((comment.text, comment.author, comment.author_email, comment.author_url))
    print_ = fingerprint(comment, guard.secret)
    # It may compare fifty long texts, and what waits for a verdict must not wait for that.
    found = await guard.search(
        lambda c: (
            _named(c, site, comment_id)
            or (repeats.find(c, site.id, comment, print_) if says else None)
        )
    )
    if found is None:
        if not says:
            raise NotFound("there is no such comment, and nothing of it was sent")
        received = await receive(guard, site, comment, source=source)
        if not isinstance(received, Received) or not received.stored:
            raise StorageDown("storage does not answer; try again later")
        found = received.id
    done = await correct(guard, site, found, label, actor=actor, source=source, note=note)
    assert isinstance(done, Corrected)
    return done


def _named(connection: Connection, site: Site, comment_id: str) -> str | None:
    stored = comments.find(connection, comment_id) if comment_id else None
    if stored is None or stored.site_id != site.id or stored.status is Status.ERASED:
        return None
    return stored.id
