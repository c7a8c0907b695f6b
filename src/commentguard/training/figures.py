"""The figures every track prints about held and published comments, in one shape.

`mcc` and `f1` of *held* as the prediction of *unwanted*; `caught` (spam caught, SC in the
literature) and `blocked` (ham blocked, BH) with intervals; how much would be caught if exactly
so much ham were held; the area under the curve and lam % of the TREC spam track. A figure is
never printed without its n.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from commentguard.training import intervals
from commentguard.training.metrics import recall_at

Float = NDArray[np.float64]
Bools = NDArray[np.bool_]

# Shares of ham held at which the share of unwanted caught is told.
RATES = (0.001, 0.005, 0.01, 0.02, 0.05)


def confusion(held: Bools, unwanted: Bools) -> tuple[int, int, int, int]:
    """Held unwanted, held ham, missed unwanted, published ham."""
    return (
        int((held & unwanted).sum()),
        int((held & ~unwanted).sum()),
        int((~held & unwanted).sum()),
        int((~held & ~unwanted).sum()),
    )


def binary_figures(scores: Float, held: Bools, unwanted: Bools) -> dict[str, Any]:
    """Everything that scores, decisions and labels say; intervals at 95 %."""
    counts = confusion(held, unwanted)
    true, false, missed, right = counts
    floats = [np.array(float(c)) for c in counts]
    return {
        "n": len(unwanted),
        "counts": {"caught": true, "blocked": false, "missed": missed, "published": right},
        "accuracy": (true + right) / max(1, len(unwanted)),
        "mcc": float(intervals.mcc(*floats)),
        "mcc_95": list(intervals.of_counts(intervals.mcc, counts)),
        "f1": float(intervals.f1(*floats)),
        "f1_95": list(intervals.of_counts(intervals.f1, counts)),
        "caught": true / max(1, true + missed),
        "caught_95": list(intervals.wilson(true, true + missed)),
        "precision": true / max(1, true + false),
        "blocked": false / max(1, false + right),
        "blocked_95": list(intervals.exact(false, false + right)),
        "blocked_upper_95": intervals.upper_bound(false, false + right),
        "caught_at_blocked": {f"{rate:g}": recall_at(scores, unwanted, rate) for rate in RATES},
        "auc": float(roc_auc_score(unwanted, scores))
        if 0 < unwanted.sum() < len(unwanted)
        else None,
        "lam": lam(counts),
    }


def lam(counts: tuple[int, int, int, int]) -> float:
    """TREC's logistic average misclassification: the two error rates averaged in log-odds.

    Half an error is added to each kind, so that no errors is a small number and not minus infinity.
    """
    true, false, missed, right = counts
    blocked = (false + 0.5) / (false + right + 1)
    passed = (missed + 0.5) / (true + missed + 1)
    middle = 0.5 * (np.log(blocked / (1 - blocked)) + np.log(passed / (1 - passed)))
    return float(1 / (1 + np.exp(-middle)))


def in_population(caught: float, blocked: float, share: float) -> dict[str, float]:
    """What a moderator of a site with `share` unwanted would see: of 1,000 comments.

    Test sets are balanced and blogs are not; the two rates carry over, precision does not.
    """
    held_unwanted, held_ham = 1000 * share * caught, 1000 * (1 - share) * blocked
    held = held_unwanted + held_ham
    return {
        "share": share,
        "held": held,
        "readers_held": held_ham,
        "adverts_published": 1000 * share * (1 - caught),
        "held_that_are_readers": held_ham / held if held else 0.0,
    }
