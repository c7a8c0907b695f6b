"""Language and campaign of comments that were stored before there were such columns.

What arrives is given both at once. A database that is older than migration 0003 has comments with
neither: no filter by language finds them, and their floods are not one card. They are read the oldest
first, as they would have been on arrival, so that a campaign is named after its first comment.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select, update

from commentguard.service.fingerprints import alike
from commentguard.storage import campaigns
from commentguard.storage.comments import Status, find, latest_verdict
from commentguard.storage.store import Store
from commentguard.storage.tables import BANDS, comments
from commentguard.text.language import believable

# In one transaction: between two of them others get to write.
_STEP = 200

_TODO = (
    select(comments.c.id, comments.c.site_id, comments.c.exact, comments.c.signature,
           *(comments.c[band] for band in BANDS))
    .where(comments.c.campaign == "", comments.c.status != Status.ERASED.value)
    .order_by(comments.c.id)
    .limit(_STEP)
)  # fmt: skip
_SAME = (
    select(comments.c.campaign)
    .where(
        comments.c.exact == bindparam("exact"), comments.c.site_id == bindparam("site"),
        comments.c.campaign != "",
    )
    .order_by(comments.c.id.desc())
    .limit(1)
)  # fmt: skip


def backfill(store: Store) -> int:
    """Fill in what is missing; how many comments were. Blocks; run in a thread.

    May be stopped and begun again, and costs a look at an index where nothing is missing.
    """
    count = 0
    while True:
        with store.transaction() as connection:
            done = _step(connection)
        count += done
        if done < _STEP:
            return count


def _step(connection: Connection) -> int:
    rows = connection.execute(_TODO).all()
    for row in rows:
        bands = [row._mapping[band] for band in BANDS]
        campaign = _campaign(connection, row.site_id, row.exact, row.signature or b"", bands)
        filled = {"campaign": campaign or row.id, "language": _language(connection, row.id)}
        connection.execute(update(comments).where(comments.c.id == row.id).values(**filled))
    return len(rows)


def _campaign(
    connection: Connection, site_id: str, exact: int, signature: bytes, bands: Sequence[int | None]
) -> str:
    known = [band for band in bands if band is not None]
    if not signature or len(known) < len(BANDS):
        return ""
    if same := connection.scalar(_SAME, {"exact": exact, "site": site_id}):
        return str(same)
    for other, campaign in campaigns.near(connection, site_id, known):
        if alike(signature, other):
            return campaign
    return ""


def _language(connection: Connection, comment_id: str) -> str:
    stored = find(connection, comment_id)
    if stored is None or stored.language:
        return stored.language if stored is not None else ""
    verdict = latest_verdict(connection, comment_id) or {}
    said = str(verdict.get("language") or stored.comment.lang.lower())
    return believable(said, stored.comment.text)[:16]
