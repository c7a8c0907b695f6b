"""The desk decides comments, many at a time, and takes any of it back.

Nothing is decided silently over somebody else's head: a decision carries the `stamp` of what its moderator
saw, and a comment that stands differently by now, or that somebody else is looking at,
is left alone and reported as a `Clash`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from commentguard.service import correct
from commentguard.service.guard import Guard
from commentguard.storage import claims, comments, corrections, journal, moves
from commentguard.storage.clock import DAY, new_id, now
from commentguard.storage.comments import Status, Stored
from commentguard.storage.moves import Move
from commentguard.storage.tables import comments as table
from commentguard.verdict import Label

SOURCE = "desk"
UNDO_FOR = DAY
"""How long "undo the last thing I did" reaches back. A batch named by its id has no limit."""


class Decision(StrEnum):
    """What a moderator can do. Trash takes a comment away and says nothing about the filter."""

    PUBLISH = "publish"
    SPAM = "spam"
    PROMOTIONAL = "promotional"
    TRASH = "trash"


LABELS = {
    Decision.PUBLISH: Label.HAM,
    Decision.SPAM: Label.SPAM,
    Decision.PROMOTIONAL: Label.PROMOTIONAL,
}
WHY: Mapping[str, str] = {
    "fits": "adds to the post",
    "known": "a reader we know",
    "advert": "an advert",
    "link": "only here for its link",
    "campaign": "part of a campaign",
    "off_topic": "not about the post",
    "abuse": "insulting or hateful",
    "private": "gives away private data",
    "duplicate": "said already",
}
"""Coded reasons. All are optional: a decision stays one key."""


@dataclass(frozen=True, slots=True)
class Done:
    """A comment that was moved; `author` is the name it is signed with."""

    comment_id: str
    site_id: str
    before: Status
    after: Status
    author: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """A comment that was left alone. `claimed` says that `by` is looking at it; else `by` moved it."""

    comment_id: str
    by: str
    status: Status
    claimed: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a decision. `batch` undoes it; it is empty when nothing moved."""

    batch: str
    done: tuple[Done, ...]
    clashes: tuple[Clash, ...]


def stamp(status: Status, decided_at: int | None) -> str:
    """What a moderator saw of a comment's state, as a form carries it."""
    return f"{status.value}.{decided_at or 0}"


def decide(
    guard: Guard,
    connection: Connection,
    actor: str,
    site_ids: Collection[str],
    ids: Sequence[str],
    decision: Decision,
    *,
    seen: Mapping[str, str] | None = None,
    why: str = "",
    batch: str = "",
    over_claims: bool = False,
) -> Outcome:
    """Move comments of `site_ids`; those that are gone or elsewhere are passed over.

    `seen` holds the stamps under which the moderator saw them; a comment without one is decided as it
    stands. `over_claims` decides what somebody else is looking at: the moderator was told.
    """
    at = now()
    batch = batch or new_id(at)
    _hold(connection, ids)
    holders = {} if over_claims else claims.of(connection, ids, at)
    done: list[Done] = []
    clashes: list[Clash] = []
    for comment_id in dict.fromkeys(ids):
        stored = comments.find(connection, comment_id)
        if stored is None or stored.site_id not in site_ids or stored.status is Status.ERASED:
            continue
        expected = (seen or {}).get(comment_id)
        if expected is not None and expected != stamp(stored.status, stored.decided_at):
            clashes.append(Clash(comment_id, stored.decided_by, stored.status, False))
            continue
        holder = holders.get(comment_id, actor)
        if holder != actor:
            clashes.append(Clash(comment_id, holder, stored.status, True))
            continue
        after, moved_at = _move(guard, connection, actor, stored, decision, why, at)
        if after is stored.status and moved_at is None:
            continue
        moves.add(
            connection, batch=batch, at=moved_at or at, actor=actor, site_id=stored.site_id,
            comment_id=comment_id, decision=decision.value, why=why,
            status_before=stored.status.value, status_after=after.value,
            decided_by=stored.decided_by, decided_at=stored.decided_at,
        )  # fmt: skip
        author = stored.comment.author
        done.append(Done(comment_id, stored.site_id, stored.status, after, author))
    claims.release(connection, [one.comment_id for one in done])
    return Outcome(batch if done else "", tuple(done), tuple(clashes))


