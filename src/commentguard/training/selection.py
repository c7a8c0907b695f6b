"""Choosing hyper-parameters inside training data, and nowhere else.

Cross-validation over folds that keep campaigns (or whole discussions) together. The winner has
the least log-loss of held-out rows after calibration; of equals the stronger penalty. Matthews
correlation was refused as the judge: on 240 comments one row moves it by a point, and a search of
twelve choices then finds the luckiest (docs/experiments/0020). The held-out scores of the winner
also fit the calibration, so that probabilities cost no comment of their own, and so that *unwanted*
means "more likely than not" and not the side of 0 that a shrunken model happens to put a row on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commentguard.scoring.calibration import Calibration
from commentguard.training.calibrate import fit_calibration
from commentguard.training.learner import Choice, Fitted, Learner
from commentguard.training.pool import Pool
from commentguard.training.splits import grouped_folds

Float = NDArray[np.float64]
Int = NDArray[np.int64]

FOLDS = 4


@dataclass(frozen=True, slots=True)
class Tuned:
    """A model fitted to all training rows under the choice that won among them.

    `base_rate` is the share of unwanted comments that `calibration` was fitted at. `held` says of
    scores whether they are more likely than not those of unwanted comments, or above the bar of a
    learner that has one.
    """

    fitted: Fitted
    choice: Choice
    calibration: Calibration
    base_rate: float
    by_hand: bool

    def held(self, scores: Float) -> NDArray[np.bool_]:
        likely = scores if self.by_hand else self.calibration.probability(scores) - 0.5
        return np.asarray(likely > 0)


def tune(learner: Learner, pool: Pool, at: Int, *, by_group: bool = False) -> Tuned:
    """Choose, calibrate and fit `learner` on the rows `at` of `pool`.

    `by_group` holds out whole groups (videos) instead of campaigns: right where the test is a
    group that training did not see.
    """
    folds = _groups(pool, at) if by_group else _campaigns(pool, at)
    target = pool.unwanted[at]
    ones = np.ones(len(at))
    best: tuple[float, Choice, Calibration] | None = None
    for choice in learner.grid:
        held_out = np.zeros(len(at))
        for held in folds:
            rest = np.setdiff1d(np.arange(len(at)), held)
            fitted = learner.fit(pool, at[rest], np.ones(len(rest)), choice)
            held_out[held] = fitted.log_odds(pool, at[held])
        calibration = fit_calibration(held_out, target, ones)
        loss = round(_log_loss(calibration.probability(held_out), target), 4)
        if best is None or loss < best[0]:
            best = loss, choice, calibration
    assert best is not None
    _, chosen, calibration = best
    fitted = learner.fit(pool, at, ones, chosen)
    return Tuned(fitted, chosen, calibration, float(target.mean()), learner.by_hand)


def _log_loss(probability: Float, target: NDArray[np.bool_]) -> float:
    right = np.where(target, probability, 1 - probability)
    return float(-np.log(np.maximum(right, 1e-300)).mean())


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
