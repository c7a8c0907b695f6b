"""Proof that what serves computes what was fitted, before anything is exported."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commentguard.errors import ModelError
from commentguard.scoring.bundle import Bundle
from commentguard.training.estimator import decision
from commentguard.training.pool import Pool
from commentguard.training.sentences import FOLDS, Stacked
from commentguard.training.trees import wording


def prove_parity(
    bundle: Bundle, pool: Pool, held: NDArray[np.int64], scores: NDArray[np.float64]
) -> None:
    """Scorer and estimator must agree on every held-out row to 1e-9, or nothing is exported."""
    dense, grams = pool.dense[held], sp.csr_matrix(pool.grams[held])
    told = Stacked(bundle.sentences, (bundle.sentences,) * FOLDS).figures(pool)[held]
    weights = np.array(bundle.sentences.weights)
    expected = decision(bundle.unwanted, dense, grams) + told @ weights
    if bundle.trees:
        said = wording(bundle.unwanted, grams)
        expected += bundle.trees.scores(np.column_stack([dense, told, said]))
    gap = np.abs(scores[held] - expected)
    if gap.max(initial=0.0) > 1e-9:
        row = pool.rows[held[int(gap.argmax())]]
        raise ModelError(f"scorer and estimator differ by {gap.max()} on {row.corpus}:{row.number}")
