"""One day of a site's hold cut-off: where it stands, where it may go, and why it went.

The cut-off belongs to the shared model until the site has decided enough real comments to promise
its owner's rate (Neyman-Pearson, `scoring.neyman_pearson`); from then on it follows the site's own
order statistic. It moves by one order statistic a day and never beyond the owner's bounds, so that
a bad week of decisions cannot throw a site open or shut. Every move is a record.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from commentguard.feedback.budget import Budget, Spent, missing
from commentguard.scoring.neyman_pearson import order_statistic

WINDOW = 4000
"""Newest decided real comments that a cut-off is chosen from: enough for the promise, few enough
to follow a site that changes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The site's cut-offs as probabilities; `own` once it left the shared model's.

    `discards` says whether discarding is switched on.
    """

    hold: float
    own: bool = False
    discards: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """The audit record of a change: what changed, from where to where, and why."""

    what: str
    before: float
    after: float
    why: str


def a_day(
    standing: Standing, real: Sequence[float], spent: Spent, budget: Budget
) -> tuple[Standing, Move | None]:
    """Where the cut-offs stand tomorrow, and the record of the change if there is one.

    `real` are the scores (probabilities) of the newest decided real comments, in any order, at
    most `WINDOW` of them. When the budget is spent, discarding stops first: what is held can
    still be given back.
    """
    # What is done about it waits for no proof, as an alarm does: it errs on the side of readers.
    above = spent.known and spent.share > budget.rate
    if above and standing.discards:
        why = f"{spent.share:.2%} of real comments were lost, {budget.rate:.2%} may be"
        return replace(standing, discards=False), Move("discard", 1.0, 0.0, why)
    ranked = sorted(real)
    if missing(len(ranked), budget, spent.real_share):
        return standing, None
    target = order_statistic(
        len(ranked), budget.rate * max(spent.real_share, 0.5), budget.confidence
    )
    if target is None:
        return standing, None
    if not standing.own:
        # The first cut-off of its own is a choice, not a move: the promise begins with it.
        first = _inside(ranked[target - 1], budget)
        why = f"enough for a cut-off of its own: {len(ranked)} decided real comments"
        return Standing(first, True, standing.discards), Move("hold", standing.hold, first, why)
    # Rank of the present cut-off: how many of the real comments would be published.
    rank = bisect_right(ranked, standing.hold)
    if above:
        step, why = 1, f"{spent.share:.2%} of real comments were held, {budget.rate:.2%} may be"
    elif rank < target:
        step, why = 1, f"rank {rank} of {len(ranked)} lies below the promised {target}"
    elif rank > target:
        step, why = -1, f"rank {rank} of {len(ranked)} lies above the promised {target}"
    else:
        return standing, None
    place = rank + step
    moved = _inside(ranked[place - 1] if place <= len(ranked) else budget.high, budget)
    if moved == standing.hold:
        return standing, None
    return replace(standing, hold=moved), Move("hold", standing.hold, moved, why)


def _inside(cut_off: float, budget: Budget) -> float:
    return min(budget.high, max(budget.low, cut_off))
