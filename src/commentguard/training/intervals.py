"""How far a figure can be trusted: intervals for shares and for what is made of them.

Exact (Clopper–Pearson) where a promise hangs on the bound, Wilson for shares that are only
described, the bootstrap for figures with no formula. Everything is seeded: the same counts give
the same interval.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta, norm

Float = NDArray[np.float64]
Bools = NDArray[np.bool_]
Interval = tuple[float, float]

_RESAMPLES = 2000
_SEED = 20061126


def wilson(k: int, n: int, confidence: float = 0.95) -> Interval:
    """Two-sided interval of a share; (0, 1) for nothing seen."""
    if n == 0:
        return 0.0, 1.0
    z = float(norm.ppf(0.5 + confidence / 2))
    share, spread = k / n, z * z / n
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * float(np.sqrt(share * (1 - share) / n + spread / (4 * n)))
    return max(0.0, middle - half), min(1.0, middle + half)


def upper_bound(k: int, n: int, confidence: float = 0.95) -> float:
    """Exact one-sided upper bound of a share; 1 for nothing seen."""
    return 1.0 if k >= n else float(beta.ppf(confidence, k + 1, n - k))


def exact(k: int, n: int, confidence: float = 0.95) -> Interval:
    """Exact two-sided interval of a share."""
    tail = (1 - confidence) / 2
    low = 0.0 if k == 0 else float(beta.ppf(tail, k, n - k + 1))
    return low, upper_bound(k, n, 1 - tail)


def mcc(true: Float, false: Float, missed: Float, right: Float) -> Float:
    """Matthews correlation of counts (held unwanted, held ham, missed unwanted, published ham)."""
    product = (true + false) * (true + missed) * (right + false) * (right + missed)
    return np.asarray((true * right - false * missed) / np.sqrt(np.maximum(product, 1.0)))


def f1(true: Float, false: Float, missed: Float, right: Float) -> Float:
    del right  # so that every figure of counts is called alike
    return np.asarray(2 * true / np.maximum(2 * true + false + missed, 1.0))


def of_counts(
    figure: Callable[[Float, Float, Float, Float], Float],
    counts: tuple[int, int, int, int],
    confidence: float = 0.95,
) -> Interval:
    """Bootstrap interval of a figure of four counts.

    Resampling rows and counting again is drawing the counts from a multinomial, which costs
    nothing; the order of the counts is the one `mcc` names.
    """
    n = sum(counts)
    if n == 0:
        return 0.0, 1.0
    chance = np.random.default_rng(_SEED)
    drawn = chance.multinomial(n, np.array(counts) / n, size=_RESAMPLES).astype(np.float64)
    values = figure(*drawn.T)
    tail = (1 - confidence) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def bootstrap(
    figure: Callable[[NDArray[np.int64]], float], n: int, resamples: int = 500
) -> Interval:
    """95 % bootstrap interval of a figure of row positions, for what counts cannot express.

    The trap: it is of percentiles, so a figure that grows when rows are drawn twice has an interval that lies too high.
    """
    if n == 0:
        return 0.0, 1.0
    chance = np.random.default_rng(_SEED)
    values = [figure(chance.integers(0, n, n)) for _ in range(resamples)]
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)
