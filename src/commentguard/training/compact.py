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
        # A copy is as large as everything else that a fit holds; where nothing is stored twice, none is needed.
        if not grams.has_canonical_format:
            grams = sp.csr_matrix(grams, copy=True)
            grams.sum_duplicates()
        n, buckets = grams.shape
        fallen = np.bincount(grams.indices, minlength=buckets)
        shared = np.flatnonzero(fallen > 1)
        kept = (fallen > 1).take(grams.indices)
        lonely = np.flatnonzero(~kept)
        owner = np.searchsorted(grams.indptr, lonely, side="right") - 1
        alone, value = grams.indices[lonely].astype(np.int64), grams.data[lonely]
        length = np.sqrt(np.bincount(owner, value**2, minlength=n))
        place = np.zeros(buckets, dtype=np.int32)
        place[shared] = np.arange(len(shared))
        # Row by row what is kept, and behind it the comment's own column: put in place at once, because SciPy's way of
        # laying matrices side by side, by coordinates, takes five times as long.
        owns = length > 0
        sizes = np.diff(grams.indptr) - np.bincount(owner, minlength=n) + owns
        ends = np.concatenate([[0], np.cumsum(sizes)])
        last = np.zeros(ends[-1], dtype=bool)
        last[ends[1:][owns] - 1] = True
        data, columns = np.empty(len(last)), np.empty(len(last), dtype=np.int32)
        data[last], columns[last] = length[owns], len(shared) + np.flatnonzero(owns)
        np.logical_not(last, out=last)
        data[last], columns[last] = grams.data[kept], place.take(grams.indices[kept])
        matrix = sp.csr_matrix((data, columns, ends), shape=(n, len(shared) + n))
        share = value / np.where(length > 0, length, 1.0)[owner]
        return cls(matrix, buckets, shared, alone, owner, share)

    def expand(self, weights: Float) -> NDArray[np.float32]:
        """Weights of `matrix` as a table over all buckets."""
        table = np.zeros(self.buckets, dtype=np.float32)
        table[self.shared] = weights[: len(self.shared)]
        table[self.alone] = weights[len(self.shared) :][self.owner] * self.share
        return table
