"""Clocks and medians.

Processor seconds instead of the wall's: a benchmark on a shared machine must not measure its
neighbours. Everything is compared within one run, in interleaved rounds.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable


def cpu_seconds() -> float:
    """Processor time of this process."""
    return time.process_time()


def children_seconds() -> float:
    """Processor time of the children that have ended."""
    spent = os.times()
    return spent.children_user + spent.children_system


def seconds(work: Callable[[], object], clock: Callable[[], float] = cpu_seconds) -> float:
    start = clock()
    work()
    return clock() - start


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: list[float]) -> float:
    return statistics.median(values)
