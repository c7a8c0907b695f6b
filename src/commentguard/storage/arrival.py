"""What is asked of every comment that arrives, in one row.

Each question by itself takes a few microseconds, and as long again to put it; with PostgreSQL it is a journey.
Most comments resemble nothing, most sites list nobody and most posts are not known: what
follows from a yes is asked of the few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, bindparam, func, select

from commentguard.storage.clock import DAY
from commentguard.storage.comments import Status
from commentguard.storage.duplicates import ENOUGH, NO_BANDS, newest
from commentguard.storage.one_site import SITE
from commentguard.storage.posts import PLACE, place, standing_at
from commentguard.storage.prepared import Prepared
from commentguard.storage.tables import BANDS, LIKENESS, adaptations, allowed, comments, denied


@dataclass(frozen=True, slots=True)
class Arrival:
    """`approved` counts published comments of the author on this site, up to 100. `alike`: whether a comment of any site
    shares the text or a band. `standing` is the version of the post that stands at the permalink, `digest` that of what
    the site learned, both empty where there is none. `lists`: whether the site allows or denies anybody.
    """

    approved: int
    alike: bool
    standing: str
    lists: bool
    digest: str


def _published(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    some = (
        select(comments.c.id)
        .where(
            comments.c.site_id == SITE,
            comments.c.author_key == bindparam("author"),
            comments.c.status == Status.PUBLISHED.value,
            *conditions,
        )
        .limit(ENOUGH)
        .subquery()
    )
    return select(func.count()).select_from(some).scalar_subquery()


def _first(*queries: Select[str]) -> ColumnElement[str]:
    """The first of what these find, if anything. Ordered and limited: an EXISTS would let PostgreSQL read all."""
    return func.coalesce(*(query.scalar_subquery() for query in queries), "")


_ASKED = Prepared(
    select(
        # A published comment that policy alone published counts after a day, when somebody could have
        # objected: otherwise three harmless comments in a minute would buy trust for the advert after
        # them. Two ranges of one index, because an author's flood of today must not be read.
        _published(comments.c.decided_by > "")
        + _published(comments.c.decided_by == "", comments.c.received_at < bindparam("settled")),
        _first(*(newest(name, 1) for name in LIKENESS)),
        _first(standing_at(PLACE)),
        _first(
            *(
                select(one.c.kind).where(one.c.site_id == SITE).order_by(one.c.kind).limit(1)
                for one in (allowed, denied)
            )
        ),
        _first(select(adaptations.c.digest).where(adaptations.c.site_id == SITE)),
    )
)


def ask(
    connection: Connection,
    site_id: str,
    author: int | None,
    exact: int,
    bands: Sequence[int],
    permalink: str,
    at: int,
) -> Arrival:
    """What is known when a comment arrives."""
    values = {
        "site": site_id, "author": author, "exact": exact, "settled": at - DAY,
        "place": place(permalink), **dict(zip(BANDS, bands or NO_BANDS, strict=True)),
    }  # fmt: skip
    approved, alike, standing, lists, digest = _ASKED.rows(connection, values)[0]
    return Arrival(min(approved, ENOUGH), bool(alike), standing, bool(lists), digest)
