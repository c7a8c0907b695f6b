"""Fitting the calibration: Platt's sigmoid on scores of comments that the model never saw."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from commentguard.scoring.calibration import Calibration

Float = NDArray[np.float64]


def fit_calibration(log_odds: Float, target: NDArray[np.bool_], weight: Float) -> Calibration:
    """Maximum likelihood of slope and intercept with Lin, Lin and Weng's (2007) soft targets.

    The soft targets keep the slope finite when the two classes are separable.
    """
    positives, negatives = float(target.sum()), float((~target).sum())
    soft = np.where(target, (positives + 1) / (positives + 2), 1 / (negatives + 2))

    def loss(theta: Float) -> float:
        margin = np.exp(theta[0]) * log_odds + theta[1]
        return float((weight * (np.logaddexp(0, margin) - soft * margin)).sum() / weight.sum())

    found = minimize(loss, np.zeros(2), method="Nelder-Mead", options={"maxiter": 2000})
    return Calibration(float(np.exp(found.x[0])), float(found.x[1]))
