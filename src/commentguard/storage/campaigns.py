"""Look-ups of campaigns: comments of one site that say nearly the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, union_all

from commentguard.storage.comments import Status
from commentguard.storage.one_site import NEWEST, of_site
from commentguard.storage.prepared import Prepared
from commentguard.storage.tables import BANDS, comments

_CANDIDATES = 20


_EXACT = Prepared(
    select(comments.c.campaign)
    .where(of_site(), comments.c.exact == bindparam("exact"))
    .order_by(*NEWEST)
    .limit(1)
)


def of_exact(connection: Connection, site_id: str, exact: int) -> str:
    """The campaign of the newest comment with exactly this normalised text."""
    return _EXACT.value(connection, {"site": site_id, "exact": exact}) or ""


def _newest(band: str) -> Select[str, bytes, str]:
    found = (
        select(comments.c.id, comments.c.signature, comments.c.campaign)
        .where(comments.c[band] == bindparam(band), of_site())
        .order_by(*NEWEST)
        .limit(_CANDIDATES)
        .subquery()
    )
    return select(found.c.id, found.c.signature, found.c.campaign)


# A part for each band, so that each is answered by its index and ends early.
_NEAR = Prepared(union_all(*(_newest(band) for band in BANDS)))


def near(connection: Connection, site_id: str, keys: Sequence[int]) -> Sequence[tuple[bytes, str]]:
    """(signature, campaign) of the newest comments that share a band, the newest first."""
    values: dict[str, Any] = dict(zip(BANDS, keys, strict=True))
    rows = _NEAR.rows(connection, {**values, "site": site_id})
    return [
        (signature, campaign)
        for _, signature, campaign in sorted(rows, reverse=True)
        if signature and campaign
    ]


def sizes(connection: Connection, names: Collection[str], status: Status) -> dict[str, int]:
    """How many comments of each of these campaigns stand in `status`."""
    query = (
        select(comments.c.campaign, func.count())
        .where(comments.c.campaign.in_(names), comments.c.status == status.value)
        .group_by(comments.c.campaign)
    )
    return {name: count for name, count in connection.execute(query) if name}


def members(
    connection: Connection, campaign: str, status: Status, limit: int, until: int | None = None
) -> Sequence[str]:
    """The comments of a campaign that stand in `status` and had arrived by `until`, the newest first."""
    query = (
        select(comments.c.id)
        .where(comments.c.campaign == campaign, comments.c.status == status.value)
        .order_by(comments.c.id.desc())
        .limit(limit)
    )
    if until is not None:
        query = query.where(comments.c.received_at <= until)
    return connection.scalars(query).all()
