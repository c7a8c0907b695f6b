"""Log-odds of every view of every comment, and where they came from.

A *view* is the whole comment or one window of it. All views of a batch are scored from the same
gathers by prefix sums, so judging thirty windows costs little more than judging one text.
N-gram values are counts over the square root of the family's total, which makes the length of
a comment no evidence by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.features.encoder import Encoded
from commentguard.features.ngrams import CHAR_ORDERS

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
class Heads:
    """Several linear models side by side: `dense` (columns, heads), `table` (buckets, heads).

    The weights of one bucket lie next to each other, so that one look-up fetches all of them.
    """

    bias: Float
    dense: Float
    table: NDArray[np.float32]

    @classmethod
    def of(cls, *heads: Head) -> Heads:
        return cls(
            np.array([head.bias for head in heads]),
            np.stack([head.dense for head in heads], axis=1, dtype=np.float64),
            np.stack([head.table for head in heads], axis=1),
        )


class View(NamedTuple):
    """The whole of a comment or one window of it: comment `row`, and where it lies.

    [start, end) are positions, [first, last) words, both counted through the batch. `chars` and
    `words` are the square roots of the numbers of n-grams in it, which its sums are divided by.
    """

    row: int
    start: int
    end: int
    first: int
    last: int
    chars: float
    words: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """What each head makes of a batch: weights by position, by word, and by comment.

    `chars` (positions, heads) sums the n-grams that start at a position, `words` a word and its
    pair with the next, `dense` the signal columns and conjunctions. `sums` are prefix sums over
    all positions and then all words, which price thirty windows like one text.
    """

    chars: Float
    words: Float
    dense: Float
    sums: Float


def views_of(encoded: Encoded) -> list[View]:
    """All views of a batch, whole comments first, in order, then segments; the same for any head.

    In plain Python, because arrays of one or two views cost more to make than to fill.
    """
    starts, first_word = encoded.grams.starts.tolist(), encoded.grams.first_word.tolist()
    found = [
        _view(row, *at, at[1], at[3])
        for row, at in enumerate(
            zip(starts[:-1], starts[1:], first_word[:-1], first_word[1:], strict=True)
        )
    ]
    if encoded.segments:
        word_at = encoded.grams.word_at.tolist()
        for row, begins, ends in encoded.segments:
            start, end = starts[row] + begins, starts[row] + ends
            first, last = bisect_left(word_at, start), bisect_left(word_at, end)
            found.append(_view(row, start, end, first, last, starts[row + 1], first_word[row + 1]))
    return found


def _view(
    row: int, start: int, end: int, first: int, last: int, text_end: int, last_word: int
) -> View:
    if end - start >= _LONGEST_GRAM and text_end - end >= _LONGEST_GRAM:
        chars = len(CHAR_ORDERS) * (end - start)
    else:
        # A gram of order k starts no later than k before the end of its *text*.
        chars = sum([max(0, min(end, text_end - k + 1) - start) for k in CHAR_ORDERS])
    words = 2 * (last - first) - (last == last_word and last > first)
    return View(row, start, end, first, last, sqrt(chars or 1), sqrt(words or 1))


def weigh(encoded: Encoded, heads: Heads) -> Weighed:
    """Look up every n-gram of a batch, and add up what starts in one place."""
    grams = encoded.grams
    chars = heads.table.take(grams.chars, axis=0)
    _, length, count = chars.shape
    chars.reshape(-1, count)[grams.over] = 0
    words = heads.table.take(grams.by_word, axis=0)
    words[1, grams.last] = 0
    values = np.zeros((1 + length + words.shape[1], count))
    by_char, by_word = values[1 : 1 + length], values[1 + length :]
    np.add.reduce(chars, axis=0, dtype=np.float64, out=by_char)
    np.add.reduce(words, axis=0, dtype=np.float64, out=by_word)
    # Not `dense @ weights`: a product may sum in another order for another batch size.
    dense = np.add.reduce(encoded.dense[:, :, None] * heads.dense, axis=1)
    return Weighed(by_char, by_word, dense, np.add.accumulate(values, axis=0))


def view_scores(views: list[View], weighed: Weighed, bias: Float) -> Float:
    """Log-odds of every view by every head (views, heads), before any penalty, in float64."""
    length = len(weighed.chars)
    rows = [view.row for view in views]
    bounds = np.array(
        [(v.start, v.first + length, v.end, v.last + length) for v in views], dtype=np.intp
    )
    roots = np.array([(v.chars, v.words) for v in views])
    sums = weighed.sums[bounds]
    text = np.add.reduce((sums[:, 2:] - sums[:, :2]) / roots[:, :, None], axis=1)
    return np.asarray(bias + weighed.dense[rows] + text)


def score_views(encoded: Encoded, head: Head) -> Float:
    """Log-odds of the whole and of each segment of each comment, by one head."""
    heads = Heads.of(head)
    return np.asarray(view_scores(views_of(encoded), weigh(encoded, heads), heads.bias)[:, 0])


_LONGEST_GRAM = CHAR_ORDERS[-1]
