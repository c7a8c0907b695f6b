"""What other cut-offs would have done to the comments of the last month, before anybody sets them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, case, false, func, not_, select

from commentguard.scoring.policy import Policy
from commentguard.storage.clock import DAY
from commentguard.storage.comments import Status
from commentguard.storage.ruled import FIXED, RULED
from commentguard.storage.tables import comments
from commentguard.verdict import Action, Label

DAYS = 30


@dataclass(frozen=True, slots=True)
class Effect:
    """Counts over the comments of `DAYS` days, by the scores they got on arrival.

    `stopped` were held or discarded then, `would_stop` would be now. Of the difference, `readers` would
    be stopped although they are published today, `freed` published although people rejected them.
    What a rule decided stays as it was decided: no cut-off moves it. `discarded` is the most that the score
    would discard: the author's history may spare some.
    """

    total: int
    stopped: int
    would_stop: int
    readers: int
    freed: int
    discarded: int


def effect(connection: Connection, site_id: str, policy: Policy, at: int) -> Effect | None:
    """`None` where a site judges by P(spam), which is not what is stored of a comment."""
    if policy.allow_promotional:
        return None
    c = comments.c
    by_score = c.probability > policy.hold
    stopped = c.action != Action.PUBLISH.value
    # A rule is asked about only where the score would change something.
    now_stops: ColumnElement[bool] = case(
        (by_score == stopped, by_score), (FIXED, stopped), else_=by_score
    )
    rejected = and_(c.status == Status.REJECTED.value, c.decided_by != "")
    discards: ColumnElement[bool] = false()
    if policy.discard is not None:
        plain = and_(
            c.probability > policy.discard, c.label == Label.SPAM.value, c.codes.contains(" ")
        )
        discards = case((plain, not_(RULED)), else_=false())
    query = select(
        func.count(),
        _times(stopped),
        _times(now_stops),
        _times(now_stops, ~stopped, c.status == Status.PUBLISHED.value),
        _times(~now_stops, stopped, rejected),
        _times(discards),
    ).where(c.site_id == site_id, c.received_at >= at - DAYS * DAY, c.status != Status.ERASED.value)
    return Effect(*(int(n or 0) for n in connection.execute(query).one()))


def _times(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((and_(*conditions), 1), else_=0))
