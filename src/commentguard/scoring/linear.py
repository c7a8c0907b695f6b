"""Log-odds of every view of every comment, and where they came from.

A *view* is the whole comment or one window of it. All views of a batch are scored from the same
gathers by prefix sums, so judging thirty windows costs little more than judging one text.
N-gram values are counts over the square root of the family's total, which makes the length of
a comment no evidence by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commentguard.features.encoder import Encoded
from commentguard.features.ngrams import CHAR_ORDERS, Grams

Float = NDArray[np.float64]
Int = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Head:
    """One linear model: `dense` (columns,) and `table` (buckets,) in float32, and a bias.

    The bias is a Python float that holds a float32 value, like every weight: what is stored
    is what was calibrated and evaluated.
    """

    bias: float
    dense: NDArray[np.float32]
    table: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Views:
    """Every view of a batch: whole comments first, in order, then segments.

    `row` is the comment of a view, `start` and `end` its range in the folded text, `score` its
    log-odds before any penalty.
    """

    row: Int
    start: Int
    end: Int
    score: Float


def dense_part(encoded: Encoded, head: Head) -> Float:
    """Contribution of signal columns and conjunctions, one number per comment.

    Not `dense @ weights`: a matrix product may sum in another order for another batch size.
    """
    return np.asarray((encoded.dense * head.dense.astype(np.float64)).sum(axis=1))


def score_views(encoded: Encoded, head: Head) -> Views:
    """Log-odds of the whole and of each segment of each comment, in float64."""
    count = len(encoded.documents)
    starts, ends = encoded.grams.starts[:-1], encoded.grams.starts[1:]
    row = np.concatenate([np.arange(count), encoded.segments[:, 0]])
    start = np.concatenate([starts, starts[encoded.segments[:, 0]] + encoded.segments[:, 1]])
    end = np.concatenate([ends, starts[encoded.segments[:, 0]] + encoded.segments[:, 2]])
    per_char, char_count = char_contributions(encoded.grams, head)
    per_word, word_count = word_contributions(encoded.grams, head)
    words = encoded.grams.word_at
    text = _mean_root(per_char, char_count, start, end) + _mean_root(
        per_word, word_count, np.searchsorted(words, start), np.searchsorted(words, end)
    )
    score = head.bias + dense_part(encoded, head)[row] + text
    origin = starts[row]
    return Views(row, start - origin, end - origin, score)


def char_contributions(grams: Grams, head: Head) -> tuple[Float, Int]:
    """Summed table weights of the n-grams starting at each position, and how many there are."""
    total = np.zeros(int(grams.starts[-1]))
    count = np.zeros(int(grams.starts[-1]), dtype=np.int64)
    if not len(total):
        return total, count
    left = np.repeat(grams.starts[1:], np.diff(grams.starts)) - np.arange(len(total))
    for order, buckets in zip(CHAR_ORDERS, grams.chars, strict=True):
        inside = left >= order
        total += np.where(inside, head.table[buckets], np.float32(0))
        count += inside
    return total, count


def word_contributions(grams: Grams, head: Head) -> tuple[Float, Int]:
    """Summed table weights of each word and of it with the next, and how many there are."""
    total = head.table[grams.words].astype(np.float64)
    count = np.ones(len(total), dtype=np.int64)
    if len(total):
        followed = np.ones(len(total), dtype=bool)
        lasts = grams.first_word[1:] - 1
        followed[lasts[grams.first_word[1:] > grams.first_word[:-1]]] = False
        total += np.where(followed, head.table[grams.pairs], np.float32(0))
        count += followed
    return total, count


def _mean_root(values: Float, counts: Int, start: Int, end: Int) -> Float:
    """Sum over [start, end) divided by the square root of the count there, 0 where empty."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    totals = np.concatenate([[0], np.cumsum(counts)])
    n = totals[end] - totals[start]
    return np.asarray((sums[end] - sums[start]) / np.sqrt(np.maximum(n, 1)))
