"""Encoded comments as the matrices that scikit-learn and SciPy work on."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.features.encoder import Encoded, Encoder
from commentguard.features.ngrams import BUCKETS, NO_GRAM
from commentguard.scoring.linear import CHARACTERS, FIRST, START, WORDS, Views, views_of

Int = NDArray[np.int64]

_CHUNK = 512
# Below this a second process takes longer to start than it saves.
_MANY = 8000


def encode_rows(
    comments: list[Comment], encoder: Encoder | None = None
) -> tuple[NDArray[np.float64], sp.csr_matrix]:
    """Dense columns (n, columns) and n-grams (n, buckets) of whole comments, chunk by chunk."""
    encoder = encoder or Encoder()
    if len(comments) >= _MANY:
        half = len(comments) // 2
        parts = Parallel(n_jobs=2)(
            delayed(_encode)(part, encoder) for part in (comments[:half], comments[half:])
        )
        return np.vstack([d for d, _ in parts]), sp.csr_matrix(sp.vstack([g for _, g in parts]))
    return _encode(comments, encoder)


def _encode(comments: list[Comment], encoder: Encoder) -> tuple[NDArray[np.float64], sp.csr_matrix]:
    dense: list[NDArray[np.float64]] = [np.zeros((0, len(encoder.columns)))]
    sparse: list[sp.csr_matrix] = [sp.csr_matrix((0, BUCKETS))]
    for start in range(0, len(comments), _CHUNK):
        encoded = encoder.encode(comments[start : start + _CHUNK])
        dense.append(encoded.dense)
        sparse.append(gram_matrix(encoded))
    return np.vstack(dense), sp.csr_matrix(sp.vstack(sparse, format="csr"))


def gram_matrix(encoded: Encoded, views: Views | None = None) -> sp.csr_matrix:
    """(views, buckets) with 1 / √total per family for what a view holds: exactly what `scoring.linear` sums up.

    Of whole comments where no `views` are named. An n-gram that a stretch of text repeats is a view's only where
    it stands first.
    """
    grams = encoded.grams
    if views is None:
        views = views_of(encoded)
    n = views.shape[1]
    rows, columns, values = [], [], []
    for family, starts, stretch, limits in (
        (grams.chars, grams.starts, CHARACTERS, views[START:FIRST]),
        (grams.by_word, grams.first_word, WORDS, views[FIRST:]),
    ):
        bucket, place = _once(family, starts, stretch)
        owner = _owners(family.shape[1], limits)[place]
        bucket, owner = bucket[owner < n], owner[owner < n]
        counts = np.bincount(owner, minlength=n)
        rows.append(owner)
        columns.append(bucket)
        values.append((1 / np.sqrt(np.maximum(counts, 1)))[owner])
    data, where = np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))
    return sp.csr_matrix((data, where), shape=(n, BUCKETS))


def _once(family: NDArray[np.uint32], starts: NDArray[np.int64], stretch: int) -> tuple[Int, Int]:
    """The buckets of a family of n-grams (orders, places), each once a stretch of a text, and where they stand first."""
    length = family.shape[1]
    begins = [np.arange(*limits, stretch) for limits in pairwise(starts.tolist())]
    part = np.concatenate([np.zeros(0, dtype=np.int64), *begins])
    part_of = np.searchsorted(part, np.arange(length), side="right").astype(np.int64)
    # Place by place, because the first of equal ones is wanted in the order of the text.
    told = ((part_of * (NO_GRAM + 1))[:, None] + family.T).ravel()
    first = np.unique(told, return_index=True)[1]
    bucket, place = told[first] % (NO_GRAM + 1), first // len(family)
    real = bucket != NO_GRAM
    return bucket[real], place[real]


def _owners(length: int, ranges: NDArray[np.int64]) -> NDArray[np.int64]:
    """Which of the `ranges` (2, n) each of `length` places lies in; their number where it lies in none."""
    owner = np.full(length, ranges.shape[1], dtype=np.int64)
    for k, (start, end) in enumerate(ranges.T.tolist()):
        owner[start:end] = k
    return owner
