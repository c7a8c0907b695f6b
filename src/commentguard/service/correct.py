"""A person says what a comment is: the row is appended, the comment moves, learning hears of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError

from commentguard.errors import CommentGuardError
from commentguard.service import allowlist, meters
from commentguard.service.guard import Guard
from commentguard.service.once import Once, Replayed, check
from commentguard.storage import comments, corrections, idempotency, journal
from commentguard.storage.clock import iso, now
from commentguard.storage.comments import Status, Stored
from commentguard.storage.corrections import Correction
from commentguard.storage.sites import Site
from commentguard.storage.tables import idempotency as idempotency_table
from commentguard.verdict import Action, Label


class NotFound(CommentGuardError):  # noqa: N818 - a state, told to callers as such
    """There is no such thing here, or it belongs to another site."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction and where the comment stands now. `changed` is false for a repetition."""

    correction: Correction
    status: Status
    changed: bool

    def to_mapping(self) -> dict[str, Any]:
        return {
            "id": self.correction.comment_id,
            "status": self.status.value,
            "changed": self.changed,
            "correction": describe(self.correction),
        }


def describe(correction: Correction) -> dict[str, Any]:
    """A correction as API and desk show it."""
    return {
        "label": correction.label,
        "kind": correction.kind,
        "actor": correction.actor,
        "source": correction.source,
        "note": correction.note,
        "created_at": iso(correction.created_at),
    }


async def correct(
    guard: Guard,
    site: Site,
    comment_id: str,
    label: Label,
    *,
    actor: str,
    source: str = "api",
    note: str = "",
    once: Once | None = None,
) -> Corrected | Replayed:
    """Say that a comment of `site` is `label`. Raises `NotFound`, `StorageDown`, `Conflict`."""

    def say(connection: Connection) -> Corrected:
        done = record(
            guard, connection, site, comment_id, label, actor=actor, source=source, note=note
        )
        return done if done.changed else _moved(guard, connection, site, done, label, actor)

    return await _done(guard, site, comment_id, say, once)


async def undo(
    guard: Guard,
    site: Site,
    comment_id: str,
    *,
    actor: str,
    source: str = "api",
    once: Once | None = None,
) -> Corrected | Replayed:
    """Take back the correction in force, if it came by this `source` and the comment stands as it left it: what
    somebody decided or moved since is theirs.

    Raises `NotFound` where there is no such correction, `StorageDown`, `Conflict`. Once more takes back the one
    before: `once` tells a request that is repeated from another.
    """

    def say(connection: Connection) -> Corrected:
        stored = _of_site(connection, site, comment_id)
        standing = corrections.standing(connection, comment_id)
        if standing is not None and (standing.source, standing.status_after) != (
            source,
            stored.status.value,
        ):
            raise NotFound("nothing to take back: somebody has decided this comment since")
        return take_back(guard, connection, site, comment_id, actor=actor, source=source)

    return await _done(guard, site, comment_id, say, once)


async def _done(
    guard: Guard,
    site: Site,
    comment_id: str,
    say: Callable[[Connection], Corrected],
    once: Once | None,
) -> Corrected | Replayed:
    """What `say` did in a transaction, told to the meters and to learning."""
    guard.require_storage()

    def job(connection: Connection) -> Corrected | Replayed:
        if once is not None and (replayed := check(connection, once)) is not None:
            return replayed
        corrected = say(connection)
        if once is not None:
            answer = orjson.dumps(corrected.to_mapping()).decode()
            connection.execute(
                insert(idempotency_table).values(
                    idempotency.row(
                        once.key_id, once.token, once.fingerprint, now(), comment_id, 200, answer
                    )
                )
            )
        return corrected

    try:
        done = await guard.settle(guard.store.write(job))
    except IntegrityError:
        # Another process answered the same token in the meantime; it is found now.
        done = await guard.settle(guard.store.write(job))
    if isinstance(done, Corrected) and done.changed:
        meters.CORRECTIONS.labels(site.id, done.correction.kind).inc()
        if guard.learner is not None:
            await guard.learner.learn(site.id)
    return done


