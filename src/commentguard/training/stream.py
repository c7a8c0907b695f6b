"""Fits to more comments than memory holds: encoded once, kept on disk, walked in parts.

The objective is the one of `training.estimator`, to its optimum and not to a noisy neighbourhood of
it, as a stream of small steps would give. A pass reads the parts in order and two at a time; sums
are added in the order of the parts, so that the same rows give the same weights. Values are kept
as float32, like the weights that will meet them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import joblib
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commentguard.errors import DataError
from commentguard.evidence import Column
from commentguard.features.encoder import Encoder
from commentguard.features.ngrams import BUCKETS
from commentguard.scoring.linear import Head
from commentguard.training.corpora import Row
from commentguard.training.design import Part
from commentguard.training.estimator import fit_design
from commentguard.training.matrix import gram_matrix
from commentguard.training.sentences import Stacked

_BATCH = 512
_BATCHES = 16
"""Batches of a part: some 8,000 rows, whose n-grams take about 50 MB."""

# A million rows settle the weights long before the last digits of the loss do.
_ITERATIONS, _TOLERANCE = 60, 1e-6

_Arrays = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int32], NDArray[np.int32]]


class Streamed:
    """Encoded rows in a folder, in parts; `unwanted` and `weight` of each row in memory."""

    def __init__(
        self, folder: Path, rows: Iterable[Row], stacked: Stacked | None = None, jobs: int = 2
    ) -> None:
        """Encode `rows`, which are read once and not kept, into files of `folder`.

        Behind the signal columns stand the figures of sentences, if they are `stacked`.
        """
        self._files: list[tuple[Path, slice]] = []
        unwanted: list[bool] = []
        weight: list[float] = []

        def batches() -> Iterator[list[Row]]:
            waiting = iter(rows)
            while batch := list(islice(waiting, _BATCH)):
                unwanted.extend(row.unwanted for row in batch)
                weight.extend(row.weight for row in batch)
                yield batch

        run = joblib.Parallel(n_jobs=jobs, return_as="generator", pre_dispatch=2 * jobs)
        encoded = iter(run(joblib.delayed(_arrays)(batch, stacked) for batch in batches()))
        start = 0
        while part := list(islice(encoded, _BATCHES)):
            end = start + sum(len(dense) for dense, *_ in part)
            path = folder / f"part-{len(self._files):05d}.npy"
            _write(path, part)
            self._files.append((path, slice(start, end)))
            start = end
        if not start:
            raise DataError("there are no rows to fit to")
        self.unwanted = np.array(unwanted, dtype=bool)
        self.weight = np.array(weight)

    @property
    def width(self) -> int:
        return BUCKETS

    def parts(self) -> Iterator[Part]:
        for path, rows in self._files:
            with path.open("rb") as file:
                dense, data, indices, indptr = (np.load(file, allow_pickle=False) for _ in range(4))
            grams = sp.csr_matrix((data, indices, indptr), shape=(len(dense), BUCKETS))
            yield Part(rows, dense, grams, grams.T)

    def expand(self, weights: NDArray[np.float64]) -> NDArray[np.float32]:
        return weights.astype(np.float32)


def fit_streamed(
    stored: Streamed, columns: Mapping[str, Column], *, dense_penalty: float, gram_penalty: float
) -> Head:
    """The head of P(unwanted) over stored rows; weights as `estimator.fit_head` would give them."""
    return fit_design(
        stored, stored.unwanted, stored.weight, columns, dense_penalty=dense_penalty,
        gram_penalty=gram_penalty, iterations=_ITERATIONS, tolerance=_TOLERANCE,
    )  # fmt: skip


def _arrays(rows: Sequence[Row], stacked: Stacked | None) -> _Arrays:
    encoded = Encoder().encode([row.comment for row in rows])
    dense = encoded.dense
    if stacked is not None:
        dense = np.hstack([dense, stacked.figures_of(encoded, rows)])
    grams = gram_matrix(encoded)
    grams.sum_duplicates()
    return (
        dense.astype(np.float32),
        grams.data.astype(np.float32),
        grams.indices.astype(np.int32),
        np.diff(grams.indptr).astype(np.int32),
    )


def _write(path: Path, batches: list[_Arrays]) -> None:
    dense, data, indices, counts = (np.concatenate(one) for one in zip(*batches, strict=True))
    indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    with path.open("wb") as file:
        for array in (dense, data, indices, indptr):
            np.save(file, array)
