"""Figures: checked on cases that can be counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from commentguard.training.metrics import calibration_error, pair_accuracy, recall_at


def test_a_pair_is_right_when_both_members_are() -> None:
    records = [
        {"id": "a", "label": "ham", "pair_of": "b"},
        {"id": "b", "label": "spam", "pair_of": "a"},
        {"id": "c", "label": "ham", "pair_of": "d"},
        {"id": "d", "label": "promotional", "pair_of": ""},
        {"id": "e", "label": "ham", "pair_of": "elsewhere"},
    ]
    held = np.array([False, True, False, False, True])
    assert pair_accuracy(records, held) == {"right": 1, "n": 2, "accuracy": 0.5}


def test_recall_at_a_rate_of_ham() -> None:
    scores = np.arange(10.0)
    unwanted = scores >= 5
    assert recall_at(scores, unwanted, 0.0) == 1.0
    assert recall_at(scores[::-1], unwanted, 0.0) == 0.0


def test_perfect_calibration_has_no_error() -> None:
    unwanted = np.array([True, False] * 50)
    assert calibration_error(unwanted.astype(float), unwanted)["ece"] == 0.0
    assert calibration_error(np.full(100, 0.5), unwanted)["brier"] == pytest.approx(0.25)
