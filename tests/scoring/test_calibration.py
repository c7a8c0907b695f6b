"""One probability and many are the same curve, as far as float64 goes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentguard.scoring.calibration import Calibration

CURVES = st.builds(Calibration, st.floats(0.05, 20.0), st.floats(-50.0, 50.0))


@given(CURVES, st.floats(-1e6, 1e6))
def test_one_is_as_many(curve: Calibration, log_odds: float) -> None:
    (many,) = curve.probability(np.array([log_odds]))
    assert curve.chance(log_odds) == pytest.approx(float(many), rel=1e-12, abs=0)


@pytest.mark.parametrize("log_odds", [-1e300, -1e4, 1e4, 1e300])
def test_no_score_is_too_large(log_odds: float) -> None:
    assert 0.0 < Calibration().chance(log_odds) <= 1.0
