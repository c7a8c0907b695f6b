"""Log-odds of every view of every comment, and where they came from.

A *view* is the whole comment or one window of it. All views of a batch are scored from the same
gathers by prefix sums, so judging thirty windows costs little more than judging one text.
An n-gram counts once, where it stands first, over the square root of how many its family has there: that makes
the length of a comment no evidence by itself, nor that it says something again and again (docs/experiments/0049).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from commentguard.features.encoder import Encoded
from commentguard.features.ngrams import NO_GRAM
from commentguard.kernel.runtime import Kernel, address, address_to_read, kernel
from commentguard.text.page import Ranges

Float = NDArray[np.float64]

CHARACTERS, WORDS = 512, 64
"""Of a stretch of a text, in which an n-gram counts once. Most comments are one.

Why no longer ones: what stands before an advert would take n-grams away from it (docs/experiments/0050).
"""


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

    The weights of one bucket lie next to each other, so that one look-up fetches all of them, and nothing else:
    a batch asks for nearly all of the table, which no core's own cache holds. The last row, for `NO_GRAM`, is zeros.
    """

    bias: Float
    dense: Float
    table: NDArray[np.float32]
    at: tuple[int, int] = field(init=False, repr=False, compare=False)
    """Where `table` and `dense` lie, for kernels."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", (address_to_read(self.table), address_to_read(self.dense)))

    def __reduce__(self) -> tuple[type[Heads], tuple[Float, Float, NDArray[np.float32]]]:
        # A copy lies elsewhere.
        return Heads, (self.bias, self.dense, self.table)

    @classmethod
    def of(cls, *heads: Head) -> Heads:
        table = np.zeros((len(heads[0].table) + 1, len(heads)), dtype=np.float32)
        for place, head in enumerate(heads):
            table[:-1, place] = head.table
        return cls(
            np.array([head.bias for head in heads], dtype=np.float64),
            np.stack([head.dense for head in heads], dtype=np.float64),
            table,
        )

    def column(self, place: int) -> NDArray[np.float32]:
        """The table of one of the models, as a part of the one for all."""
        part: NDArray[np.float32] = self.table[:-1, place]
        return part


COUNT = -1
"""Place of the number of n-grams among the sums of their weights."""

ROW, START, END, FIRST, LAST = range(5)

Views = NDArray[np.int64]
"""The whole of comments or windows of them, in columns (5, views): of comment `ROW`, and where each lies.

[`START`, `END`) are places on the page, [`FIRST`, `LAST`) words counted through the batch.
"""


class Weighed(NamedTuple):
    """What each head makes of a batch: `dense` (n, heads) of signal columns and conjunctions, `sums` of n-grams.

    `sums` are prefix sums, with a 0 before them, over all positions, of the n-grams that start there, and
    then over all words, from row `words` on, of each word and its pair with the next. They price thirty
    windows like one text. The trap: words go on from the total of the positions, so a row by itself
    means nothing; the sums of [a, b) are row b less row a. `at` is where `sums` and `dense` lie.
    """

    dense: Float
    sums: Float
    words: int
    at: tuple[int, int]


def views_of(encoded: Encoded, *further: Ranges) -> Views:
    """Whole comments in order, and then what is `further` asked for: for training and tests, the same for any head."""
    starts, first = encoded.grams.starts, encoded.grams.first_word
    whole = np.empty((5, len(starts) - 1), dtype=np.int64)
    whole[ROW] = np.arange(len(starts) - 1)
    whole[START], whole[END] = starts[:-1], starts[1:] - 1
    whole[FIRST], whole[LAST] = first[:-1], first[1:]
    return np.concatenate((whole, *(parts_of(encoded, ranges) for ranges in further)), axis=1)


def parts_of(encoded: Encoded, ranges: Ranges) -> Views:
    """Views of ranges of the batch's folded texts: for training and tests, as `views_of`."""
    found = np.empty((5, ranges.shape[1]), dtype=np.int64)
    found[ROW] = ranges[0]
    limits = found[START : END + 1]
    np.add(ranges[1:], encoded.grams.starts.take(ranges[0]), out=limits)
    found[FIRST:] = encoded.grams.word_at.searchsorted(limits)
    return found


def weigh(encoded: Encoded, heads: Heads) -> Weighed:
    """Look up every n-gram of a batch, and add up what starts in one place, and before it.

    Raises `ValueError` for heads of other columns than the batch has.
    """
    grams = encoded.grams
    length, words = grams.chars.shape[1], grams.by_word.shape[1]
    count, columns = encoded.dense.shape
    if columns != heads.dense.shape[1]:
        raise ValueError(f"a batch of {columns} columns, heads of {heads.dense.shape[1]}")
    rows, asked = 1 + length + words, len(heads.bias)
    width = asked + 1
    behind = rows * width
    block = np.empty(behind + count * asked)
    at = address(block)
    said = at + 8 * behind
    table, dense = heads.at
    _weigh(asked)(
        address_to_read(grams.chars), length, grams.starts.tobytes(),
        address_to_read(grams.by_word) if words else 0, words, grams.first_word.tobytes(), table, at,
        address_to_read(encoded.dense) if count else 0, columns, count, dense, asked, said,
    )  # fmt: skip
    return Weighed(
        block[behind:].reshape(count, asked),
        block[:behind].reshape(rows, width),
        length,
        (at, said),
    )


@cache
def _weigh(heads: int) -> Kernel:
    return kernel("weigh", heads=heads, no_gram=NO_GRAM, characters=CHARACTERS, words=WORDS)


def view_wording(views: Views, weighed: Weighed) -> Float:
    """Log-odds of the n-grams of every view by every head (views, heads), in float64: for training and tests."""
    places = views[START:].copy()
    places[FIRST - START :] += weighed.words
    text = weighed.sums.take(places, axis=0)
    found = text[1::2] - text[::2]
    found /= np.sqrt(np.maximum(found[:, :, COUNT:], 1.0))
    wording: Float = np.add.reduce(found, axis=0)[:, : weighed.dense.shape[1]]
    return wording


def view_scores(views: Views, weighed: Weighed, bias: Float) -> Float:
    """Log-odds of every view by every head (views, heads), before any penalty, in float64: for training and tests."""
    wording = view_wording(views, weighed)
    return np.asarray(wording + weighed.dense.take(views[ROW], axis=0) + bias)
