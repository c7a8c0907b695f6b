"""The moderator's queue: what waits, in pages, and how much of it there is.

Deciding is `correct.record` and taking it back is `correct.take_back`; both take a connection,
so that a screen of fifty comments is decided in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, tuple_

from commentguard.service.sought import sought_words
from commentguard.storage.comments import Status, Stored, stored
from commentguard.storage.ruled import RULED
from commentguard.storage.tables import comments, posts
from commentguard.storage.within import digits_within, within
from commentguard.verdict import Code

MAX_PAGE = 200
ORDERS = ("newest", "oldest", "unsure", "likeliest")
UNRECOGNISED = "-"
"""In place of a language: those comments whose language nobody knows."""
_BY_PROBABILITY = ("unsure", "likeliest")
_UPWARDS = ("oldest", "unsure")
_LATEST = 1 << 62


@dataclass(frozen=True, slots=True)
class Filter:
    """Which comments to list. Empty fields do not restrict.

    `site_ids` are the sites one may look at (`None`: all of them). Each of `words` is looked for in text,
    author, e-mail and URL, of `author` in the latter three, in any order, without regard to case and accents;
    a number is found however its digits are set apart. `author_key` is one author exactly. `over` and
    `up_to` bound the probability. `grouped` lists of each campaign only its newest comment, `ruled` only what
    a rule decided when it came, or only what its score did.
    """

    site_id: str = ""
    site_ids: tuple[str, ...] | None = None
    statuses: tuple[Status, ...] = (Status.HELD,)
    code: Code | None = None
    label: str = ""
    language: str = ""
    author: str = ""
    author_key: int | None = None
    campaign: str = ""
    client_id: str = ""
    words: str = ""
    permalink: str = ""
    since: int | None = None
    until: int | None = None
    over: float | None = None
    up_to: float | None = None
    grouped: bool = False
    ruled: bool | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `after` leads to the next one and is empty on the last.

    `ahead` is how many comments this page and those behind it have, as far as was counted.
    """

    items: tuple[Stored, ...]
    after: str
    ahead: int


def listed(
    connection: Connection,
    what: Filter,
    *,
    order: str = "newest",
    after: str = "",
    limit: int = 50,
    counted: int = 0,
) -> Page:
    """A page of comments. `order` is one of `ORDERS`: by time, or by how sure the guard is.

    `counted` is how far to count what is ahead, in the same walk: a second one, in whatever order
    the database likes, reads the texts anew and from all over the file.

    Pages are found by key, not by counting: page 600 of a queue costs what page 1 costs, and a
    decision in between neither repeats nor skips a comment. A cursor that cannot be read
    starts at the beginning.
    """
    limit = max(1, min(limit, MAX_PAGE))
    first: ColumnElement[Any] = comments.c.received_at
    if order in _BY_PROBABILITY:
        first = comments.c.probability
    # Identifiers first: a sort carries keys and not texts.
    query = select(comments.c.id).where(*conditions(what)).limit(max(limit + 1, counted))
    if order in _BY_PROBABILITY and reads_rows(what):
        # Every row has to be read. In the order of arrival they lie side by side, in that of their
        # scores all over the file: found by time (which is always true) and sorted afterwards (a sum
        # has no index), they cost a third.
        query, first = query.where(comments.c.received_at >= 0), first + 0
    key, mark = tuple_(first, comments.c.id), cursor(after, order)
    if order in _UPWARDS:
        query = query.order_by(first, comments.c.id)
        if mark:
            query = query.where(key > tuple_(*mark))
    else:
        query = query.order_by(first.desc(), comments.c.id.desc())
        if mark:
            query = query.where(key < tuple_(*mark))
    ids = connection.scalars(query).all()
    rows = fetched(connection, ids[:limit])
    more = len(ids) > limit and bool(rows)
    return Page(tuple(rows), _mark(rows[-1], order) if more else "", len(ids))


def page_of(connection: Connection, what: Filter, one: Stored, order: str, limit: int) -> str:
    """Where a page begins on which `one` stands or, if it has left the list, would: "" for the first page."""
    by_score = order in _BY_PROBABILITY
    first: ColumnElement[Any] = comments.c.probability if by_score else comments.c.received_at
    key = tuple_(first, comments.c.id)
    mark = (one.probability if by_score else one.received_at, one.id)
    query = select(comments.c.id).where(*conditions(what)).limit(limit)
    if order in _UPWARDS:
        query = query.where(key < tuple_(*mark)).order_by(first.desc(), comments.c.id.desc())
    else:
        query = query.where(key > tuple_(*mark)).order_by(first, comments.c.id)
    before = connection.scalars(query).all()
    if len(before) < limit:
        return ""
    return _mark(fetched(connection, before[:1])[0], order)


def following(connection: Connection, what: Filter, one: Stored, order: str) -> str:
    """The comment that comes after `one` in a list, which may itself have left the list; else nothing."""
    found = listed(connection, what, order=order, after=_mark(one, order), limit=1).items
    return found[0].id if found else ""


