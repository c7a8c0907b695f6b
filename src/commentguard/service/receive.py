"""The one door in: a comment gets its context, is judged, and is stored before the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import orjson
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from commentguard.comment import Comment
from commentguard.service import campaigns, meters
from commentguard.service.fingerprints import Fingerprint, fingerprint
from commentguard.service.guard import Guard, StorageDown
from commentguard.service.history import with_context
from commentguard.service.once import Once, Replayed, check
from commentguard.service.repeats import overruled, said_before
from commentguard.service.resemblance import let_through_before, recall
from commentguard.storage import comments, duplicates, idempotency, posts
from commentguard.storage.clock import iso, new_id, now
from commentguard.storage.comments import Status
from commentguard.storage.posts import Post
from commentguard.storage.sites import Site
from commentguard.storage.store import Rows, insert_rows
from commentguard.storage.tables import bands, contacts, verdicts
from commentguard.storage.tables import comments as comments_table
from commentguard.storage.tables import idempotency as idempotency_table
from commentguard.verdict import Action, Label, Verdict

STATUS = {
    Action.PUBLISH: Status.PUBLISHED,
    Action.HOLD: Status.HELD,
    Action.DISCARD: Status.DISCARDED,
}
Final = Callable[[Verdict, Label | None], Verdict]
"""The verdict to give, from the model's and from what a person said of this very comment."""
DEGRADED = "degraded: storage did not answer, judged without history and not stored"


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a comment. `stored` false means: judged, but nobody will remember it."""

    id: str
    verdict: Verdict
    text: str
    status: Status
    received_at: int
    stored: bool

    def to_mapping(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "client_id": self.verdict.id,
            "status": self.status.value,
            "received_at": iso(self.received_at),
            "stored": self.stored,
            "degraded": not self.stored,
            "verdict": self.verdict.to_mapping(self.text),
        }


@dataclass(frozen=True, slots=True)
class _Past:
    """What storage knows about a comment before it is judged: `told` is the comment with it.

    `said` is what a person said about the same comment, `known` whether one like it was let through,
    `campaign` which one it continues.
    """

    told: Comment
    replayed: Replayed | None = None
    post: Post | None = None
    said: Label | None = None
    known: bool = False
    campaign: str = ""


async def receive(
    guard: Guard,
    site: Site,
    comment: Comment,
    *,
    source: str = "api",
    once: Once | None = None,
    comment_id: str = "",
    final: Final = overruled,
) -> Received | Replayed:
    """Judge a comment of `site` and store it; `Replayed` when `once` was answered before.

    When storage is down the answer is still a verdict, with `stored` false and a note. The
    caller of an idempotent request may then simply try again.

    Raises `Conflict` (see `once`) for a token in use or used for something else.
    """
    at = now()
    comment = replace(comment, site=comment.site or site.url or site.id)
    print_ = fingerprint(comment, guard.secret)
    if not guard.storage_up():
        return _degraded(guard, site, comment, at, final)
    try:
        past = await guard.settle(
            guard.store.read(lambda c: _look(guard, c, site.id, comment, print_, at, once))
        )
    except StorageDown:
        return _degraded(guard, site, comment, at, final)
    if past.replayed is not None:
        return past.replayed
    told = past.told
    verdict = final(guard.judge(site, told), past.said)
    if past.known and past.said is None:
        verdict = recall(verdict)
    received = Received(
        comment_id or new_id(at), verdict, told.text, STATUS[verdict.action], at, True
    )
    rows, fresh_post = as_rows(
        site.id, received, told, print_, past.post, past.campaign, source, once
    )
    try:
        if fresh_post is None:
            await guard.settle(guard.store.append(rows))
        else:
            await guard.settle(guard.store.write(lambda c: _keep(c, fresh_post, rows)))
    except IntegrityError:
        # Another process answered the same token in the meantime.
        if once is None:
            raise
        found = await guard.settle(guard.store.read(lambda c: check(c, once)))
        if found is None:
            raise
        return found
    except StorageDown:
        return _degraded(guard, site, comment, at, final)
    meters.VERDICTS.labels(site.id, verdict.action.value).inc()
    return received


def _look(
    guard: Guard,
    connection: Connection,
    site_id: str,
    comment: Comment,
    print_: Fingerprint,
    at: int,
    once: Once | None,
) -> _Past:
    if once is not None and (replayed := check(connection, once)) is not None:
        return _Past(comment, replayed)
    told, post = with_context(connection, site_id, comment, print_, at)
    if guard.learner is not None:
        guard.learner.look(connection, site_id)
    said = said_before(connection, site_id, comment, print_)
    known = said is None and let_through_before(connection, site_id, comment, print_)
    campaign = campaigns.joined(connection, site_id, told, print_)
    return _Past(told, None, post, said, known, campaign)


def _keep(connection: Connection, post: Post, rows: Rows) -> None:
    posts.keep(connection, post)
    insert_rows(connection, rows)


def _degraded(guard: Guard, site: Site, comment: Comment, at: int, final: Final) -> Received:
    verdict = final(guard.judge(site, comment), None)
    verdict = replace(verdict, notes=(*verdict.notes, DEGRADED))
    meters.VERDICTS.labels(site.id, verdict.action.value).inc()
    meters.DEGRADED.inc()
    return Received("", verdict, comment.text, STATUS[verdict.action], at, False)


def as_rows(
    site_id: str,
    received: Received,
    comment: Comment,
    print_: Fingerprint,
    post: Post | None,
    campaign: str,
    source: str,
    once: Once | None,
) -> tuple[Rows, Post | None]:
    """Everything that is inserted for one comment, and its post if it brought one."""
    verdict, at = received.verdict, received.received_at
    fresh = _post_of(site_id, comment, at)
    post_id = fresh.id if fresh is not None else None
    if post is not None and post.id == post_id:
        fresh = None
    rows: dict[Any, Any] = {
        comments_table: [
            {
                **comments.comment_row(comment),
                "id": received.id,
                "site_id": site_id,
                "received_at": at,
                "post_id": post_id,
                "author_key": print_.author,
                "ip_key": print_.ip,
                "exact": print_.exact,
                "signature": print_.signature,
                "source": source,
                "action": verdict.action.value,
                "label": verdict.label.value,
                "probability": verdict.probability,
                "codes": " ".join(reason.code.value for reason in verdict.reasons),
                "status": received.status.value,
                "decided_by": "",
                "decided_at": None,
                "language": verdict.language[:16],
                "campaign": campaign or received.id,
            }
        ],
        verdicts: [verdict_row(received)],
        bands: duplicates.rows(received.id, print_.bands, "band"),
        contacts: duplicates.rows(received.id, print_.contacts, "contact"),
    }
    if once is not None:
        answer = orjson.dumps(received.to_mapping()).decode()
        rows[idempotency_table] = [
            idempotency.row(once.key_id, once.token, once.fingerprint, at, received.id, 201, answer)
        ]
    return rows, fresh


def verdict_row(received: Received) -> dict[str, Any]:
    """The row of `verdicts` for one judgement."""
    verdict = received.verdict
    return {
        "comment_id": received.id,
        "created_at": received.received_at,
        "action": verdict.action.value,
        "label": verdict.label.value,
        "probability": verdict.probability,
        "log_odds": verdict.log_odds,
        "model_digest": verdict.model["digest"],
        "body": verdict.to_mapping(received.text),
    }


def _post_of(site_id: str, comment: Comment, at: int) -> Post | None:
    """The post as the comment was judged against it: what it brought, filled up from what we knew."""
    if not (comment.post_title or comment.post_text or comment.post_tags):
        return None
    return make_post(
        site_id, comment.permalink, comment.post_title, comment.post_text, comment.post_tags, at
    )


def make_post(
    site_id: str, permalink: str, title: str, text: str, tags: tuple[str, ...], at: int
) -> Post:
    """A version of a post, in storable text."""
    permalink, title, text = map(comments.storable, (permalink, title, text))
    tags = tuple(map(comments.storable, tags))
    return Post(
        posts.version_id(site_id, permalink, title, text, tags),
        site_id, permalink, title, text, tags, at,
    )  # fmt: skip
