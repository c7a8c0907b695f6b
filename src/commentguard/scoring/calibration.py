"""From log-odds to a probability that means what it says.

Platt's sigmoid with a positive slope: monotone, two numbers, and hard to overfit on the few
thousand comments that a calibration part holds. Isotonic regression was refused because its
steps make equal probabilities of unequal comments, and an order statistic needs an order.
Source: Platt (1999), with Lin, Lin and Weng's (2007) targets in `training.calibrate`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from commentguard.errors import ModelError


@dataclass(frozen=True, slots=True)
class Calibration:
    """p = 1 / (1 + exp(-(slope · log-odds + intercept))); raises `ModelError` on slope ≤ 0."""

    slope: float = 1.0
    intercept: float = 0.0

    def __post_init__(self) -> None:
        if not (self.slope > 0 and abs(self.intercept) < 1e6):
            raise ModelError(f"calibration slope must be positive, is {self.slope}")

    def probability(self, log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probabilities in (0, 1), strictly increasing until float64 runs out."""
        # Bounded on the side where `exp` overflows, by a plain operation: `np.clip` costs a single
        # comment ten times as much.
        margin = np.minimum(-self.slope * log_odds - self.intercept, 700.0)
        return np.asarray(1.0 / (1.0 + np.exp(margin)))

    def chance(self, log_odds: float) -> float:
        """`probability` of one."""
        return 1.0 / (1.0 + exp(min(-self.slope * log_odds - self.intercept, 700.0)))
