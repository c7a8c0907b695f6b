"""The difference of two models: everything that moved, nothing that did not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from commentguard.registry.difference import difference
from commentguard.scoring.again import Again
from commentguard.scoring.bundle import load
from commentguard.scoring.linear import Head
from commentguard.scoring.policy import Policy
from commentguard.scoring.shipped import default_model
from commentguard.scoring.trees import Trees

ONE = load(default_model(), prove=False)


def test_equal_models_do_not_differ() -> None:
    assert difference(ONE, ONE, {}, {}) == []


def test_what_moved_is_named_strongest_first() -> None:
    dense = ONE.unwanted.dense.copy()
    dense[3] += 2
    dense[5] -= 1
    table = ONE.unwanted.table.copy()
    table[7] += 0.25
    moved = replace(
        ONE, unwanted=Head(ONE.unwanted.bias, dense, table), policy=Policy(hold=0.25),
        claims={**ONE.claims, "new": {"n": 3}},
    )  # fmt: skip
    lines = difference(ONE, moved, {}, {"own_test": {"ham_held": {"rate": 0.01}}})
    assert lines[0].startswith(f"weight {ONE.columns[3]}: ")
    assert lines[1].startswith(f"weight {ONE.columns[5]}: ")
    assert "wording: weights differ by up to 0.250" in lines
    assert f"policy.hold: {ONE.policy.hold:.4g} → 0.25" in lines
    assert "claims.new: – → {'n': 3}" in lines
    assert "share of ham held: – → 0.01" in lines
    assert len(difference(ONE, moved, {}, {}, weights=1)) == len(lines) - 2


def test_which_windows_are_read_again_is_told() -> None:
    one, two = (replace(ONE, again=Again(most, 1.0, 4.0)) for most in (2, 3))
    assert difference(one, two, {}, {}) == ["segments read again.most: 2 → 3"]


def test_other_trees_are_told_as_one_line() -> None:
    trees = ONE.trees
    other = replace(trees, value=np.roll(trees.value, 1, axis=0) + np.float32(0.5))
    less = replace(ONE, trees=Trees.silent())
    assert difference(ONE, replace(ONE, trees=other), {}, {}) == [
        f"trees: {len(trees)} → {len(trees)}, not the same"
    ]
    assert difference(ONE, less, {}, {}) == [f"trees: {len(trees)} → 0, not the same"]


def test_columns_that_came_and_went_are_named() -> None:
    less = replace(
        ONE, columns=ONE.columns[1:],
        unwanted=Head(ONE.unwanted.bias, ONE.unwanted.dense[1:], ONE.unwanted.table),
    )  # fmt: skip
    assert difference(ONE, less, {}, {}) == [f"column {ONE.columns[0]}: gone"]
    assert difference(less, ONE, {}, {}) == [f"column {ONE.columns[0]}: new"]


def test_figures_of_different_test_halves_are_no_change() -> None:
    reports = [
        {"opened": {"half_sha256": half * 64}, "own_test": {"ham_held": {"rate": rate}}}
        for half, rate in (("a", 0.01), ("b", 0.03), ("a", 0.02))
    ]
    (line,) = difference(ONE, ONE, reports[0], reports[1])
    assert line == (
        "share of ham held: 0.01 and 0.03, not comparable: measured on different test halves "
        "(aaaaaaaaaaaa and bbbbbbbbbbbb)"
    )
    assert difference(ONE, ONE, reports[0], reports[2]) == ["share of ham held: 0.01 → 0.02"]
