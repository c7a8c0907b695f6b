"""Exact one-sided bounds on a share seen k times in n: Clopper and Pearson (1934), without SciPy.

A normal approximation is worst just where budgets live, at none or a handful out of many.
"""

from __future__ import annotations

import math

from commentguard.errors import DataError

_HALVINGS = 60


def at_most(k: int, n: int, p: float) -> float:
    """P(Binomial(n, p) ≤ k), summed from its largest term downwards so that nothing underflows."""
    if k >= n or p <= 0.0:
        return 1.0
    if k < 0 or p >= 1.0:
        return 0.0
    log_p, log_q = math.log(p), math.log1p(-p)
    # From the mode, or from k where that is below it, terms fall off on both sides.
    peak = min(k, int((n + 1) * p))
    top = math.lgamma(n + 1) - math.lgamma(peak + 1) - math.lgamma(n - peak + 1)
    first = math.exp(top + peak * log_p + (n - peak) * log_q)
    odds = p / (1.0 - p)
    total, term = first, first
    for j in range(peak, 0, -1):
        term *= j / ((n - j + 1) * odds)
        total += term
        if term < total * 1e-17:
            break
    term = first
    for j in range(peak, k):
        term *= (n - j) * odds / (j + 1)
        total += term
        if term < total * 1e-17:
            break
    return min(1.0, total)


def upper(k: int, n: int, confidence: float = 0.95) -> float:
    """The largest share that k of n do not rule out; 1.0 for an empty sample.

    Raises `DataError` unless 0 ≤ k ≤ n.
    """
    _check(k, n)
    if k == n:
        return 1.0
    low, high = k / n, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if at_most(k, n, middle) > 1 - confidence else (low, middle)
    return high


def lower(k: int, n: int, confidence: float = 0.95) -> float:
    """The smallest share that k of n do not rule out; 0.0 for an empty sample."""
    _check(k, n)
    return 1.0 - upper(n - k, n, confidence)


def _check(k: int, n: int) -> None:
    if not 0 <= k <= n:
        raise DataError(f"{k} of {n} is no share")
