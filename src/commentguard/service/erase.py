"""Forgetting a person: everything an author wrote, or single comments, and what was learned from them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.service.fingerprints import author_key, ip_key
from commentguard.service.guard import Forgets
from commentguard.service.lists import ALLOW, DENY
from commentguard.service.secret import Secret
from commentguard.service.sites import named
from commentguard.storage import comments, journal, learning, removal
from commentguard.storage.clock import now
from commentguard.storage.store import Store
from commentguard.text.email_address import given

# Below the number of parameters that either database takes in one statement.
_STEP = 500


def erase(
    store: Store,
    secret: Secret,
    author: Comment,
    *,
    site_id: str | None = None,
    learner: Forgets | None = None,
    actor: str = "cli",
) -> int:
    """Erase everything by the author that `author` names; how many comments that were.

    The author is found as history finds them: by `author_email`, else by `author` with
    `author_ip`. Tombstones remain, and one audit line that says how many and where: neither says who.
    What was learned is rebuilt in the same transaction, so there is no moment at which the text
    is gone and its weights remain.

    Raises `DataError` when `author` names nobody, and for a site that does not exist: of nobody's comments
    there it could say that none are left.
    """
    key = author_key(author, secret)
    if key is None:
        raise DataError("an author is an e-mail address, or a name with a network address")
    with store.transaction() as connection:
        if site_id is not None:
            named(connection, site_id)
        found = set(removal.by_author(connection, key, site_id))
        address = given(author.author_email)
        sender = None if address else ip_key(author.author_ip, secret)
        if sender is not None:
            # Before addresses had one form, a name was hashed with the spelling that came.
            found.update(removal.by_name(connection, author.author, sender, site_id))
        # A hash under which somebody is let in or held is kept about that person, too, and so is its label.
        for which in (ALLOW, DENY):
            for entry in which.rows.by_email(connection, key, site_id):
                which.rows.remove(connection, entry.id)
                journal.unlabel(connection, entry.site_id, (which.added, which.dropped), entry.id)
        _forget(connection, found, learner, actor)
    removal.flush_log(store.engine)
    return len(found)


def erase_comments(
    store: Store,
    ids: Collection[str],
    *,
    site_id: str | None = None,
    learner: Forgets | None = None,
    actor: str = "cli",
) -> int:
    """Erase single comments, whoever wrote them; how many that were.

    For authors whom `erase` cannot find: who gave neither an e-mail address nor, with the name, a network address
    that could be read. Raises `DataError` when one of the comments is not there, and then erases none.
    """
    with store.transaction() as connection:
        found = set()
        for one in ids:
            stored = comments.find(connection, one)
            if stored is None or site_id not in (None, stored.site_id):
                raise DataError(f"there is no comment {one!r}{f' on {site_id}' if site_id else ''}")
            found.add((stored.id, stored.site_id))
        _forget(connection, found, learner, actor)
    removal.flush_log(store.engine)
    return len(found)


def _forget(
    connection: Connection, found: set[tuple[str, str]], learner: Forgets | None, actor: str
) -> None:
    """Blank these comments, each with its site, and what was learned from them."""
    ids = [comment for comment, _ in found]
    for start in range(0, len(ids), _STEP):
        removal.blank(connection, ids[start : start + _STEP])
        learning.forget(connection, ids[start : start + _STEP])
    sites = sorted({site for _, site in found})
    for site in sites:
        count = sum(1 for _, of_site in found if of_site == site)
        journal.note(connection, now(), actor, "erase", site, comments=count)
    # Gone at once, even where nobody is here to learn anew: a running server does that within
    # seconds from what is left of the log.
    learning.drop(connection, sites)
    if learner is not None and ids:
        learner.forgotten(connection, frozenset(ids), frozenset(sites))
