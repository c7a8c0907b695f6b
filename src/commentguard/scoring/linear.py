"""Log-odds of every view of every comment, and where they came from.

A *view* is the whole comment or one window of it. All views of a batch are scored from the same
gathers by prefix sums, so judging thirty windows costs little more than judging one text.
N-gram values are counts over the square root of the family's total, which makes the length of
a comment no evidence by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from commentguard.features.encoder import Encoded
from commentguard.features.ngrams import CHAR_ORDERS

Float = NDArray[np.float64]
Int = NDArray[np.int64]


def rounded(table: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each weight as the nearest that float16 can hold, still float32."""
    return table.astype(np.float16).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Head:
    """One linear model: `dense` (columns,) and `table` (buckets,) in float32, and a bias.

    The bias is a Python float that holds a float32 value, like every weight: what is stored
    is what was calibrated and evaluated.
    """

    bias: float
    dense: NDArray[np.float32]
    table: NDArray[np.float32]

    def rounded(self) -> Self:
        """The same with `table` in steps that half the bytes can hold, as models are stored.

        Before anything is calibrated: scores move in the fourth digit.
        """
        return replace(self, table=rounded(self.table))


@dataclass(frozen=True, slots=True)
class Heads:
    """Several linear models side by side: `dense` (heads, columns), `table` (buckets + 1, heads).

    The weights of one bucket lie next to each other, so that one look-up fetches all of them; the last
    row is zeros, for `NO_GRAM`.
    """

    bias: Float
    dense: Float
    table: NDArray[np.float32]

    @classmethod
    def of(cls, *heads: Head) -> Heads:
        return cls(
            np.array([head.bias for head in heads]),
            np.stack([head.dense for head in heads], dtype=np.float64),
            np.stack([np.append(head.table, np.float32(0.0)) for head in heads], axis=1),
        )


View = tuple[int, int, int, int, int, int, int]
"""The whole of a comment or one window of it: comment `row`, and where it lies.

[start, end) are places on the page, [first, last) words counted through the batch. Behind them the
numbers of n-grams of characters and of words in it, whose square roots its sums are divided by.
"""


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
        (row, start, after - 1, first, last, _count(start, after - 1, after - 1), 2 * (last - first) - (last > first))
        for row, (start, after, first, last) in enumerate(
            zip(starts[:-1], starts[1:], first_word[:-1], first_word[1:], strict=True)
        )
    ]  # fmt: skip
    return found + parts_of(encoded, encoded.segments)


def parts_of(encoded: Encoded, ranges: Sequence[tuple[int, int, int]]) -> list[View]:
    """Views of (comment, start, end) `ranges` of the batch's folded texts."""
    if not ranges:
        return []
    starts, first_word = encoded.grams.starts.tolist(), encoded.grams.first_word.tolist()
    limits = [starts[row] + at for row, *ends in ranges for at in ends]
    words = encoded.grams.word_at.searchsorted(limits).tolist()
    found = []
    for row, start, end, first, last in zip(
        [row for row, _, _ in ranges], limits[::2], limits[1::2], words[::2], words[1::2],
        strict=True,
    ):  # fmt: skip
        pairs = 2 * (last - first) - (last == first_word[row + 1] and last > first)
        count = _count(start, end, starts[row + 1] - 1)
        found.append((row, start, end, first, last, count, pairs))
    return found


def _count(start: int, end: int, text_end: int) -> int:
    """How many character n-grams start in [start, end) of a text that goes on to `text_end`."""
    if end - start >= _LONGEST_GRAM:
        if text_end - end >= _LONGEST_GRAM:
            return len(CHAR_ORDERS) * (end - start)
        if text_end == end:
            return len(CHAR_ORDERS) * (end - start) - _LOST
    # A gram of order k starts no later than k before the end of its *text*.
    return sum([max(0, min(end, text_end - k + 1) - start) for k in CHAR_ORDERS])


def weigh(encoded: Encoded, heads: Heads) -> Weighed:
    """Look up every n-gram of a batch, and add up what starts in one place."""
    grams = encoded.grams
    length, words = grams.chars.shape[1], grams.by_word.shape[1]
    values = np.zeros((1 + length + words, heads.table.shape[1]))
    by_char, by_word = values[1 : 1 + length], values[1 + length :]
    # Block by block, because what was looked up is added up at once and should still be near.
    for a in range(0, length, _BLOCK):
        chars = heads.table.take(grams.chars[:, a : a + _BLOCK], axis=0)
        np.add.reduce(chars, axis=0, dtype=np.float64, out=by_char[a : a + _BLOCK])
    np.add.reduce(heads.table.take(grams.by_word, axis=0), axis=0, dtype=np.float64, out=by_word)
    # Not `dense @ weights`: a product may sum in another order for another batch size.
    dense = np.add.reduce(encoded.dense[:, None] * heads.dense, axis=2)
    return Weighed(by_char, by_word, dense, _running(values))


def _running(values: Float) -> Float:
    """Prefix sums of each column. Two columns are added up as one of complex numbers, in half the time:
    each addition waits for the one before."""
    if values.shape[1] != 2:
        return np.add.accumulate(values, axis=0)
    return np.add.accumulate(values.view(np.complex128), axis=0).view(np.float64)


def view_scores(views: list[View], weighed: Weighed, bias: Float) -> Float:
    """Log-odds of every view by every head (views, heads), before any penalty, in float64."""
    length = len(weighed.chars)
    columns = np.array(views, dtype=np.intp)
    sums = weighed.sums[columns[:, 1:5] + (0, 0, length, length)]
    roots = np.sqrt(np.maximum(columns[:, 5:], 1))[:, :, None]
    text = np.add.reduce((sums[:, 1::2] - sums[:, ::2]) / roots, axis=1)
    return np.asarray(bias + weighed.dense.take(columns[:, 0], axis=0) + text)


_LONGEST_GRAM = CHAR_ORDERS[-1]
# N-grams that a whole text has fewer than its places.
_LOST = sum(order - 1 for order in CHAR_ORDERS)
_BLOCK = 1 << 14
