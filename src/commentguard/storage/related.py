"""What stands beside a comment: its campaign, its author's other comments, the same contact."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from commentguard.storage.comments import Status, Stored
from commentguard.storage.tables import comments, contacts

_MANY = 20


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A line about another comment."""

    id: str
    site_id: str
    received_at: int
    author: str
    text: str
    status: Status


def of_campaign(connection: Connection, stored: Stored) -> Sequence[Glimpse]:
    """The newest comments that say nearly the same, on the same site."""
    if not stored.campaign:
        return []
    return _glimpses(connection, comments.c.campaign == stored.campaign, stored)


def of_author(connection: Connection, stored: Stored) -> Sequence[Glimpse]:
    """The newest comments by the same author on the same site."""
    if stored.author_key is None:
        return []
    c = comments.c
    return _glimpses(
        connection, (c.site_id == stored.site_id) & (c.author_key == stored.author_key), stored
    )


def of_contact(
    connection: Connection, stored: Stored, site_ids: Collection[str]
) -> Sequence[Glimpse]:
    """The newest comments on these sites that offer a contact that this one offers."""
    own = select(contacts.c.contact).where(contacts.c.comment_id == stored.id)
    sharing = select(contacts.c.comment_id).where(contacts.c.contact.in_(own))
    mine = comments.c.id.in_(sharing) & comments.c.site_id.in_(site_ids)
    return _glimpses(connection, mine, stored)


def _glimpses(
    connection: Connection, condition: ColumnElement[bool], stored: Stored
) -> Sequence[Glimpse]:
    c = comments.c
    query = (
        select(c.id, c.site_id, c.received_at, c.author, c.text, c.status)
        .where(condition, c.id != stored.id, c.status != Status.ERASED.value)
        .order_by(c.id.desc())
        .limit(_MANY)
    )
    return [
        Glimpse(row.id, row.site_id, row.received_at, row.author, row.text, Status(row.status))
        for row in connection.execute(query)
    ]
