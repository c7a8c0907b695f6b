"""Calibration: errors counted on points made by hand; the share of unwanted moves odds."""

from __future__ import annotations

import numpy as np
import pytest
from tests.training.rows import corpus

from commentguard.training.pool import Pool
from commentguard.training.report.sections import calibration
from commentguard.training.tracks.calibrated import at_share, figures
from commentguard.training.tracks.outcome import Outcome, Part


def test_odds_move_by_the_odds_of_the_shares() -> None:
    p = np.array([0.5, 0.9, 0.999])
    assert np.allclose(at_share(p, 0.5, 0.5), p)
    assert at_share(np.array([0.5]), 0.5, 0.2)[0] == pytest.approx(0.2)
    there = at_share(p, 0.5, 0.07)
    assert np.allclose(at_share(there, 0.07, 0.5), p)
    assert np.isfinite(at_share(np.array([0.0, 1.0]), 0.3, 0.6)).all()


def _outcome(
    probability: np.ndarray[tuple[int], np.dtype[np.float64]], base: float | None
) -> Outcome:
    pool = Pool(corpus())
    at = np.arange(64)
    nothing = np.zeros(64, dtype=bool)
    return Outcome(
        "t", "c", (Part("x", pool, at, probability, probability > 0.5, nothing, probability, base),)
    )


def test_sure_and_right_is_calibrated_sure_and_wrong_is_not() -> None:
    unwanted = Pool(corpus()).unwanted
    right = np.where(unwanted, 0.999, 0.001)
    good, bad = figures(_outcome(right, 0.5)), figures(_outcome(1 - right, 0.5))
    assert good is not None
    assert bad is not None
    assert good["ece"] < 0.01 < 0.9 < bad["ece"]
    assert sum(point["n"] for point in good["reliability"]) == 64


def test_nothing_is_said_where_nobody_wrote_down_the_share() -> None:
    assert figures(_outcome(np.full(64, 0.5), None)) is None


@pytest.mark.parametrize("kind", [True, False])
def test_nothing_is_said_of_one_kind_alone(kind: bool) -> None:
    pool = Pool([row for row in corpus() if row.unwanted is kind])
    n, said = len(pool), np.full(len(pool), 0.5)
    part = Part("x", pool, np.arange(n), said, said > 0.5, np.zeros(n, dtype=bool), said, 0.5)
    assert figures(Outcome("t", "c", (part,))) is None


def test_an_interval_may_lie_above_its_error_and_the_report_says_so() -> None:
    unwanted = Pool(corpus()).unwanted
    said = np.random.default_rng(7).uniform(0.3, 0.7, 64)
    found = figures(_outcome(said, float(unwanted.mean())))
    assert found is not None
    assert found["ece"] < found["ece_95"][0]
    told = {"title": "t", "contestants": {"c": found}}
    assert "may lie above the error itself" in calibration({"tracks": {"t_calibrated": told}})
    assert calibration({"tracks": {}}) == ""
