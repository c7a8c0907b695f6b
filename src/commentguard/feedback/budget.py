"""The false-positive budget: "hold at most 1 real comment in 200", and what was spent of it.

A comment is *real* when it was published and nobody reported it within `DAYS`, or when it was held
by its score and a person overturned that. What was spent is overturned ÷ real. What a rule held (a site's
deny-list, a text read in part) never met the cut-off and counts for nothing. Published adverts that nobody
noticed would count as real and flatter the figure, so a random share of what was published is
audited, and the count is corrected by what the audit finds; where discarding is on, the same
is done to what was discarded, because there nobody looks at all.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

from commentguard.errors import DataError
from commentguard.feedback.exact_bounds import lower, upper
from commentguard.scoring.neyman_pearson import minimum

DAYS = 7
"""Days without a report after which a published comment counts as real."""

# Retention takes comments after a month or three; a longer wait would leave nothing to count.
_MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Budget:
    """What the owner allows: `rate` of real comments held, promised with `confidence`.

    `low` and `high` bound the hold cut-off, as probabilities; `audited` is the share of published
    (and discarded) comments drawn for a second look; `days` without a report make a published comment
    real. Raises `DataError` for values out of range.
    """

    rate: float = 1 / 200
    confidence: float = 0.95
    low: float = 0.5
    high: float = 0.999
    audited: float = 0.02
    days: int = DAYS

    def __post_init__(self) -> None:
        if not (0 < self.rate < 1 and 0 < self.confidence < 1 and 0 <= self.audited <= 1):
            raise DataError("rate, confidence and audited share must lie between 0 and 1")
        if not 1 <= self.days <= _MOST_DAYS:
            raise DataError(f"days must lie between 1 and {_MOST_DAYS}", field="/days")
        if not 0 <= self.low <= self.high <= 1:
            raise DataError("the cut-off's bounds must be in order", field="/low")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a period. The trap: `published` are those that are old enough and unreported.

    `audited` of them were looked at and `audited_real` found to be real; likewise of the
    `discarded`. An audit's finding is never also counted as a report.
    """

    published: int = 0
    overturned: int = 0
    audited: int = 0
    audited_real: int = 0
    discarded: int = 0
    discarded_audited: int = 0
    discarded_real: int = 0

    def __post_init__(self) -> None:
        ordered = (
            0 <= self.audited_real <= self.audited <= self.published
            and 0 <= self.discarded_real <= self.discarded_audited <= self.discarded
            and self.overturned >= 0
        )
        if not ordered:
            raise DataError("a part of a tally is larger than its whole")


@dataclass(frozen=True, slots=True)
class Spent:
    """What was spent, with exact bounds at the budget's confidence.

    `real` is the estimated number of real comments, `lost` of those held or discarded; `low` and
    `high` bound the share, each from its own side; `over` says that even `low` is above the budget.
    The trap: the estimate alone says little. `known` is false without a single real comment, and where
    the bounds reach from within the budget to every real comment: one audited advert is enough for that.
    """

    real: float
    lost: float
    share: float
    low: float
    high: float
    audited: int
    real_share: float
    over: bool
    known: bool


def spent(tally: Tally, budget: Budget) -> Spent:
    """The estimate for a period.

    Unbiased: the audit is a simple random sample of the published, so published × its real share
    estimates the real ones. Each bound takes the audits at the end that lies on its own side: `high`
    the most that may be lost of the fewest that may be real, `low` the reverse.
    """
    share = tally.audited_real / tally.audited if tally.audited else 1.0
    buried = tally.discarded_real / tally.discarded_audited if tally.discarded_audited else 0.0
    lost = tally.overturned + tally.discarded * buried
    real = lost + tally.published * share
    if real <= 0:
        return Spent(0.0, 0.0, 0.0, 0.0, 1.0, tally.audited, share, False, False)
    fewest, most = _ends(tally.audited_real, tally.audited, budget.confidence, unseen=1.0)
    fewest_buried, most_buried = _ends(
        tally.discarded_real, tally.discarded_audited, budget.confidence, unseen=0.0
    )
    worst = tally.overturned + tally.discarded * most_buried
    cautious = max(1, round(worst + tally.published * fewest))
    best = tally.overturned + tally.discarded * fewest_buried
    generous = max(1, math.ceil(best + tally.published * most))
    low = lower(min(generous, math.floor(best)), generous, budget.confidence)
    high = upper(min(cautious, round(worst)), cautious, budget.confidence)
    over = low > budget.rate
    return Spent(
        real, lost, lost / real, low, high, tally.audited, share, over, over or high < 1.0
    )  # fmt: skip


def _ends(real: int, audited: int, confidence: float, *, unseen: float) -> tuple[float, float]:
    """The smallest and the largest real share that an audit leaves open; `unseen` without one."""
    if not audited:
        return unseen, unseen
    return lower(real, audited, confidence), upper(real, audited, confidence)


def needed(budget: Budget, real_share: float = 1.0) -> int:
    """How many decided real comments a cut-off of a site's own takes: 598 for 1 in 200 at 95 %.

    `real_share` is what the audit found: unnoticed adverts among the decided ones dilute the
    promise, which is then asked for more strictly, by half at most.
    """
    return minimum(budget.rate * max(real_share, 0.5), budget.confidence)


def missing(decided_real: int, budget: Budget, real_share: float = 1.0) -> int:
    """How many of the `needed` a site still lacks; 0 for none."""
    return max(0, needed(budget, real_share) - decided_real)


def drawn(comment_id: str, share: float, salt: str) -> bool:
    """Whether this comment is in the audit sample: random to everybody who lacks the `salt`.

    A function of the id and not of a generator, so that every worker agrees and a restart draws
    nothing twice.
    """
    digest = hashlib.blake2b(comment_id.encode(), key=salt.encode()[:64], digest_size=8).digest()
    return int.from_bytes(digest, "big") < share * 2**64
