"""The false-positive budget of a site, from what is stored: what was spent, what is missing, what to audit.

Read only. `feedback.budget` says what a real comment is and how the estimate is corrected by the
audit; here its counts are taken from the comments of a period that ended a week ago, because before
that nobody knows whether a published one will be reported.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, and_, case, false, or_, select

from commentguard.feedback.budget import Budget, Spent, Tally, drawn, missing, spent
from commentguard.feedback.daily_move import WINDOW
from commentguard.service.secret import Secret
from commentguard.storage.clock import DAY
from commentguard.storage.comments import Status
from commentguard.storage.ruled import RULED
from commentguard.storage.tables import comments
from commentguard.verdict import Action

PERIOD = 30
"""Days that a figure speaks of. Retention may have taken the oldest of them."""

# Asked of the few whose counting depends on it: it opens a verdict each time.
_RULED = case(
    (
        or_(
            comments.c.action == Action.DISCARD.value,
            and_(
                comments.c.action == Action.HOLD.value, comments.c.status == Status.PUBLISHED.value
            ),
        ),
        RULED,
    ),
    else_=false(),
).label("ruled")


@dataclass(frozen=True, slots=True)
class Figures:
    """`to_audit` are ids of the random sample that nobody has decided yet, oldest first.

    `decided` is how many real comments a cut-off of the site's own could be chosen from, `lacking`
    how many it still needs; `scores` are theirs, for `feedback.daily_move`.
    """

    tally: Tally
    spent: Spent
    decided: int
    lacking: int
    to_audit: tuple[str, ...]
    scores: tuple[float, ...]


def figures(
    connection: Connection, site_id: str, at: int, secret: Secret, budget: Budget | None = None
) -> Figures:
    """The figures of the `PERIOD` days that ended the budget's `days` before `at`."""
    budget = budget or Budget()
    salt = f"{secret.number('audit', site_id):x}"
    until = at - budget.days * DAY
    query = (
        select(
            comments.c.id, comments.c.action, comments.c.status, comments.c.decided_by,
            comments.c.probability, _RULED,
        )
        .where(
            comments.c.site_id == site_id,
            comments.c.received_at >= until - PERIOD * DAY,
            comments.c.received_at < until,
            comments.c.status != Status.ERASED.value,
        )
        .order_by(comments.c.id)
    )  # fmt: skip
    published = overturned = audited = audited_real = 0
    discarded = discarded_audited = discarded_real = 0
    to_audit: list[str] = []
    scores: list[float] = []
    for row in connection.execute(query):
        # What a rule stopped never met the cut-off: it says nothing of it, either way.
        if row.ruled:
            continue
        stands = row.status == Status.PUBLISHED.value
        if row.action == Action.HOLD.value:
            overturned += stands
            if stands:
                scores.append(row.probability)
            continue
        sampled = drawn(row.id, budget.audited, salt)
        decided = bool(row.decided_by)
        if sampled and not decided:
            to_audit.append(row.id)
        if row.action == Action.DISCARD.value:
            discarded += 1
            discarded_audited += sampled and decided
            discarded_real += sampled and decided and stands
            continue
        # Reported and outside the sample: known not to be real. Inside, it is what the audit found.
        published += stands or sampled
        audited += sampled and decided
        audited_real += sampled and decided and stands
        if stands:
            scores.append(row.probability)
    tally = Tally(
        published, overturned, audited, audited_real, discarded, discarded_audited, discarded_real
    )
    known = spent(tally, budget)
    newest = tuple(scores[-WINDOW:])
    return Figures(
        tally, known, len(newest), missing(len(newest), budget, known.real_share),
        tuple(to_audit), newest,
    )  # fmt: skip
