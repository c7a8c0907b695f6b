"""The one door in: a comment gets its context, is judged, and is stored before the answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import orjson
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from commentguard.comment import Comment
from commentguard.service import campaigns, meters
from commentguard.service.allowlist import NOBODY
from commentguard.service.fingerprints import Fingerprint, fingerprint
from commentguard.service.guard import Guard, StorageDown
from commentguard.service.history import with_context
from commentguard.service.once import Once, Replayed, check
from commentguard.service.precedence import UNHEARD, Before, Final, listed, settled
from commentguard.service.repeats import overruled, said_before
from commentguard.service.resemblance import let_through_before
from commentguard.storage import arrival, comments, idempotency, posts
from commentguard.storage.clock import iso, new_id, now
from commentguard.storage.comments import Status
from commentguard.storage.many import Rows, insert_many
from commentguard.storage.posts import Post
from commentguard.storage.sites import Site
from commentguard.storage.tables import BANDS, contacts, verdicts
from commentguard.storage.tables import comments as comments_table
from commentguard.storage.tables import idempotency as idempotency_table
from commentguard.text.language import believable
from commentguard.verdict import Action, Verdict

STATUS = {
    Action.PUBLISH: Status.PUBLISHED,
    Action.HOLD: Status.HELD,
    Action.DISCARD: Status.DISCARDED,
}
_NO_BANDS = (None,) * len(BANDS)
DEGRADED = "degraded: storage did not answer, judged without history and not stored"


@dataclass(frozen=True)
class Received:
    """What became of a comment. `stored` false means: judged, but nobody will remember it."""

    id: str
    verdict: Verdict
    text: str
    status: Status
    received_at: int
    stored: bool

    @cached_property
    def mapping(self) -> dict[str, Any]:
        """As plain JSON types. Made once: it is answered and stored, so it quotes what can be."""
        return {
            "id": self.id,
            "client_id": self.verdict.id,
            "status": self.status.value,
            "received_at": iso(self.received_at),
            "stored": self.stored,
            "degraded": not self.stored,
            "verdict": self.verdict.to_mapping(comments.storable(self.text)),
        }


@dataclass(frozen=True, slots=True)
class _Past:
    """What storage knows about a comment before it is judged: `told` is the comment with it,
    `standing` the version of its post by which the next is judged, `campaign` which one it continues.
    """

    told: Comment
    replayed: Replayed | None = None
    post: Post | None = None
    standing: str = ""
    before: Before = UNHEARD
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
    comment = comments.with_storable_names(comment)
    print_ = fingerprint(comment, guard.secret)
    if not guard.storage_up():
        return _degraded(guard, site, comment, at, final)
    try:
        past = await guard.glance(lambda c: _look(guard, c, site, comment, print_, at, once))
    except StorageDown:
        return _degraded(guard, site, comment, at, final)
    if past.replayed is not None:
        return past.replayed
    told = past.told
    verdict = settled(await guard.sitting.judge(site, told), past.before, final)
    received = Received(
        comment_id or new_id(at), verdict, told.text, STATUS[verdict.action], at, True
    )
    rows, fresh_post = as_rows(
        site.id, received, told, print_, past.post, past.campaign, source, once,
        past.before.allowed.ranges,
    )  # fmt: skip
    try:
        await _store(guard, rows, fresh_post, past.standing, at)
    except IntegrityError:
        # Another process answered the same token in the meantime.
        if once is None:
            raise
        try:
            found = await guard.settle(guard.store.read(lambda c: check(c, once)))
        except StorageDown:
            return _degraded(guard, site, comment, at, final)
        if found is None:
            raise
        return found
    except StorageDown:
        return _degraded(guard, site, comment, at, final)
    meters.verdicts(site.id, verdict.action.value).inc()
    return received


def _look(
    guard: Guard,
    connection: Connection,
    site: Site,
    comment: Comment,
    print_: Fingerprint,
    at: int,
    once: Once | None,
) -> _Past:
    if once is not None and (replayed := check(connection, once)) is not None:
        return _Past(comment, replayed)
    arrived = arrival.ask(
        connection, site.id, print_.author, print_.exact, print_.bands, comment.permalink, at
    )
    told, post, alike = with_context(connection, site, comment, print_, arrived)
    standing = post.id if post is not None else ""
    if comment.post_text and comment.permalink:
        standing = arrived.standing
    if guard.learner is not None:
        guard.learner.look(connection, site.id, arrived.digest)
    allowed, denied = NOBODY, None
    if arrived.lists:
        allowed, denied = listed(connection, site.id, comment, print_, guard.secret)
    if not alike.exact and not alike.near:
        # About what resembles nothing, nobody can have said anything.
        return _Past(told, None, post, standing, Before(allowed=allowed, denied=denied))
    said, known = None, False
    if alike.decided:
        said = said_before(connection, site.id, comment, print_) if alike.exact else None
        known = said is None and let_through_before(connection, site.id, comment, print_)
    campaign = campaigns.joined(connection, site.id, told, print_, alike)
    return _Past(told, None, post, standing, Before(said, known, allowed, denied), campaign)


async def _store(guard: Guard, rows: Rows, fresh: Post | None, standing: str, at: int) -> None:
    """Keep a comment, with its post where that may not be here. Raises `IntegrityError`, `StorageDown`."""
    if fresh is None:
        await guard.append(rows)
        return
    # A version that stands nowhere is nobody's next.
    if standing in ("", fresh.id) and guard.posts.knows(fresh.id, at):
        try:
            await guard.append(rows)
            return
        except IntegrityError:
            # The site was removed and added again, and its posts went with it. Where that is not why, it
            # is refused once more.
            guard.posts.forget(fresh.id)
    await guard.settle(guard.store.write(lambda c: _keep(c, fresh, rows)))
    guard.posts.note(fresh.id, at)


def _keep(connection: Connection, post: Post, rows: Rows) -> None:
    posts.keep(connection, post)
    insert_many(connection, [rows])


def _degraded(guard: Guard, site: Site, comment: Comment, at: int, final: Final) -> Received:
    verdict = guard.judge(site, comment)
    if verdict.action is Action.DISCARD:
        # Nothing of it is kept here, nor is anybody asked whom the site allows: the caller has to keep it.
        verdict = replace(verdict, action=Action.HOLD)
    verdict = final(verdict, None)
    verdict = replace(verdict, notes=(*verdict.notes, DEGRADED))
    meters.verdicts(site.id, verdict.action.value).inc()
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
    ranges: tuple[int, ...] = (),
) -> tuple[Rows, Post | None]:
    """Everything that is inserted for one comment, and its post if it brought one. `ranges` are the allowed ones
    that it came from.
    """
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
                "signature": print_.signature or None,
                **dict(zip(BANDS, print_.bands or _NO_BANDS, strict=True)),
                "source": source,
                "action": verdict.action.value,
                "label": verdict.label.value,
                "probability": verdict.probability,
                "codes": " ".join(reason.code.value for reason in verdict.reasons),
                "status": received.status.value,
                "decided_by": "",
                "decided_at": None,
                "language": believable(verdict.language or comment.lang.lower(), comment.text)[:16],
                "campaign": campaign or received.id,
                "allowed_ranges": " ".join(map(str, ranges)),
            }
        ],
        verdicts: [verdict_row(received)],
        contacts: [
            {"contact": contact, "comment_id": received.id} for contact in set(print_.contacts)
        ],
    }
    if once is not None:
        answer = orjson.dumps(received.mapping).decode()
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
        "body": received.mapping["verdict"],
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
