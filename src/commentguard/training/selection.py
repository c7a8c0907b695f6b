"""Choosing hyper-parameters inside training data, and nowhere else.

Cross-validation over folds that keep campaigns (or whole discussions) together. The winner has
the best Matthews correlation over all held-out rows, to three digits; log-loss breaks ties, and
then the stronger penalty. The held-out scores of the winner also fit the calibration, so that
probabilities cost no comment of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commentguard.scoring.calibration import Calibration
from commentguard.training import intervals
from commentguard.training.calibrate import fit_calibration
from commentguard.training.figures import confusion
from commentguard.training.learner import Choice, Fitted, Learner
from commentguard.training.pool import Pool
from commentguard.training.splits import grouped_folds

Float = NDArray[np.float64]
Int = NDArray[np.int64]

FOLDS = 4


@dataclass(frozen=True, slots=True)
class Tuned:
    """A model fitted to all training rows under the choice that won among them.

    `base_rate` is the share of unwanted comments that `calibration` was fitted at.
    """

    fitted: Fitted
    choice: Choice
    calibration: Calibration
    base_rate: float


def tune(learner: Learner, pool: Pool, at: Int, *, by_group: bool = False) -> Tuned:
    """Choose, calibrate and fit `learner` on the rows `at` of `pool`.

    `by_group` holds out whole groups (videos) instead of campaigns: right where the test is a
    group that training did not see.
    """
    folds = _groups(pool, at) if by_group else _campaigns(pool, at)
    target = pool.unwanted[at]
    best: tuple[float, float] | None = None
    chosen: Choice = {}
    scores = np.zeros(len(at))
    for choice in learner.grid:
        held_out = np.zeros(len(at))
        for held in folds:
            rest = np.setdiff1d(np.arange(len(at)), held)
            fitted = learner.fit(pool, at[rest], np.ones(len(rest)), choice)
            held_out[held] = fitted.log_odds(pool, at[held])
        counts = confusion(held_out > 0, target)
        agreement = float(intervals.mcc(*(np.array(float(c)) for c in counts)))
        loss = float(np.logaddexp(0.0, np.where(target, -held_out, held_out)).mean())
        rank = (round(agreement, 3), -round(loss, 4))
        if best is None or rank > best:
            best, chosen, scores = rank, choice, held_out
    return Tuned(
        learner.fit(pool, at, np.ones(len(at)), chosen),
        chosen,
        fit_calibration(scores, target, np.ones(len(at))),
        float(target.mean()),
    )


def _campaigns(pool: Pool, at: Int) -> list[Int]:
    rows = [pool.rows[k] for k in at]
    place = {row.number: k for k, row in enumerate(rows)}
    return [np.array([place[n] for n in fold.test]) for fold in grouped_folds(rows, FOLDS)]


def _groups(pool: Pool, at: Int) -> list[Int]:
    names: Sequence[str] = [pool.rows[k].group for k in at]
    return [
        np.flatnonzero(np.array([name == wanted for name in names]))
        for wanted in sorted(set(names))
    ]
