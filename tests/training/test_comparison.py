"""Comparison: won, tied, lost and changed, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.training.rows import corpus

from commentguard.training.comparison import compare
from commentguard.training.pool import Pool
from commentguard.training.tracks.outcome import Outcome, Part

Bools = NDArray[np.bool_]


def outcome(name: str, held: Bools, folds: int = 2) -> Outcome:
    pool = Pool(corpus())
    parts = tuple(
        Part(
            str(k), pool, at, np.where(held[at], 2.0, -2.0), held[at], np.zeros(len(at), dtype=bool)
        )
        for k, at in enumerate(np.array_split(np.arange(64), folds))
    )
    return Outcome("made_up", name, parts)


TRUTH = Pool(corpus()).unwanted


def test_the_same_verdicts_tie_everywhere() -> None:
    told = compare(outcome("a", TRUTH), outcome("b", TRUTH))
    assert (told["won"], told["tied"], told["lost"]) == (0, 2, 0)
    assert told["mcnemar_p"] == 1.0
    assert told["changed"] == {"n": 0, "listed": []}


def test_a_fold_is_won_and_a_fold_is_lost() -> None:
    first, second = TRUTH.copy(), TRUTH.copy()
    first[:6] = ~first[:6]  # six mistakes in the first fold
    second[-2:] = ~second[-2:]  # two in the second
    told = compare(outcome("a", first), outcome("b", second))
    assert [fold["second"] for fold in told["folds"]] == ["won", "lost"]
    assert (told["gained"], told["lost_rows"]) == (6, 2)
    # Exact McNemar: twice the tail of Binomial(8, 1/2) at 2.
    assert told["mcnemar_p"] == pytest.approx(2 * (1 + 8 + 28) / 256)
    changed = told["changed"]
    assert changed["n"] == 8
    assert [row["right"] for row in changed["listed"]] == [False] * 2 + [True] * 6
    assert all(row["row"].startswith("made_up:") for row in changed["listed"])


def test_folds_can_be_slices_and_ham_alone_is_judged_by_what_is_held() -> None:
    first, second = TRUTH.copy(), TRUTH.copy()
    second[:3] = True  # three readers of one subject, held by the second alone
    told = compare(
        outcome("a", first, 1),
        outcome("b", second, 1),
        lambda part, row: "ham" if not row.unwanted else "unwanted",
    )
    by_name = {fold["fold"]: fold for fold in told["folds"]}
    assert by_name["ham"]["figure"] == "ham held"
    assert by_name["ham"]["second"] == "lost"
    assert by_name["ham"]["second_value"] == pytest.approx(3 / 32)
