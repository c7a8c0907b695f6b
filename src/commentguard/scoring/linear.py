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


@dataclass(frozen=True, slots=True)
class Ranges:
    """Every view of a batch as ranges: whole comments first, in order, then segments.

    `row` is the comment of a view, `start` and `end` its range in the concatenated texts, `first`
    and `last` that of its words. `chars` and `words` are the square roots of the numbers of
    n-grams that start in it, which its sums are divided by.
    """

    row: Int
    start: Int
    end: Int
    first: Int
    last: Int
    chars: Float
    words: Float


@dataclass(frozen=True, slots=True)
class Weighed:
    """What each head makes of a batch: weights by position, by word, and by comment.

    `chars` (positions, heads) sums the n-grams that start at a position, `words` a word and its
    pair with the next, `dense` the signal columns and conjunctions.
    """

    chars: Float
    words: Float
    dense: Float


def ranges(encoded: Encoded) -> Ranges:
    """All views of a batch and how many n-grams each holds; the same for every head."""
    starts, first_word = encoded.grams.starts, encoded.grams.first_word
    row, start, end = np.arange(len(starts) - 1), starts[:-1], starts[1:]
    first, last = first_word[:-1], first_word[1:]
    text_end, last_word = end, last
    if len(encoded.segments):
        inside, begins, ends = encoded.segments.T
        row = np.concatenate([row, inside])
        start = np.concatenate([start, starts[inside] + begins])
        end = np.concatenate([end, starts[inside] + ends])
        word_at = encoded.grams.word_at
        first = np.concatenate([first, np.searchsorted(word_at, start[len(first) :])])
        last = np.concatenate([last, np.searchsorted(word_at, end[len(last) :])])
        text_end, last_word = starts[1:][row], first_word[1:][row]
    # A gram of order k starts no later than k - 1 before the end of its *text*.
    latest = np.minimum(end[:, None], text_end[:, None] - _REACH)
    chars = np.maximum(latest - start[:, None], 0).sum(axis=1)
    words = 2 * (last - first) - ((last == last_word) & (last > first))
    return Ranges(row, start, end, first, last, _root(chars), _root(words))


def weigh(encoded: Encoded, heads: Heads) -> Weighed:
    """Look up every n-gram of a batch, and add up what starts in one place."""
    grams = encoded.grams
    chars = heads.table.take(grams.chars, axis=0)
    chars.reshape(-1, chars.shape[-1])[grams.over] = 0
    words = heads.table.take(grams.by_word, axis=0)
    words[1, grams.last] = 0
    return Weighed(
        chars.sum(axis=0, dtype=np.float64),
        words.sum(axis=0, dtype=np.float64),
        # Not `dense @ weights`: a product may sum in another order for another batch size.
        (encoded.dense[:, :, None] * heads.dense).sum(axis=1),
    )


def view_scores(views: Ranges, weighed: Weighed, bias: Float) -> Float:
    """Log-odds of every view by every head (views, heads), before any penalty, in float64."""
    text = _between(weighed.chars, views.start, views.end) / views.chars[:, None]
    text += _between(weighed.words, views.first, views.last) / views.words[:, None]
    return np.asarray(bias + weighed.dense[views.row] + text)


def score_views(encoded: Encoded, head: Head) -> Float:
    """Log-odds of the whole and of each segment of each comment, by one head."""
    heads = Heads.of(head)
    return np.asarray(view_scores(ranges(encoded), weigh(encoded, heads), heads.bias)[:, 0])


_REACH = np.array(CHAR_ORDERS) - 1


def _between(values: Float, start: Int, end: Int) -> Float:
    """Sums over [start, end) by prefix sums, which cost the same for one view and for thirty."""
    sums = np.zeros((len(values) + 1, values.shape[1]))
    np.cumsum(values, axis=0, out=sums[1:])
    return np.asarray(sums[end] - sums[start])


def _root(counts: Int) -> Float:
    return np.sqrt(np.maximum(counts, 1))
