"""Trees say as arrays what they say in scikit-learn, and see no wording of their own group."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.ensemble import HistGradientBoostingClassifier
from tests.training.rows import corpus

from commentguard.evidence import Column
from commentguard.features.encoder import Encoder
from commentguard.features.ngrams import BUCKETS
from commentguard.scoring.linear import Head
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.trees import BEHIND, LEAVES, Trees
from commentguard.training import fit, large, trees
from commentguard.training.estimator import decision, fit_head
from commentguard.training.fit import fit_guard
from commentguard.training.pool import Pool
from commentguard.training.sentences import COLUMNS
from commentguard.training.settings import Settings

RANDOM = np.random.default_rng(5)


@pytest.mark.parametrize("most", [2, 5, LEAVES])
def test_arrays_say_what_the_fitted_model_says(most: int) -> None:
    seen = RANDOM.normal(size=(600, 6)).round(1)
    target = (seen[:, 0] > 0) ^ (seen[:, 1] * seen[:, 2] > 0.2)
    model = HistGradientBoostingClassifier(max_leaf_nodes=most, max_iter=30, min_samples_leaf=5)
    model.fit(seen, target)
    grown, start = trees.exported(model)
    gap = grown.scores(seen) + start - model.decision_function(seen)
    # Values of leaves are kept as float32.
    assert np.abs(gap).max() < 1e-5
    assert len(np.unique(grown.scores(seen))) > most


def test_they_find_what_a_sum_cannot() -> None:
    # Behind the two columns are the figures of sentences, as the last places always are.
    seen = np.zeros((2000, 2 + len(COLUMNS)))
    seen[:, :2] = RANDOM.integers(0, 2, size=(2000, 2))
    target = seen[:, 0] != seen[:, 1]
    said, weight = np.zeros(len(seen)), np.ones(len(seen))
    columns = {"a": Column("a"), "b": Column("b"), **COLUMNS}
    head = fit_head(
        seen, sp.csr_matrix((len(seen), BUCKETS)), target, weight, columns,
        dense_penalty=0.05, gram_penalty=1.0,
    )  # fmt: skip
    half, grown = trees.beside(head, tuple(columns), seen, said, target, weight, 1)
    alone = decision(head, seen, sp.csr_matrix((len(seen), BUCKETS)))
    both = decision(half, seen, sp.csr_matrix((len(seen), BUCKETS)))
    both += grown.scores(np.column_stack([seen, said]))
    assert ((alone > 0) == target).mean() < 0.8
    assert ((both > 0) == target).all()


def test_what_has_a_prior_is_the_sums_alone_and_in_full() -> None:
    name = "label_stuffing.listed"
    seen = RANDOM.integers(0, 2, size=(2000, 2)).astype(float)
    target = (seen[:, 0] == 1) & (seen[:, 1] == 1)
    head = Head(0.0, np.array([8.0, 2.0], np.float32), np.zeros(BUCKETS, np.float32))
    said, weight = np.zeros(len(seen)), np.ones(len(seen))
    half, grown = trees.beside(head, (name, "other"), seen, said, target, weight, 1)
    assert half.dense.tolist() == [8.0, 1.0]
    assert grown.asked((name, "other"))[name] == 0
    assert grown.asked((name, "other"))["other"] > 0


def test_wording_is_that_of_a_head_which_did_not_see_the_fold() -> None:
    pool = Pool(corpus())
    seen, weight = np.zeros((len(pool), 0)), np.ones(len(pool))
    columns: dict[str, Column] = {}
    fold = np.arange(len(pool)) // 8 % 3
    asked = (weight, fold, columns, Settings())
    found = trees.unseen_wording(seen, pool.grams, pool.unwanted, *asked)
    turned = pool.unwanted.copy()
    turned[fold == 1] = ~turned[fold == 1]
    again = trees.unseen_wording(seen, pool.grams, turned, *asked)
    assert np.array_equal(found[fold == 1], again[fold == 1])
    assert not np.allclose(found[fold == 0], again[fold == 0])
    assert found[pool.unwanted].mean() > found[~pool.unwanted].mean()


def test_a_fold_that_nothing_can_be_fitted_without_is_told_nothing() -> None:
    pool = Pool(corpus(groups=2))
    seen, weight = np.zeros((len(pool), 0)), np.ones(len(pool))
    found = trees.unseen_wording(
        seen, pool.grams, pool.unwanted, weight, pool.unwanted.astype(int), {}, Settings()
    )
    assert not found.any()


@pytest.mark.parametrize("from_disk", [False, True])
def test_a_guard_has_them_where_comments_are_enough(
    from_disk: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool, settings = Pool(corpus()), Settings(calibration_share=0.4)
    assert not fit_guard(pool, "few", "1", settings).trees
    monkeypatch.setattr(trees, "_LEAST", 4)
    for module, name, value in (
        (fit, "ENOUGH", 8), (large, "ENOUGH", 8), (large, "TREES", 24),
        *((module, "IN_MEMORY", 20) for module in (fit, large) if from_disk),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, value)
    bundle = fit_guard(pool, "many", "1", settings)
    assert bundle.trees
    assert bundle.trees.place.max() < len(bundle.columns) + len(BEHIND)
    comments = [row.comment for row in pool.rows[:8]]
    one = Scorer(bundle).score_many(comments)
    other = Scorer(replace(bundle, trees=Trees.silent())).score_many(comments)
    assert [v.log_odds for v in one] != [v.log_odds for v in other]
    for verdict in one:
        told = sum(r.weight for r in verdict.reasons) + sum(c.weight for c in verdict.clues)
        assert verdict.bias + told + verdict.rest == pytest.approx(verdict.log_odds, abs=1e-9)


def test_what_is_fitted_stands_where_it_is_served() -> None:
    assert tuple(COLUMNS) == BEHIND[:-1]
    assert not set(BEHIND) & set(Encoder().columns)
