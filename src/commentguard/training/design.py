"""The rows of a fit as its optimiser walks them: part by part, each part's sums added in order.

Fifty thousand comments are one part in memory. A million are many parts on disk
(`training.stream`), and the objective is the same sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commentguard.training.compact import Compact


@dataclass(frozen=True, slots=True)
class Part:
    """Some consecutive rows: signal columns, n-grams, and the transpose of the latter."""

    rows: slice
    dense: NDArray[Any]
    grams: sp.csr_matrix
    transposed: Any


class Design(Protocol):
    """Rows that can be walked again and again. `width` counts the n-gram columns."""

    @property
    def width(self) -> int: ...

    def parts(self) -> Iterator[Part]: ...

    def expand(self, weights: NDArray[np.float64]) -> NDArray[np.float32]:
        """Weights of the n-gram columns as a table over all buckets."""
        ...


class Held:
    """All rows in memory, as one part, over the buckets that occur."""

    def __init__(self, dense: NDArray[np.float64], grams: sp.csr_matrix) -> None:
        self._compact = Compact.of(grams)
        seen = self._compact.matrix
        # Rows of the transpose are read in order; `seen.T @ pull` would scatter over the table.
        self._part = Part(slice(None), dense, seen, sp.csr_matrix(seen.T))

    @property
    def width(self) -> int:
        return int(self._part.grams.shape[1])

    def parts(self) -> Iterator[Part]:
        yield self._part

    def expand(self, weights: NDArray[np.float64]) -> NDArray[np.float32]:
        return self._compact.expand(weights)
