"""Has what comes changed against what came? The population stability index, on scores and signals.

PSI is the symmetrised Kullback-Leibler divergence over bins of the reference, the same figure that
credit scoring has watched for decades: under 0.1 nothing happened, over 0.25 somebody should look.
Tests of significance were refused: with enough comments every difference is significant.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

# Half a comment in every bin: an empty bin must not be an infinite change.
_SMOOTHING = 0.5


def psi(then: ArrayLike, now: ArrayLike, bins: int = 10) -> float:
    """PSI of two samples of one figure, over bins of equal mass in `then`; 0 for equal samples.

    A figure that is mostly one value (a signal that is mostly 0) gets a bin for that value. Raises
    `ValueError` when either sample is empty.
    """
    first, second = np.asarray(then, dtype=float), np.asarray(now, dtype=float)
    if not len(first) or not len(second):
        raise ValueError("both samples need at least one value")
    edges = np.unique(np.quantile(first, np.linspace(0, 1, bins + 1)))
    # Edges belong to the bin below: a pile of zeros stays apart from what is barely above.
    p, q = (
        _shares(np.searchsorted(edges, sample, side="left"), len(edges) + 1)
        for sample in (first, second)
    )
    return float(((q - p) * np.log(q / p)).sum())


def psi_by_column(then: pd.DataFrame, now: pd.DataFrame, bins: int = 10) -> pd.Series[float]:
    """PSI of every column that both frames have, the largest first."""
    common = [name for name in then.columns if name in now.columns]
    found = {name: psi(then[name].to_numpy(), now[name].to_numpy(), bins) for name in common}
    return pd.Series(found, dtype=float).sort_values(ascending=False, kind="stable")


def _shares(places: Any, count: int) -> Any:
    counts = np.bincount(places, minlength=count) + _SMOOTHING
    return counts / counts.sum()