def fetched(connection: Connection, ids: Sequence[str]) -> list[Stored]:
    """The comments with these identifiers, in that order, each with the post it was judged against."""
    query = (
        select(comments, posts.c.title, posts.c.text.label("post_text"), posts.c.tags)
        .outerjoin(posts, posts.c.id == comments.c.post_id)
        .where(comments.c.id.in_(ids))
    )
    found = {row.id: stored(row) for row in connection.execute(query)}
    return [found[one] for one in ids if one in found]


def matching(connection: Connection, what: Filter, limit: int) -> Sequence[str]:
    """Identifiers of what a filter lists, the newest first."""
    query = select(comments.c.id).where(*conditions(what))
    return connection.scalars(query.order_by(comments.c.id.desc()).limit(limit)).all()


def count(connection: Connection, what: Filter, most: int) -> int:
    """How many comments a filter lists, counted up to `most`."""
    some = select(comments.c.id).where(*conditions(what)).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def counts(connection: Connection, site_id: str) -> dict[Status, int]:
    """How many comments of a site stand in each status."""
    found = dict.fromkeys(Status, 0)
    query = (
        select(comments.c.status, func.count())
        .where(comments.c.site_id == site_id)
        .group_by(comments.c.status)
    )
    for status, count in connection.execute(query):
        found[Status(status)] = count
    return found


def waiting(connection: Connection) -> Sequence[tuple[str, int, int]]:
    """Per site: how many comments are held, and when the oldest of them arrived."""
    query = (
        select(comments.c.site_id, func.count(), func.min(comments.c.received_at))
        .where(comments.c.status == Status.HELD.value)
        .group_by(comments.c.site_id)
    )
    return [(site, count, oldest) for site, count, oldest in connection.execute(query)]


def conditions(what: Filter) -> list[ColumnElement[bool]]:
    """The filter in SQL."""
    found: list[ColumnElement[bool]] = []
    table = comments.c
    if what.site_id:
        found.append(table.site_id == what.site_id)
    elif what.site_ids is not None and len(what.site_ids) == 1:
        # An index is walked in order only below one value.
        found.append(table.site_id == what.site_ids[0])
    elif what.site_ids is not None:
        found.append(table.site_id.in_(what.site_ids))
    if len(what.statuses) == 1:
        found.append(table.status == what.statuses[0].value)
    elif what.statuses:
        found.append(table.status.in_([status.value for status in what.statuses]))
    if what.code is not None:
        # Codes are stored side by side; none is part of another's name with spaces around it.
        found.append((" " + table.codes + " ").contains(f" {what.code.value} "))
    if what.language:
        found.append(table.language == what.language.replace(UNRECOGNISED, ""))
    for column in ("label", "campaign", "permalink", "client_id"):
        if wanted := getattr(what, column):
            found.append(table[column] == wanted)
    if what.author_key is not None:
        found.append(table.author_key == what.author_key)
    if what.since is not None:
        found.append(table.received_at >= what.since)
    if what.until is not None:
        found.append(table.received_at < what.until)
    if what.over is not None:
        found.append(table.probability > what.over)
    if what.up_to is not None:
        found.append(table.probability <= what.up_to)
    people = (table.author, table.author_email, table.author_url)
    if what.author:
        found += _anywhere(people, what.author)
    if what.words:
        found += _anywhere((table.text, *people), what.words)
    if what.ruled is not None:
        # Last: it opens a verdict for every comment that is left.
        found.append(RULED if what.ruled else ~RULED)
    if what.grouped:
        found.append(~_newer())
    return found


def _anywhere(columns: Sequence[ColumnElement[str]], sought: str) -> Iterator[ColumnElement[bool]]:
    """For each word and each number, whether one of the columns holds it."""

    def held(word: str) -> ColumnElement[bool]:
        return or_(*(within(column, word) for column in columns))

    words, numbers = sought_words(sought)
    yield from map(held, words)
    for digits, groups in numbers.items():
        one_number = or_(*(digits_within(column, digits) for column in columns))
        yield or_(one_number, and_(*map(held, groups)))


def reads_rows(what: Filter) -> bool:
    """Whether something is asked for that no index answers."""
    return bool(
        what.words
        or what.author
        or what.code
        or what.label
        or what.language
        or what.ruled is not None
    )


def _newer() -> ColumnElement[bool]:
    """Whether the campaign has a newer comment that stands alike."""
    newer = comments.alias("newer")
    return (
        select(newer.c.id)
        .where(
            newer.c.campaign == comments.c.campaign,
            newer.c.campaign != "",
            newer.c.status == comments.c.status,
            newer.c.id > comments.c.id,
        )
        .correlate(comments)
        .exists()
    )


def _mark(last: Stored, order: str) -> str:
    first = repr(last.probability) if order in _BY_PROBABILITY else str(last.received_at)
    return f"{first}_{last.id}"


def cursor(text: str, order: str) -> tuple[float | int, str] | None:
    """Where a page begins; `None` for what is no cursor of this order."""
    first, _, comment_id = text.partition("_")
    try:
        found = float(first) if order in _BY_PROBABILITY else int(first)
    except ValueError:
        return None
    # Beyond that, and for "nan", neither database can compare.
    return (found, comment_id[:32]) if abs(found) < _LATEST else None