def record(
    guard: Guard,
    connection: Connection,
    site: Site,
    comment_id: str,
    label: Label,
    *,
    actor: str,
    source: str,
    note: str = "",
) -> Corrected:
    """`correct` inside a transaction that the caller holds, for many at once.

    Saying again what already stands changes nothing and appends nothing.
    """
    stored = _of_site(connection, site, comment_id)
    standing = corrections.standing(connection, comment_id)
    if standing is not None and standing.label == label.value:
        return Corrected(standing, stored.status, False)
    after = status_after(guard, site, label)
    correction = corrections.add(
        connection,
        comment_id=comment_id,
        site_id=site.id,
        created_at=now(),
        label=label.value,
        kind=_kind(stored, after),
        actor=actor,
        source=source,
        note=comments.storable(note),
        status_before=stored.status.value,
        status_after=after.value,
        undoes=None,
    )
    return _settled(guard, connection, stored, correction, after, actor)


def _moved(
    guard: Guard, connection: Connection, site: Site, done: Corrected, label: Label, actor: str
) -> Corrected:
    """What was said stood already; the comment may have been put away since, and is brought back."""
    after, comment_id = status_after(guard, site, label), done.correction.comment_id
    if after is done.status or comment_id is None:
        return done
    at, action = now(), "publish" if label is Label.HAM else label.value
    comments.set_status(connection, comment_id, after, actor, at)
    journal.note(
        connection, at, actor, f"comment.{action}", site.id, comment_id,
        before=done.status.value, after=after.value,
    )  # fmt: skip
    return Corrected(done.correction, after, True)


def take_back(
    guard: Guard, connection: Connection, site: Site, comment_id: str, *, actor: str, source: str
) -> Corrected:
    """`undo` inside a transaction that the caller holds."""
    stored = _of_site(connection, site, comment_id)
    standing = corrections.standing(connection, comment_id)
    if standing is None:
        raise NotFound("nothing to undo: no correction of this comment stands")
    after = Status(standing.status_before)
    correction = corrections.add(
        connection,
        comment_id=comment_id,
        site_id=site.id,
        created_at=now(),
        label=standing.label,
        kind="undo",
        actor=actor,
        source=source,
        note="",
        status_before=stored.status.value,
        status_after=after.value,
        undoes=standing.id,
    )
    return _settled(guard, connection, stored, correction, after, actor)


def _settled(
    guard: Guard,
    connection: Connection,
    stored: Stored,
    correction: Correction,
    after: Status,
    actor: str,
) -> Corrected:
    standing = corrections.standing(connection, stored.id)
    decided = ("", None) if standing is None else (standing.actor, standing.created_at)
    comments.set_status(connection, stored.id, after, *decided)
    journal.note(
        connection, correction.created_at, actor, f"comment.{correction.kind}", stored.site_id,
        stored.id, label=correction.label, before=stored.status.value, after=after.value,
    )  # fmt: skip
    allowlist.decided(connection, correction, stored)
    if guard.learner is not None:
        guard.learner.corrected(connection, correction, stored)
    return Corrected(correction, after, True)


def _of_site(connection: Connection, site: Site, comment_id: str) -> Stored:
    stored = comments.find(connection, comment_id)
    # Another site's comment is answered like one that does not exist: its existence is theirs.
    if stored is None or stored.site_id != site.id or stored.status is Status.ERASED:
        raise NotFound("there is no such comment")
    return stored


def status_after(guard: Guard, site: Site, label: Label) -> Status:
    """Where a comment stands once a person called it `label`."""
    if label is Label.PROMOTIONAL and guard.policy(site).allow_promotional:
        return Status.PUBLISHED
    return Status.PUBLISHED if label is Label.HAM else Status.REJECTED


def _kind(stored: Stored, after: Status) -> str:
    published = stored.action == Action.PUBLISH.value
    if (after is Status.PUBLISHED) == published:
        return "confirmed"
    return "miss" if published else "false_positive"
