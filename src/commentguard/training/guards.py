"""Guards: models with a cut-off, so that they hold comments instead of ranking them.

The shipped model is one. A baseline becomes one the same way the model does: fitted to the fit
part, calibrated on the calibration part, its cut-off chosen there by the same order statistic.
What is then compared is what a site would see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from commentguard.features.encoder import Encoder
from commentguard.scoring.bundle import Bundle, fit_to, trees_for
from commentguard.scoring.calibration import Calibration
from commentguard.scoring.scorer import Scorer
from commentguard.training.calibrate import fit_calibration
from commentguard.training.corpora import Row
from commentguard.training.cutoff import hold_cutoff
from commentguard.training.fit import Settings, parts, weights
from commentguard.training.learner import Choice, Fitted, Learner
from commentguard.training.pool import Pool
from commentguard.verdict import Verdict

Float = NDArray[np.float64]
Bools = NDArray[np.bool_]

_BATCH = 512


@dataclass(frozen=True, slots=True)
class Judged:
    """What a guard says of every comment of a pool.

    `base_rate` is the share of unwanted comments that its probabilities were fitted at, `None`
    where the model does not record it.
    """

    scores: Float
    held: Bools
    probability: Float
    base_rate: float | None


class Guard(Protocol):
    """Something with a cut-off."""

    def judge(self, pool: Pool) -> Judged: ...


@dataclass(frozen=True, slots=True)
class BundleGuard:
    """A bundle at work, over numbers that are already encoded."""

    bundle: Bundle

    def judge(self, pool: Pool) -> Judged:
        encoder = Encoder()
        head, _ = fit_to(self.bundle, encoder)
        trees = trees_for(self.bundle, encoder)
        views = pool.views(head, self.bundle.sentences, trees, self.bundle.again)
        scores = views.best(self.bundle.segment_penalty, self.bundle.segment_discount)
        probability = self.bundle.unwanted_calibration.probability(scores)
        fitted_at = self.bundle.claims.get("calibration", {}).get("unwanted_share")
        return Judged(scores, probability > self.bundle.policy.hold, probability, fitted_at)

    def verdicts(self, pool: Pool) -> list[Verdict]:
        """Whole verdicts, with reasons and spans: needed where reasons are measured."""
        return score_rows(Scorer(self.bundle), pool.rows)


@dataclass(frozen=True, slots=True)
class LearnerGuard:
    """A fitted learner with a cut-off on its scores."""

    fitted: Fitted
    cutoff: float
    calibration: Calibration
    base_rate: float

    def judge(self, pool: Pool) -> Judged:
        scores = self.fitted.log_odds(pool, np.arange(len(pool)))
        probability = self.calibration.probability(scores)
        return Judged(scores, scores > self.cutoff, probability, self.base_rate)


def learner_guard(learner: Learner, pool: Pool, settings: Settings, choice: Choice) -> LearnerGuard:
    """Fit `learner` and choose its cut-off exactly as the model's is chosen."""
    fit, held = parts(pool, settings)
    fitted = learner.fit(pool, fit, weights([pool.rows[k] for k in fit], settings), choice)
    rows = [pool.rows[k] for k in held]
    scores, target, weight = (
        fitted.log_odds(pool, held),
        pool.unwanted[held],
        weights(rows, settings),
    )
    cutoff, _ = hold_cutoff(scores, rows, settings)
    return LearnerGuard(
        fitted,
        cutoff,
        fit_calibration(scores, target, weight),
        float(weight[target].sum() / weight.sum()),
    )


def score_rows(scorer: Scorer, rows: Sequence[Row]) -> list[Verdict]:
    """Verdicts of labelled rows, in their order."""
    comments = [row.comment for row in rows]
    return [
        verdict
        for start in range(0, len(comments), _BATCH)
        for verdict in scorer.score_many(comments[start : start + _BATCH])
    ]
