"""Forgetting in time: what is old goes, whatever it was."""

from __future__ import annotations

from dataclasses import dataclass

from commentguard.storage import idempotency, journal, posts, removal
from commentguard.storage.clock import DAY, now
from commentguard.storage.comments import Status
from commentguard.storage.store import Store

# Comments deleted in one transaction: between two of them others get to write.
_STEP = 500
_KIND = "retention"


@dataclass(frozen=True, slots=True)
class Limits:
    """Days for which comments are kept."""

    unpublished: int = 90
    published: int = 30


def due(store: Store) -> bool:
    """Whether the last run is a day ago."""
    with store.engine.connect() as connection:
        last = journal.last_job(connection, _KIND)
    return last is None or last.started_at < now() - DAY


def enforce(store: Store, limits: Limits, at: int | None = None) -> dict[str, int]:
    """Delete what is older than `limits`; how much of each kind went. Blocks; run in a thread.

    Counts by time of arrival, not of the decision: correcting a comment must not prolong its
    stay. The log of corrections keeps its rows, without the comment and the note.
    """
    begun = now()
    at = begun if at is None else at
    gone = {"unpublished": 0, "published": 0, "answers": 0, "posts": 0}
    unpublished = [status for status in Status if status is not Status.PUBLISHED]
    for name, statuses, days in (
        ("unpublished", unpublished, limits.unpublished),
        ("published", [Status.PUBLISHED], limits.published),
    ):
        while True:
            with store.transaction() as connection:
                ids = removal.older(connection, statuses, at - days * DAY, _STEP)
                if ids:
                    removal.delete_comments(connection, ids)
            gone[name] += len(ids)
            if len(ids) < _STEP:
                break
    with store.transaction() as connection:
        removal.forget_left_notes(connection)
        gone["answers"] = idempotency.forget(connection, at - DAY)
        gone["posts"] = posts.drop_unused(connection, at - limits.published * DAY)
        journal.job_done(connection, _KIND, begun, now(), **gone)
    removal.flush_log(store.engine)
    return gone
