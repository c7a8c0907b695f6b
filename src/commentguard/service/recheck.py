"""A stored comment is judged again, because its platform asks."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.service import meters, repeats
from commentguard.service.fingerprints import fingerprint, same_when_read
from commentguard.service.guard import Guard, StorageDown
from commentguard.service.precedence import UNHEARD, Before, Final, listed, settled
from commentguard.service.receive import Received, verdict_row
from commentguard.service.resemblance import let_through_before
from commentguard.service.secret import Secret
from commentguard.storage import comments
from commentguard.storage.clock import now
from commentguard.storage.comments import Stored
from commentguard.storage.sites import Site
from commentguard.storage.tables import verdicts

# Facts of arrival. Counted anew, a comment would be its own near duplicate.
_FACTS = ("author_approved", "near_duplicates", "same_contact_seen")


async def recheck(
    guard: Guard, site: Site, comment: Comment, *, final: Final = repeats.overruled
) -> Received | None:
    """A new verdict about the comment that `comment` repeats, kept beside the earlier ones.

    `None` when it is not here (then it has to be received), or when storage does not answer.
    """
    if not guard.storage_up():
        return None
    comment = comments.with_storable_names(comment)
    try:
        stored, told, before = await guard.search(lambda c: _look(c, site, comment, guard.secret))
        if stored is None:
            return None
        told = replace(told, **{name: getattr(stored.comment, name) for name in _FACTS})
        at = now()
        verdict = settled(guard.judge(site, told), before, final)
        received = Received(stored.id, verdict, told.text, stored.status, at, True)
        await guard.append({verdicts: [verdict_row(received)]})
    except StorageDown:
        return None
    meters.verdicts(site.id, verdict.action.value).inc()
    return received


def _look(
    connection: Connection, site: Site, comment: Comment, secret: Secret
) -> tuple[Stored | None, Comment, Before]:
    """What is stored of it, the comment to judge, and what was said before."""
    print_ = fingerprint(comment, secret)
    found = repeats.find(connection, site.id, comment, print_)
    stored = comments.find(connection, found) if found is not None else None
    if stored is None:
        return None, comment, UNHEARD
    if same_when_read(stored.comment.text, comments.storable(comment.text)):
        # A page may have escaped it. People spoke of the text that is here, and evidence is marked in it.
        comment = replace(comment, text=stored.comment.text)
        print_ = fingerprint(comment, secret)
    said = repeats.said_before(connection, site.id, comment, print_)
    known = said is None and let_through_before(connection, site.id, comment, print_)
    on_lists = listed(connection, site.id, comment, print_, secret)
    return stored, comment, Before(said, known, *on_lists)