def undo(
    guard: Guard, connection: Connection, actor: str, batch: str, below: int | None = None
) -> tuple[Outcome, int | None]:
    """Take a batch back, some of it at a time: what nobody moved since stands as before.

    What somebody moved since is left as it is and reported. The number returned goes in as
    `below` for the next part; it is `None` after the last.
    """
    at = now()
    done: list[Done] = []
    clashes: list[Clash] = []
    undone: list[int] = []
    part = moves.of_batch(connection, batch, below)
    _hold(connection, [move.comment_id for move in part])
    # Read again: somebody may have taken some of it back while we waited.
    left = {move.id for move in moves.of_batch(connection, batch, below)}
    for move in part:
        if move.id not in left:
            continue
        stored = comments.find(connection, move.comment_id)
        if stored is None or stored.status is Status.ERASED:
            continue
        if stored.status.value != move.status_after or stored.decided_at != move.at:
            clashes.append(Clash(stored.id, stored.decided_by, stored.status, False))
            continue
        _take_back(guard, connection, actor, move, at)
        undone.append(move.id)
        after, author = Status(move.status_before), stored.comment.author
        done.append(Done(stored.id, stored.site_id, stored.status, after, author))
    moves.undone(connection, undone, at, actor)
    outcome = Outcome(batch if done else "", tuple(done), tuple(clashes))
    return outcome, part[-1].id if part else None


def within(connection: Connection, batch: str, site_ids: Collection[str]) -> bool:
    """Whether all comments of a batch belong to these sites: whoever undoes it must be allowed to."""
    found = moves.sites_of_batch(connection, batch) if batch else set()
    return bool(found) and found <= set(site_ids)


def last(connection: Connection, actor: str) -> str:
    """The batch that Ctrl-Z takes back; empty when there is none."""
    return moves.last_batch(connection, actor, now() - UNDO_FOR)


def _hold(connection: Connection, ids: Sequence[str]) -> None:
    """Two servers on one PostgreSQL: the second waits here, then sees what the first did."""
    held = select(table.c.id).where(table.c.id.in_(ids)).order_by(table.c.id)
    connection.execute(held.with_for_update())


def _move(
    guard: Guard,
    connection: Connection,
    actor: str,
    stored: Stored,
    decision: Decision,
    why: str,
    at: int,
) -> tuple[Status, int | None]:
    """Where the comment stands afterwards, and when it was moved there; `None` if it was not."""
    label = LABELS.get(decision)
    if label is None:
        after = Status.TRASHED
    else:
        site = guard.directory.sites[stored.site_id]
        corrected = correct.record(
            guard, connection, site, stored.id, label, actor=actor, source=SOURCE,
            note=WHY.get(why, ""),
        )  # fmt: skip
        if corrected.changed:
            return corrected.status, corrected.correction.created_at
        # The opinion stood already; the comment may have been put away since.
        after = correct.status_after(guard, site, label)
    if after is stored.status:
        return after, None
    comments.set_status(connection, stored.id, after, actor, at)
    journal.note(
        connection, at, actor, f"comment.{decision.value}", stored.site_id, stored.id,
        before=stored.status.value, after=after.value, why=why,
    )  # fmt: skip
    return after, at


def _take_back(guard: Guard, connection: Connection, actor: str, move: Move, at: int) -> None:
    standing = corrections.standing(connection, move.comment_id)
    if standing is not None and (standing.created_at, standing.actor) == (move.at, move.actor):
        correct.take_back(
            guard, connection, guard.directory.sites[move.site_id], move.comment_id,
            actor=actor, source=SOURCE,
        )  # fmt: skip
    else:
        journal.note(
            connection, at, actor, "comment.undo", move.site_id, move.comment_id,
            before=move.status_after, after=move.status_before,
        )  # fmt: skip
    comments.set_status(
        connection, move.comment_id, Status(move.status_before), move.decided_by, move.decided_at
    )
