"""Look-ups by fingerprint: the same text again, nearly the same text, the same contact.

The statements are built once, because building one costs more than SQLite needs to answer it,
and every one of them is bounded: a campaign of a hundred thousand copies must not make the next
copy slow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Integer,
    LargeBinary,
    Select,
    String,
    bindparam,
    func,
    literal_column,
    null,
    select,
    union_all,
)

from commentguard.storage.one_site import NEWEST, SITE, decided_copies, of_site
from commentguard.storage.prepared import Prepared
from commentguard.storage.tables import BANDS, LIKENESS, comments, contacts

# What is counted beyond this tells nothing new.
ENOUGH = 100
NO_BANDS = (None,) * len(BANDS)
# Candidates looked at for each band and range of sites, the newest first.
_CANDIDATES = 8

_EXACT, _DECIDED, _NEAR = 0, 1, 2
_NOTHING = null().cast(LargeBinary)


def _count(kind: int, of: Select[str]) -> Select[int, str, int, bytes, str, str]:
    return select(
        literal_column(str(kind), Integer).label("kind"),
        literal_column("''", String).label("id"),
        func.count().label("number"),
        _NOTHING.label("signature"),
        literal_column("''", String).label("site_id"),
        literal_column("''", String).label("campaign"),
    ).select_from(of.subquery())


def _sharing(number: int, band: str) -> list[Select[int, str, int, bytes, str, str]]:
    """The newest of this site, and some of the sites before and after it: three ranges of one index."""
    c = comments.c
    kind = literal_column(str(_NEAR + number), Integer)
    parts = []
    for of_sites in (of_site(), c.site_id < SITE, c.site_id > SITE):
        found = (
            select(c.id, c.exact, c.signature, c.site_id, c.campaign)
            .where(c[band] == bindparam(band), of_sites)
            .order_by(*NEWEST)
            .limit(_CANDIDATES)
            .subquery()
        )
        parts.append(select(kind, *found.c))
    return parts


def newest(name: str, most: int) -> Select[str]:
    """The newest of those that share a fingerprint, on any site."""
    # In an order that only one index has, see `one_site`.
    return (
        select(comments.c.id)
        .where(comments.c[name] == bindparam(name))
        .order_by(*NEWEST)
        .limit(most)
    )


_KNOWN = Prepared(
    union_all(
        _count(_EXACT, newest("exact", ENOUGH)),
        *(_count(_DECIDED, decided_copies(name, 1)) for name in LIKENESS),
        *(part for number, band in enumerate(BANDS) for part in _sharing(number, band)),
    )
)


@lru_cache(32)
def _offering(contacts_asked: int) -> Prepared:
    """A statement for each number of contacts, of which a comment has at most sixteen."""
    asked = [bindparam(f"c{k}", type_=BigInteger) for k in range(contacts_asked)]
    offered = (
        select(contacts.c.comment_id)
        .where(contacts.c.contact.in_(asked))
        .distinct()
        .limit(ENOUGH)
        .subquery()
    )
    return Prepared(select(func.count()).select_from(offered))


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored that resembles a comment. Counts end at 100, which is many.

    `near` are signatures of comments on any site that share a band and are not exact copies;
    `own` are (id, signature, campaign) of the newest of this site, exact copies included, the newest
    first. Above the id `complete` none is missing from it. `decided` is whether a person decided
    about any comment of this site that is a copy or shares a band.
    """

    exact: int
    near: list[bytes]
    decided: bool
    own: list[tuple[str, bytes, str]]
    complete: str


NOTHING = Known(0, [], False, [], "")
"""For what nobody resembles."""


def look_up(connection: Connection, site_id: str, exact: int, bands: Sequence[int]) -> Known:
    """Copies and near copies on any site."""
    values: dict[str, Any] = dict(zip(BANDS, bands or NO_BANDS, strict=True))
    values |= {"exact": exact, "site": site_id}
    counts = {_EXACT: 0, _DECIDED: 0}
    near: dict[str, bytes] = {}
    own: dict[str, tuple[str, bytes, str]] = {}
    shared: list[list[str]] = [[] for _ in BANDS]
    for kind, comment_id, number, signature, found_on, campaign in _KNOWN.rows(connection, values):
        if kind < _NEAR:
            counts[kind] += number
            continue
        if number != exact:
            near[comment_id] = signature
        if found_on != site_id:
            continue
        shared[kind - _NEAR].append(comment_id)
        if signature and campaign:
            own[comment_id] = (comment_id, signature, campaign)
    return Known(
        exact=counts[_EXACT],
        near=list(near.values()),
        decided=counts[_DECIDED] > 0,
        own=sorted(own.values(), reverse=True),
        complete=max((min(ids) for ids in shared if len(ids) == _CANDIDATES), default=""),
    )


def contact_count(connection: Connection, keys: Sequence[int]) -> int:
    """How many stored comments offer one of these contacts, on any site."""
    if not keys:
        return 0
    values = {f"c{k}": key for k, key in enumerate(keys)}
    return _offering(len(keys)).value(connection, values) or 0
