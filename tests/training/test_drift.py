"""Drift: none where there is none, the textbook figure where there is, no infinities."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from commentguard.training.drift import psi, psi_by_column

CHANCE = np.random.default_rng(2)
SAMPLE = CHANCE.normal(size=4000)


def test_equal_samples_have_none_and_halves_hardly_any() -> None:
    assert psi(SAMPLE, SAMPLE) == pytest.approx(0, abs=1e-12)
    assert psi(SAMPLE[:2000], SAMPLE[2000:]) < 0.02


def test_it_is_the_sum_over_shares() -> None:
    then, now = [0.0] * 500 + [1.0] * 500, [0.0] * 800 + [1.0] * 200
    expected = (0.8 - 0.5) * np.log(0.8 / 0.5) + (0.2 - 0.5) * np.log(0.2 / 0.5)
    assert psi(then, now) == pytest.approx(expected, rel=0.01)


def test_it_grows_with_the_shift_and_is_symmetric_in_direction() -> None:
    found = [psi(SAMPLE, SAMPLE + shift) for shift in (0.0, 0.2, 0.5, 1.0)]
    assert found == sorted(found)
    assert found[1] < 0.1
    assert found[3] > 0.25
    assert psi(SAMPLE, SAMPLE - 0.5) == pytest.approx(found[2], rel=0.3)


def test_a_column_that_is_mostly_zero_is_not_blind() -> None:
    quiet = np.where(CHANCE.random(2000) < 0.02, 0.5, 0.0)
    loud = np.where(CHANCE.random(2000) < 0.4, 0.5, 0.0)
    assert psi(quiet, loud) > 0.25
    assert np.isfinite(psi(np.zeros(100), np.ones(100)))
    assert psi(np.zeros(100), np.zeros(50)) < 0.05


def test_empty_samples_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        psi([], [1.0])


def test_columns_are_ranked() -> None:
    then = pd.DataFrame({"same": SAMPLE, "moved": SAMPLE, "gone": SAMPLE})
    now = pd.DataFrame({"same": SAMPLE, "moved": SAMPLE + 1})
    assert psi_by_column(then, now).index.tolist() == ["moved", "same"]
