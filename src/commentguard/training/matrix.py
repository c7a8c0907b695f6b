"""Encoded comments as the matrices that scikit-learn and SciPy work on."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.features.encoder import Encoded, Encoder
from commentguard.features.ngrams import BUCKETS, CHAR_ORDERS, NO_GRAM, Grams
from commentguard.scoring.linear import FIRST, START, Views

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


def gram_matrix(encoded: Encoded) -> sp.csr_matrix:
    """(n, buckets) with count / √total per family: exactly what `scoring.linear` sums up."""
    grams = encoded.grams
    n = len(encoded.dense)
    rows, columns, values = [], [], []
    # Each text with the gap before it, which is no part of any n-gram.
    gaps = grams.starts - 1
    text_of = np.repeat(np.arange(n), np.diff(gaps))
    places = np.arange(len(text_of))
    left = np.where(places == gaps[text_of], 0, gaps[text_of + 1] - places)
    kept = [np.flatnonzero(left >= order) for order in CHAR_ORDERS]
    totals = sum((np.bincount(text_of[at], minlength=n) for at in kept), np.zeros(n, dtype=int))
    scale = 1 / np.sqrt(np.maximum(totals, 1))
    for buckets, at in zip(grams.chars, kept, strict=True):
        rows.append(text_of[at])
        columns.append(buckets[at])
        values.append(scale[text_of[at]])
    row, bucket, value = _words(grams, n)
    data = np.concatenate([*values, value])
    where = (np.concatenate([*rows, row]), np.concatenate([*columns, bucket]).astype(np.int64))
    return sp.csr_matrix((data, where), shape=(n, BUCKETS))


def _words(
    grams: Grams, n: int
) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.float64]]:
    counts = np.diff(grams.first_word)
    text_of = np.repeat(np.arange(n), counts)
    followed = np.ones(len(text_of), dtype=bool)
    followed[grams.first_word[1:][counts > 0] - 1] = False
    totals = np.maximum(2 * counts - 1, 1)
    scale = 1 / np.sqrt(totals)
    row = np.concatenate([text_of, text_of[followed]])
    bucket = np.concatenate([grams.words, grams.pairs[followed]])
    return row, bucket, scale[row]


def sentence_matrix(encoded: Encoded, sentences: Views) -> sp.csr_matrix:
    """(sentences, buckets) of single sentences, as `scoring.linear` sums up a view of them."""
    grams, n = encoded.grams, sentences.shape[1]
    rows, columns, values = [], [], []
    for family, limits in (
        (grams.chars, sentences[START:FIRST]),
        (grams.by_word, sentences[FIRST:]),
    ):
        owner = np.broadcast_to(_owners(family.shape[1], limits), family.shape)
        at = (family != NO_GRAM) & (owner < n)
        counts = np.bincount(owner[at], minlength=n)
        rows.append(owner[at])
        columns.append(family[at].astype(np.int64))
        values.append((1 / np.sqrt(np.maximum(counts, 1)))[owner[at]])
    data, where = np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))
    return sp.csr_matrix((data, where), shape=(n, BUCKETS))


def _owners(length: int, ranges: NDArray[np.int64]) -> NDArray[np.int64]:
    """Which of the `ranges` (2, n) each of `length` places lies in; their number where it lies in none."""
    owner = np.full(length, ranges.shape[1], dtype=np.int64)
    for k, (start, end) in enumerate(ranges.T.tolist()):
        owner[start:end] = k
    return owner
