"""Look-ups of campaigns: comments of one site that say nearly the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, func, select

from commentguard.storage.comments import Status
from commentguard.storage.tables import bands, comments

_CANDIDATES = 50


def of_exact(connection: Connection, site_id: str, exact: int) -> str:
    """The campaign of the newest comment with exactly this normalised text."""
    query = (
        select(comments.c.campaign)
        .where(comments.c.site_id == site_id, comments.c.exact == exact)
        .order_by(comments.c.id.desc())
        .limit(1)
    )
    return connection.scalar(query) or ""


def near(
    connection: Connection, site_id: str, keys: Collection[int]
) -> Sequence[tuple[bytes, str]]:
    """(signature, campaign) of the newest comments that share a band, the newest first."""
    sharing = (
        select(bands.c.comment_id)
        .where(bands.c.band.in_(keys))
        .distinct()
        .order_by(bands.c.comment_id.desc())
        .limit(_CANDIDATES)
        .subquery()
    )
    found = connection.execute(
        select(comments.c.signature, comments.c.campaign)
        .join(sharing, sharing.c.comment_id == comments.c.id)
        .where(comments.c.site_id == site_id, comments.c.campaign != "")
        .order_by(comments.c.id.desc())
    )
    return [(signature, campaign) for signature, campaign in found if signature]


def sizes(connection: Connection, names: Collection[str], status: Status) -> dict[str, int]:
    """How many comments of each of these campaigns stand in `status`."""
    query = (
        select(comments.c.campaign, func.count())
        .where(comments.c.campaign.in_(names), comments.c.status == status.value)
        .group_by(comments.c.campaign)
    )
    return {name: count for name, count in connection.execute(query) if name}


def members(connection: Connection, campaign: str, status: Status, limit: int) -> Sequence[str]:
    """The comments of a campaign that stand in `status`, the newest first."""
    query = (
        select(comments.c.id)
        .where(comments.c.campaign == campaign, comments.c.status == status.value)
        .order_by(comments.c.id.desc())
        .limit(limit)
    )
    return connection.scalars(query).all()
