"""Look-ups by fingerprint: the same text again, nearly the same text, the same contact."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from commentguard.storage.tables import bands, comments, contacts

# A campaign of a thousand copies needs no exact count; the newest tell enough.
_CANDIDATES = 200


def exact_count(connection: Connection, exact: int) -> int:
    """How many stored comments have exactly this normalised text, on any site."""
    return connection.scalar(select(func.count()).where(comments.c.exact == exact)) or 0


def candidates(connection: Connection, keys: Collection[int], exact: int) -> Sequence[bytes]:
    """Signatures of the newest comments that share a band and are not exact copies."""
    if not keys:
        return []
    sharing = (
        select(bands.c.comment_id)
        .where(bands.c.band.in_(keys))
        .distinct()
        .order_by(bands.c.comment_id.desc())
        .limit(_CANDIDATES)
        .subquery()
    )
    found = connection.execute(
        select(comments.c.signature)
        .join(sharing, sharing.c.comment_id == comments.c.id)
        .where(comments.c.exact != exact)
    )
    return [row.signature for row in found if row.signature]


def contact_count(connection: Connection, keys: Collection[int]) -> int:
    """How many stored comments offer one of these contacts, on any site."""
    if not keys:
        return 0
    query = select(func.count(contacts.c.comment_id.distinct())).where(contacts.c.contact.in_(keys))
    return connection.scalar(query) or 0


def rows(comment_id: str, keys: Collection[int], column: str) -> list[dict[str, Any]]:
    """Rows of `bands` (column "band") or `contacts` (column "contact")."""
    return [{column: key, "comment_id": comment_id} for key in sorted(set(keys))]
