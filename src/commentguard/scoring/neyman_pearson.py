"""The cut-off that keeps a promise about real readers.

"At most 1 real comment in 200 is held" is a statement about comments not seen yet. The order
statistic of Tong, Feng and Li (2018, Science Advances 4) turns ham scores into a cut-off that
keeps it with a stated confidence, whatever the distribution. The price is n: below
`minimum(rate, confidence)` scores nothing can be promised.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from commentguard.errors import DataError


@dataclass(frozen=True, slots=True)
class Claim:
    """What a cut-off may honestly promise: `rate` of ham held at `confidence`, from `n` ham."""

    cutoff: float
    rate: float
    confidence: float
    n: int


def minimum(rate: float, confidence: float = 0.95) -> int:
    """Ham scores needed to promise `rate` at all: (1 - rate)^n ≤ 1 - confidence.

    Raises `DataError` unless both are strictly between 0 and 1.
    """
    _check(rate, confidence)
    return math.ceil(math.log(1 - confidence) / math.log(1 - rate))


def order_statistic(n: int, rate: float, confidence: float = 0.95) -> int | None:
    """Rank (1-based, ascending) of the ham score to hold *above*; `None` if n is too small.

    The smallest k with P(Binomial(n, 1 - rate) ≥ k) ≤ 1 - confidence: the chance that the k-th
    score still lies below the true quantile.
    """
    if n < minimum(rate, confidence):
        return None
    tail, k = 0.0, n + 1
    log_rate, log_rest = math.log(rate), math.log1p(-rate)
    for j in range(n, -1, -1):
        log_choose = math.lgamma(n + 1) - math.lgamma(j + 1) - math.lgamma(n - j + 1)
        tail += math.exp(log_choose + j * log_rest + (n - j) * log_rate)
        if tail > 1 - confidence:
            break
        k = j
    return k


def cut_off(ham: Sequence[float], rate: float, confidence: float = 0.95) -> Claim | None:
    """The lowest cut-off for which holding everything *above* it keeps the promise.

    `None` when there are too few scores; see `minimum`. Ties are counted against us: the
    cut-off is the score itself and only what is strictly greater is held.
    """
    k = order_statistic(len(ham), rate, confidence)
    if k is None:
        return None
    return Claim(sorted(ham)[k - 1], rate, confidence, len(ham))


def best_claim(n: int, confidence: float = 0.95) -> float:
    """The smallest rate that `n` ham scores can promise at all; 1.0 for none."""
    return 1.0 if n <= 0 else 1 - (1 - confidence) ** (1 / n)


def _check(rate: float, confidence: float) -> None:
    if not (0 < rate < 1 and 0 < confidence < 1):
        raise DataError("rate and confidence must lie strictly between 0 and 1")
