"""Do probabilities mean what they say: of a hundred comments at 80 %, are eighty unwanted?

Probabilities are fitted at one share of unwanted comments and met at another, so before they are
compared their log-odds are moved by the difference, which needs only the two shares and no label
of a single comment. The share is that of the track and stated beside the figures. Isolated
models (one a video) are measured together.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from commentguard.training import intervals
from commentguard.training.metrics import calibration_error
from commentguard.training.tracks.outcome import Outcome

Float = NDArray[np.float64]

BINS = 15


def figures(outcome: Outcome) -> dict[str, Any] | None:
    """ECE, Brier score, both with bootstrap intervals, and the points of a reliability plot.

    `None` where a contestant's scores are not probabilities, nothing says where they were fitted, or there are
    comments of one kind alone: no odds lead to a share of nothing or of all.

    The trap: ECE sums sizes of gaps, so chance only adds to it, and resampling adds chance once more: with few rows, or
    a small error, its interval lies high and may lie above the error itself. Brier's does not.
    """
    adjusted = []
    share = float(outcome.unwanted.mean())
    if not 0 < share < 1:
        return None
    for part in outcome.parts:
        if part.probability is None or part.base_rate is None:
            return None
        adjusted.append(at_share(part.probability, part.base_rate, share))
    probability, unwanted = np.concatenate(adjusted), outcome.unwanted
    error = calibration_error(probability, unwanted, BINS)

    def resampled(key: str) -> list[float]:
        return list(
            intervals.bootstrap(
                lambda at: calibration_error(probability[at], unwanted[at], BINS)[key],
                len(unwanted),
            )
        )

    return {
        "n": len(unwanted),
        "unwanted_share": share,
        "fitted_at": sorted({part.base_rate for part in outcome.parts if part.base_rate}),
        **error,
        "ece_95": resampled("ece"),
        "brier_95": resampled("brier"),
        "reliability": _points(probability, unwanted),
    }


def at_share(probability: Float, fitted_at: float, share: float) -> Float:
    """Probabilities moved from one share of unwanted comments to another (Elkan 2001)."""
    odds = probability / np.maximum(1 - probability, 1e-300)
    moved = odds * (share / (1 - share)) / (fitted_at / (1 - fitted_at))
    return np.asarray(moved / (1 + moved))


def _points(probability: Float, unwanted: NDArray[np.bool_]) -> list[dict[str, float]]:
    order = np.argsort(probability, kind="stable")
    return [
        {
            "said": float(probability[at].mean()),
            "found": float(unwanted[at].mean()),
            "n": len(at),
        }
        for at in np.array_split(order, BINS)
        if len(at)
    ]
