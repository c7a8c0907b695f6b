"""What a moderator is shown of a comment, for a whole page in a handful of queries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, tuple_

from commentguard.service.decide import stamp
from commentguard.service.denylist import Hit, hit
from commentguard.storage import campaigns, claims
from commentguard.storage.comments import Status, Stored
from commentguard.storage.kinship import Kinship, kinship
from commentguard.storage.tables import comments, notes, verdicts

MOST_ALIKE = 2000
"""How many comments of a campaign are decided in one go, and asked about for its card."""
# A page of long texts, all held by a rule, would keep everybody else waiting for the database.
_PLACED = 50_000
"""Characters of a page in which it is looked for what rules were about."""
_ALONE = Kinship(1, one_sender=True, contacts=False)


@dataclass(frozen=True, slots=True)
class Author:
    """What is known of an author on this site. `first_seen` is `None` for somebody unknown."""

    published: int = 0
    rejected: int = 0
    held: int = 0
    first_seen: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A comment with its latest verdict and everything around it.

    `like` is how many comments of its campaign stand like it, itself included, `kinship` what binds
    them; `holder` who is looking at it now, empty for nobody; `stamp` the state that a decision refers to, `drawn`
    the time at which it stood so; `rule` the entry of the site's deny-list that held it.
    """

    stored: Stored
    verdict: dict[str, Any]
    author: Author
    like: int
    kinship: Kinship
    holder: str
    notes: int
    stamp: str
    drawn: int
    rule: Hit | None = None

    @property
    def one_source(self) -> bool:
        """Whether one key may take those alike along unasked: they wait, and somebody advertises in them.
        Like words of different readers are not evidence of that.
        """
        bound = self.kinship.one_sender or self.kinship.contacts
        return bound and self.stored.status is Status.HELD


def cards(connection: Connection, items: Sequence[Stored], at: int) -> list[Card]:
    """Cards for `items`, in order."""
    ids = [one.id for one in items]
    bodies = _verdicts(connection, ids)
    authors = _authors(
        connection, {(one.site_id, one.author_key) for one in items if one.author_key is not None}
    )
    names = {one.campaign for one in items if one.campaign}
    sizes = {
        status: campaigns.sizes(connection, names, status)
        for status in {one.status for one in items}
    }
    bound = {
        (name, status): kinship(connection, name, status, MOST_ALIKE)
        for name, status in {(one.campaign, one.status) for one in items}
        if sizes[status].get(name, 1) > 1
    }
    holders = claims.of(connection, ids, at)
    written = _note_counts(connection, ids)
    rules = _rules(connection, items, bodies)
    return [
        Card(
            one,
            bodies.get(one.id, {}),
            authors.get((one.site_id, one.author_key or 0), Author()),
            max(1, sizes[one.status].get(one.campaign, 1)),
            bound.get((one.campaign, one.status), _ALONE),
            holders.get(one.id, ""),
            written.get(one.id, 0),
            stamp(one.status, one.decided_at),
            at,
            rules.get(one.id),
        )
        for one in items
    ]


def _rules(
    connection: Connection, items: Sequence[Stored], bodies: dict[str, dict[str, Any]]
) -> dict[str, Hit | None]:
    found: dict[str, Hit | None] = {}
    left = _PLACED
    for one in items:
        if notes_ := bodies.get(one.id, {}).get("notes"):
            left -= len(one.comment.text)
            placed = left >= 0 or len(items) == 1
            found[one.id] = hit(connection, one.site_id, one.comment, notes_, placed=placed)
    return found


def _verdicts(connection: Connection, ids: Collection[str]) -> dict[str, dict[str, Any]]:
    query = (
        select(verdicts.c.comment_id, verdicts.c.body)
        .where(verdicts.c.comment_id.in_(ids))
        .order_by(verdicts.c.id)
    )
    return {row.comment_id: row.body for row in connection.execute(query)}


def _authors(
    connection: Connection, keys: Collection[tuple[str, int]]
) -> dict[tuple[str, int], Author]:
    if not keys:
        return {}
    c = comments.c
    query = (
        select(c.site_id, c.author_key, c.status, func.count(), func.min(c.received_at))
        .where(tuple_(c.site_id, c.author_key).in_(list(keys)))
        .group_by(c.site_id, c.author_key, c.status)
    )
    counts: dict[tuple[str, int], dict[str, int]] = {}
    first: dict[tuple[str, int], int] = {}
    for site_id, key, status, count, seen in connection.execute(query):
        counts.setdefault((site_id, key), {})[status] = count
        first[site_id, key] = min(seen, first.get((site_id, key), seen))
    return {
        who: Author(
            found.get(Status.PUBLISHED, 0),
            found.get(Status.REJECTED, 0) + found.get(Status.DISCARDED, 0),
            found.get(Status.HELD, 0),
            first[who],
        )
        for who, found in counts.items()
    }


def _note_counts(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    query = (
        select(notes.c.comment_id, func.count().label("notes"))
        .where(notes.c.comment_id.in_(ids))
        .group_by(notes.c.comment_id)
    )
    return {row.comment_id: row.notes for row in connection.execute(query)}
