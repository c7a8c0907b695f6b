"""Figures of held and published comments, on counts made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from commentguard.training.figures import binary_figures, in_population, lam

UNWANTED = np.array([True] * 10 + [False] * 10)
SCORES = np.concatenate([np.linspace(3, -1.5, 10), np.linspace(-3, 1, 10)])


def test_counts_and_shares() -> None:
    told = binary_figures(SCORES, SCORES > 0, UNWANTED)
    assert told["counts"] == {"caught": 6, "blocked": 3, "missed": 4, "published": 7}
    assert told["caught"] == 0.6
    assert told["blocked"] == 0.3
    assert told["accuracy"] == 0.65
    assert told["f1"] == pytest.approx(12 / 19)
    assert told["mcc_95"][0] < told["mcc"] < told["mcc_95"][1]


def test_chance_agreement_is_worth_nothing() -> None:
    held = np.array([True, True, False, False])
    told = binary_figures(held.astype(float), held, np.array([True, False, True, False]))
    assert (told["precision"], told["caught"], told["f1"], told["mcc"]) == (0.5, 0.5, 0.5, 0.0)


def test_one_class_has_no_curve() -> None:
    told = binary_figures(SCORES[:10], SCORES[:10] > 0, UNWANTED[:10])
    assert told["auc"] is None
    assert told["blocked_95"] == [0.0, 1.0]


def test_lam_rises_with_errors_of_either_kind() -> None:
    assert lam((100, 0, 0, 100)) < lam((100, 1, 0, 100)) < lam((100, 5, 5, 100))
    assert lam((100, 3, 1, 100)) == pytest.approx(lam((100, 1, 3, 100)), rel=0.05)


def test_a_population_scales_rates_and_not_precision() -> None:
    told = in_population(caught=0.9, blocked=0.01, share=0.1)
    assert told["held"] == pytest.approx(90 + 9)
    assert told["held_that_are_readers"] == pytest.approx(9 / 99)
    assert told["adverts_published"] == pytest.approx(10)
