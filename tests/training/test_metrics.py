"""Figures: checked on cases that can be counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from commentguard.training.metrics import binary, calibration_error, held_ham, recall_at


def test_binary_figures() -> None:
    held = np.array([True, True, False, False])
    unwanted = np.array([True, False, True, False])
    assert binary(held, unwanted) == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "mcc": 0.0}


def test_the_exact_bound_of_none_in_598() -> None:
    none = np.zeros(598, dtype=bool)
    bound = held_ham(none, none)["upper_95"]
    assert bound == pytest.approx(1 - 0.05 ** (1 / 598))


def test_recall_at_a_rate_of_ham() -> None:
    scores = np.arange(10.0)
    unwanted = scores >= 5
    assert recall_at(scores, unwanted, 0.0) == 1.0
    assert recall_at(scores[::-1], unwanted, 0.0) == 0.0


def test_perfect_calibration_has_no_error() -> None:
    unwanted = np.array([True, False] * 50)
    assert calibration_error(unwanted.astype(float), unwanted)["ece"] == 0.0
    assert calibration_error(np.full(100, 0.5), unwanted)["brier"] == pytest.approx(0.25)
