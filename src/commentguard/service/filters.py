"""Which comments a list holds, as a filter and in SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from commentguard.service.cutoffs import Cutoffs, Group
from commentguard.service.sought import sought_words
from commentguard.storage.comments import Status
from commentguard.storage.ruled import RULED
from commentguard.storage.tables import comments
from commentguard.storage.within import digits_within, within
from commentguard.verdict import Code

_NONE = Cutoffs()
UNRECOGNISED = "-"
"""In place of a language: those comments whose language nobody knows."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which comments to list. Empty fields do not restrict.

    `site_ids` are the sites one may look at (`None`: all of them). Each of `words` is looked for in text,
    author, e-mail and URL, of `author` in the latter three, in any order, without regard to case and accents;
    a number is found however its digits are set apart. `author_key` is one author exactly. `over` and
    `up_to` bound the probability. `grouped` lists of each campaign only its newest comment, `ruled` only what
    a rule decided when it came, or only what its score did. `unsure` lists what lies near the cut-off of its site,
    by `cutoffs`, which are also what is least sure first.
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
    unsure: bool = False
    cutoffs: Cutoffs = _NONE

    def groups(self) -> list[Group]:
        """The sites that are looked at, apart by their cut-off."""
        ids = (self.site_id,) if self.site_id else self.site_ids
        return self.cutoffs.groups(ids)


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
    if what.unsure:
        found.append(
            or_(*(and_(*one.sites, table.probability > one.doubtful) for one in what.groups()))
        )
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
        or what.permalink
        or what.client_id
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
