"""Intervals, against values that can be looked up or counted."""

from __future__ import annotations

import numpy as np
import pytest

from commentguard.training import intervals


def test_wilson() -> None:
    low, high = intervals.wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)  # Newcombe 1998, example
    assert intervals.wilson(0, 0) == (0.0, 1.0)


def test_exact_bounds() -> None:
    assert intervals.upper_bound(0, 598) == pytest.approx(1 - 0.05 ** (1 / 598))
    low, high = intervals.exact(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2527, 0.3676)
    assert intervals.exact(5, 5)[1] == 1.0


def test_mcc_of_counts_is_that_of_rows() -> None:
    from sklearn.metrics import matthews_corrcoef

    held = np.array([1, 1, 1, 0, 0, 0, 0], dtype=bool)
    unwanted = np.array([1, 1, 0, 1, 0, 0, 0], dtype=bool)
    value = intervals.mcc(*(np.array(c) for c in (2.0, 1.0, 1.0, 3.0)))
    assert float(value) == pytest.approx(matthews_corrcoef(unwanted, held))


def test_bootstrap_intervals_hold_the_figure_and_shrink_with_n() -> None:
    small = intervals.of_counts(intervals.mcc, (45, 5, 5, 45))
    large = intervals.of_counts(intervals.mcc, (4500, 500, 500, 4500))
    assert small[0] < 0.8 < small[1]
    assert large[1] - large[0] < (small[1] - small[0]) / 5
    assert small == intervals.of_counts(intervals.mcc, (45, 5, 5, 45))


def test_bootstrap_of_rows() -> None:
    values = np.arange(100.0)
    low, high = intervals.bootstrap(lambda at: float(values[at].mean()), 100)
    assert low < 49.5 < high
