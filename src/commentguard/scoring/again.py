"""Windows of long comments that are read again, as comments of their own.

A window has the signal columns of its whole comment: readers' signals of the padding count for the advert that stands
in it, and an advert's signals against a reader's sentence a page away. To say which windows are loud that
is good enough, to judge by one is not. The few loudest are encoded by themselves, with
the same author, post and parent; how far such a comment says more than the whole counts in part
(docs/experiments/0045).

Few are read: none of a comment of which no window sounds like an advert, which is nearly all, none of one that is an advert
as a whole, and none that is much longer as received than windows are, because a text may be all marks that nobody sees. So no text costs much more than it did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.features.encoder import Encoded, Encoder
from commentguard.scoring import stated
from commentguard.scoring.linear import Heads, Weighed, weigh
from commentguard.scoring.scores import Judge, Price, Scores, score_batch
from commentguard.text.document import Document
from commentguard.text.page import Ranges

Float = NDArray[np.float64]
Int = NDArray[np.int64]

LONGEST = 2048
"""Characters of a window as received: some five times what windows have, which leaves room for markup."""

_NONE = np.zeros(0, dtype=np.int64)

# Windows with the same words have the same score but for rounding, and of these the first is read first.
_DIGITS = 6


MOST_WINDOWS = 32
"""Windows of a comment that are read again at the most: each costs what a comment does, whatever a bundle asks for."""


class Again(NamedTuple):
    """Of which comments which windows are read again, by log-odds with the signals of the whole.

    Of comments that say less than `below` themselves, up to `most` windows that say more than `above`. With none, as
    in models up to 0.9.0, windows are judged by the signals of the whole. The trap: where `below` is under the
    score to hold above, comments between the two are neither held nor read again.
    """

    most: int = 0
    above: float = 0.0
    below: float = 0.0

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """What a bundle has of it. Raises `DataError` for what is out of bounds."""
        most = stated.number(told, "most", 1, MOST_WINDOWS)
        if not most.is_integer():
            raise DataError(f"most must be a whole number, is {most}")
        return cls(int(most), stated.number(told, "above"), stated.number(told, "below"))


ONCE = Again()
"""No window is read again."""

APART = Price(np.inf, 0.0)
"""What windows pay where they are read again: by the signals of the whole none may win."""


class Alone(NamedTuple):
    """A window as a comment, which begins at `begin` of the text as received."""

    comment: Comment
    begin: int


class Reread(NamedTuple):
    """Windows of a batch, encoded and scored as comments: window k is of comment `rows[k]` and begins at `begins[k]`."""

    rows: Int
    begins: list[int]
    encoded: Encoded
    weighed: Weighed
    scores: Scores

    def own(self) -> Float:
        """Log-odds of each window by itself, no price paid."""
        return self.scores.of("plain")[: len(self.rows)]


def loudest(rows: Int, plain: Float, again: Again) -> Int:
    """Which windows to read again, the loudest of each comment first.

    `plain` are log-odds of whole comments and then of their windows, which are those of comments `rows`, ascending.
    """
    windows = plain[len(plain) - len(rows) :]
    # Nearly always, and asked of every long comment.
    if not len(windows) or windows.max() <= again.above:
        return _NONE
    found = np.flatnonzero((windows > again.above) & (plain[rows] < again.below))
    order = np.lexsort((-np.round(windows[found], _DIGITS), rows[found]))
    found = found[order]
    of = rows[found]
    chosen: Int = found[np.arange(len(of)) - of.searchsorted(of) < again.most]
    return chosen


def alone(document: Document, start: int, end: int) -> Alone | None:
    """The window [start, end) of a folded text as a comment; `None` where it is too long as received.

    It begins behind the sign before it: tags that open there, and all of an entity, belong to it.
    """
    begin = document.span(start - 1, start).end if start else 0
    received = document.span(start, end)
    begin = min(begin, received.start)
    if received.end - begin > LONGEST:
        return None
    comment = document.comment
    return Alone(replace(comment, text=comment.text[begin : received.end]), begin)


def paid(whole: Float, own: Float, price: Price) -> Float:
    """What windows count for whose comments say `whole`, and which say `own`."""
    return own - price.discount * (own - whole) - price.penalty


def read_again(
    encoded: Encoded, scores: Scores, again: Again, encoder: Encoder, heads: Heads, judge: Judge
) -> Reread | None:
    """Read the loudest windows of a batch; `None` where there are none, which is the rule."""
    rows = encoded.segments[0]
    if not again.most or not len(rows):
        return None
    loud = loudest(rows, scores.of("plain"), again)
    if not len(loud):
        return None
    ranges = encoded.segments[:, loud]
    found = windows_alone(encoded.documents.__getitem__, ranges)
    if not found:
        return None
    read = encoder.encode([window.comment for _, window in found])
    weighed = weigh(read, heads)
    of = np.array([row for row, _ in found], dtype=np.int64)
    begins = [window.begin for _, window in found]
    return Reread(of, begins, read, weighed, score_batch(read, weighed, judge))


def windows_alone(document: Callable[[int], Document], ranges: Ranges) -> list[tuple[int, Alone]]:
    """Those of `ranges` that can be read again, each with its row; `document` tells that of a row."""
    found = ((row, alone(document(row), start, end)) for row, start, end in ranges.T.tolist())
    return [(row, window) for row, window in found if window is not None]
