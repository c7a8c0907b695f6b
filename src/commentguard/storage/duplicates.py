"""Look-ups by fingerprint: the same text again, nearly the same text, the same contact.

The statements are built once, because building one costs more than SQLite needs to answer it,
and every one of them is bounded: a campaign of a hundred thousand copies must not make the next
copy slow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    LargeBinary,
    Select,
    String,
    bindparam,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from commentguard.storage.clock import DAY
from commentguard.storage.comments import Status
from commentguard.storage.tables import BANDS, comments, contacts

# What is counted beyond this tells nothing new.
_ENOUGH = 100
# Candidates looked at for each band, the newest first.
_CANDIDATES = 8

_EXACT, _APPROVED, _NEAR = 0, 1, 2
_NOTHING = null().cast(LargeBinary)


def _count(kind: int, of: Select[str]) -> Select[int, str, int, bytes]:
    return select(
        literal_column(str(kind), Integer).label("kind"),
        literal_column("''", String).label("id"),
        func.count().label("number"),
        _NOTHING.label("signature"),
    ).select_from(of.subquery())


def _sharing(band: str) -> Select[int, str, int, bytes]:
    newest = (
        select(comments.c.id, comments.c.exact, comments.c.signature)
        .where(comments.c[band] == bindparam(band))
        .order_by(comments.c.id.desc())
        .limit(_CANDIDATES)
        .subquery()
    )
    kind = literal_column(str(_NEAR), Integer)
    return select(kind, newest.c.id, newest.c.exact, newest.c.signature)


_KNOWN = union_all(
    _count(
        _EXACT,
        select(comments.c.id).where(comments.c.exact == bindparam("exact")).limit(_ENOUGH),
    ),
    _count(
        _APPROVED,
        select(comments.c.id)
        .where(
            comments.c.site_id == bindparam("site"),
            comments.c.author_key == bindparam("author"),
            comments.c.status == Status.PUBLISHED.value,
            # One that policy alone published counts after a day, when somebody could have
            # objected: otherwise three harmless comments in a minute would buy trust for the
            # advert after them.
            or_(comments.c.decided_by != "", comments.c.received_at < bindparam("settled")),
        )
        .limit(_ENOUGH),
    ),
    *(_sharing(band) for band in BANDS),
)
_CONTACT = select(func.count()).select_from(
    select(contacts.c.comment_id)
    .where(contacts.c.contact.in_(bindparam("contacts", expanding=True)))
    .distinct()
    .limit(_ENOUGH)
    .subquery()
)
_NO_BANDS = (None,) * len(BANDS)


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored that resembles a comment. Counts end at 100, which is many.

    `near` are signatures of the newest comments that share a band and are not exact copies.
    """

    exact: int
    approved: int
    near: list[bytes]


def look_up(
    connection: Connection,
    site_id: str,
    author: int | None,
    exact: int,
    bands: Sequence[int],
    at: int,
) -> Known:
    """Copies and near copies on any site, and the author's published comments on this one."""
    values: dict[str, Any] = dict(zip(BANDS, bands or _NO_BANDS, strict=True))
    values |= {"exact": exact, "site": site_id, "author": author, "settled": at - DAY}
    counts = {_EXACT: 0, _APPROVED: 0}
    near: dict[str, bytes] = {}
    for row in connection.execute(_KNOWN, values):
        kind, comment_id, number, signature = row
        if kind != _NEAR:
            counts[kind] = number
        elif number != exact:
            near[comment_id] = signature
    return Known(counts[_EXACT], counts[_APPROVED], list(near.values()))


def contact_count(connection: Connection, keys: Sequence[int]) -> int:
    """How many stored comments offer one of these contacts, on any site."""
    if not keys:
        return 0
    return connection.scalar(_CONTACT, {"contacts": list(keys)}) or 0
