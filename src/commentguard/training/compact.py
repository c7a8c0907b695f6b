"""A matrix of n-grams without the columns that the optimiser need not see, and the way back.

Under an L2 penalty a bucket that no comment falls into has its optimum at 0. Buckets that only
one and the same comment falls into move together: along its values, so that one column of their
common length stands for all of them. What is left is a third of the quarter of a million, and
the optimum is the same one; only rounding differs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Float = NDArray[np.float64]
Int = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Compact:
    """`matrix` stands for `grams`: shared buckets first, then one column a comment.

    `shared` are the buckets of the former, `alone` those of the latter, which belong to comment
    `owner` with the share `share` of its column's length.
    """

    matrix: sp.csr_matrix
    buckets: int
    shared: Int
    alone: Int
    owner: Int
    share: Float

    @classmethod
    def of(cls, grams: sp.csr_matrix) -> Compact:
        grams = sp.csr_matrix(grams, copy=True)
        grams.sum_duplicates()
        n, buckets = grams.shape
        fallen = np.bincount(grams.indices, minlength=buckets)
        row = np.repeat(np.arange(n), np.diff(grams.indptr))
        lonely = fallen[grams.indices] == 1
        owner, alone, value = (
            row[lonely],
            grams.indices[lonely].astype(np.int64),
            grams.data[lonely],
        )
        length = np.sqrt(np.bincount(owner, value**2, minlength=n))
        shared = np.flatnonzero(fallen > 1)
        place = np.zeros(buckets, dtype=np.int64)
        place[shared] = np.arange(len(shared))
        kept = sp.csr_matrix(
            (grams.data[~lonely], (row[~lonely], place[grams.indices[~lonely]])),
            shape=(n, len(shared)),
        )
        matrix = sp.csr_matrix(sp.hstack([kept, sp.diags(length)], format="csr"))
        share = value / np.where(length > 0, length, 1.0)[owner]
        return cls(matrix, buckets, shared, alone, owner, share)

    def expand(self, weights: Float) -> NDArray[np.float32]:
        """Weights of `matrix` as a table over all buckets."""
        table = np.zeros(self.buckets, dtype=np.float32)
        table[self.shared] = weights[: len(self.shared)]
        table[self.alone] = weights[len(self.shared) :][self.owner] * self.share
        return table
