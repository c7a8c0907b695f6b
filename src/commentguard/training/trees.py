"""Fitting the trees: gradient boosting over signals and over wording that was not fitted to.

n-grams know their own training comments by heart. Trees that were shown that knowledge would ask of
nothing else; so for every comment they are shown what a head says that has not seen its group
(stacking: Wolpert, 1992; as for sentences, in the same folds).

They are asked beside the sum and not instead of it, half each: a sum goes on growing where trees have
ended at their last leaf, its signs are bounded, and it is what clues are parts of (docs/experiments/0035).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from commentguard.evidence import Column
from commentguard.scoring.linear import Head, rounded
from commentguard.scoring.trees import LEAVES, Trees
from commentguard.training.estimator import PRIORS, fit_head
from commentguard.training.sentences import FOLDS
from commentguard.training.settings import Settings

Float = NDArray[np.float64]
Int = NDArray[np.int64]

SHARE = 0.5
"""Of the log-odds that are the trees'; the others are the sum's."""

ENOUGH = 10_000
"""Comments below which trees are not worth their questions (docs/experiments/0011): a sum is all."""

_TREES, _STEP, _RIDGE = 400, 0.1, 10.0
_STEPS = 30
# Comments in a leaf, at least: what five people wrote is no habit of sellers.
_LEAST = 100


def unseen_wording(
    dense: Float, grams: sp.csr_matrix, target: NDArray[np.bool_], weight: Float, fold: Int,
    columns: Mapping[str, Column], settings: Settings,
) -> Float:  # fmt: skip
    """Log-odds of the n-grams of each comment (n,), by a head that was fitted without its `fold`.

    To few steps: where trees put their questions is settled long before the last digits of a weight are.
    """
    found = np.zeros(len(target))
    for left_out in range(FOLDS):
        seen, unseen = np.flatnonzero(fold != left_out), np.flatnonzero(fold == left_out)
        if not len(unseen) or len(set(target[seen].tolist())) < 2:
            continue
        head = fit_head(
            dense[seen], sp.csr_matrix(grams[seen]), target[seen], weight[seen], columns,
            dense_penalty=settings.dense_penalty, gram_penalty=settings.gram_penalty, iterations=_STEPS,
        )  # fmt: skip
        found[unseen] = wording(head, sp.csr_matrix(grams[unseen]))
    return found


def wording(head: Head, grams: sp.csr_matrix) -> Float:
    """Log-odds of the n-grams alone, with weights in the steps that models are stored in."""
    return np.asarray(grams @ rounded(head.table).astype(np.float64))


def fit_trees(
    inputs: Float, target: NDArray[np.bool_], weight: Float, seed: int
) -> tuple[Trees, float]:
    """Trees over `inputs` (n, signal columns and `scoring.trees.BEHIND`), and the log-odds they start from."""
    model = HistGradientBoostingClassifier(
        learning_rate=_STEP, max_iter=_TREES, max_leaf_nodes=LEAVES, min_samples_leaf=_LEAST,
        l2_regularization=_RIDGE, early_stopping=False, random_state=seed,
    )  # fmt: skip
    # One thread, for the reason that `estimator.fit_design` gives.
    with threadpool_limits(1):
        model.fit(inputs, target, sample_weight=weight)
    return exported(model)


def exported(model: HistGradientBoostingClassifier) -> tuple[Trees, float]:
    """A boosted model as arrays, and its baseline; tests hold both to its `decision_function`.

    scikit-learn shows the nodes of this model nowhere but in `_predictors`; what is exact and public,
    `GradientBoostingClassifier`, takes a hundred times as long to fit.
    """
    grown = [predictors[0].nodes for predictors in model._predictors]
    asked = (LEAVES - 1, len(grown))
    place, threshold = np.zeros(asked, np.intp), np.full(asked, np.inf)
    mask, value = np.full(asked, 0xFF, np.uint8), np.zeros((LEAVES, len(grown)), np.float32)
    for at, nodes in enumerate(grown):
        questions, leaves = _asked(nodes)
        for k, (node, left) in enumerate(questions):
            place[k, at] = nodes["feature_idx"][node]
            threshold[k, at] = nodes["num_threshold"][node]
            mask[k, at] = 0xFF & ~left
        value[: len(leaves), at] = nodes["value"][leaves]
    return Trees(place, threshold, mask, value), float(model._baseline_prediction.item())


def _asked(nodes: Any) -> tuple[list[tuple[int, int]], list[int]]:
    """Nodes of one tree that ask, each with the leaves on its left as bits, and the leaves from left to right."""
    questions: list[tuple[int, int]] = []
    leaves: list[int] = []

    def walk(node: int) -> int:
        if nodes["is_leaf"][node]:
            leaves.append(node)
            return 1 << (len(leaves) - 1)
        left = walk(int(nodes["left"][node]))
        questions.append((node, left))
        return left | walk(int(nodes["right"][node]))

    walk(0)
    return questions, leaves


def beside(
    head: Head, columns: Sequence[str], seen: Float, said: Float, target: NDArray[np.bool_],
    weight: Float, seed: int,
) -> tuple[Head, Trees]:  # fmt: skip
    """`head` and the trees that are asked beside it, both at the share they count for.

    `seen` (n, `columns`) is what `head` was fitted to beside n-grams, `said` (n,) what n-grams that
    were not fitted to these comments say of them. Columns with a prior of their own (`estimator.PRIORS`)
    are the sum's alone, in full: the corpora hold too little of them for trees to grow on.
    """
    known = np.array([name in PRIORS for name in columns])
    inputs = np.column_stack([np.where(known, 0.0, seen), said * (1 - SHARE)])
    trees, start = fit_trees(inputs, target, weight, seed)
    rest = np.float32(1 - SHARE)
    bias = float(np.float32(head.bias * (1 - SHARE) + start * SHARE))
    dense = np.where(known, head.dense, head.dense * rest).astype(np.float32)
    value = (trees.value * np.float32(SHARE)).astype(np.float32)
    return Head(bias, dense, head.table * rest), replace(trees, value=value)
