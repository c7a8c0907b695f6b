"""Compaction: the same optimum, fewer unknowns."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from commentguard.evidence import Column
from commentguard.training.compact import Compact
from commentguard.training.estimator import fit_head


def _grams() -> sp.csr_matrix:
    dense = np.zeros((4, 50))
    dense[0, [3, 7, 9]] = 1.0, 2.0, 0.5  # 7 and 9 are the first comment's alone
    dense[1, [3, 20]] = 0.25, 4.0
    dense[2, [30, 31, 32]] = 1.0, 1.0, 3.0
    return sp.csr_matrix(dense)


def test_a_column_stands_for_what_one_comment_has_alone() -> None:
    compact = Compact.of(_grams())
    assert compact.shared.tolist() == [3]
    assert compact.matrix.shape == (4, 1 + 4)
    lengths = compact.matrix.toarray()[:, 1:]
    assert np.allclose(np.diag(lengths), [np.hypot(2.0, 0.5), 4.0, np.sqrt(11.0), 0.0])


def test_columns_ascend_and_what_stands_twice_counts_once() -> None:
    twice = sp.csr_matrix(
        (np.array([1.0, 2.0, 4.0, 0.5, 8.0]), np.array([5, 3, 3, 9, 3]), np.array([0, 4, 5])),
        shape=(2, 10),
    )
    compact = Compact.of(twice)
    assert twice.nnz == 5
    assert compact.matrix.has_canonical_format
    assert compact.shared.tolist() == [3]
    assert compact.alone.tolist() == [5, 9]
    assert compact.owner.tolist() == [0, 0]
    assert compact.matrix.toarray().tolist() == [[6.0, np.hypot(1.0, 0.5), 0.0], [8.0, 0.0, 0.0]]
    assert Compact.of(sp.csr_matrix((3, 10))).matrix.nnz == 0


@pytest.mark.parametrize("seed", range(5))
def test_scores_and_penalty_survive_the_way_back(seed: int) -> None:
    chance = np.random.default_rng(seed)
    grams = sp.csr_matrix(sp.random(30, 400, density=0.02, random_state=seed))
    compact = Compact.of(grams)
    weights = chance.normal(size=compact.matrix.shape[1])
    # A comment with nothing of its own has a column of zeros, whose weight nothing pulls from 0.
    seen = compact.matrix.toarray()
    weights[len(compact.shared) :][np.diag(seen[:, len(compact.shared) :]) == 0] = 0
    table = compact.expand(weights).astype(np.float64)
    assert np.allclose(grams.toarray() @ table, seen @ weights, atol=1e-5)
    assert np.isclose(table @ table, weights @ weights, rtol=1e-5)


def test_the_fit_is_at_the_optimum_of_the_whole_table() -> None:
    chance = np.random.default_rng(3)
    grams = sp.csr_matrix(sp.random(60, 300, density=0.05, random_state=3))
    dense = chance.random((60, 2))
    target = chance.random(60) > 0.5
    head = fit_head(
        dense, grams, target, np.ones(60), {"a.x": Column("x"), "a.y": Column("y")},
        dense_penalty=5.0, gram_penalty=20.0,
    )  # fmt: skip
    table, w = head.table[:300].astype(float), head.dense.astype(float)
    margin = head.bias + dense @ w + grams @ table
    pull = np.where(target, -1 / (1 + np.exp(margin)), 1 / (1 + np.exp(-margin)))
    # The gradient over every bucket, merged or not, vanishes.
    assert np.abs(grams.T @ pull + 0.06 * 20.0 * table).max() < 2e-3
    assert np.abs(dense.T @ pull + 0.06 * 5.0 * w).max() < 2e-3
