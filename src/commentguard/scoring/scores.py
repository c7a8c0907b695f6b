"""Final scores of a batch: of every view, with its sentences, and which view speaks for each comment."""

from __future__ import annotations

from itertools import accumulate, pairwise
from struct import Struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.features.encoder import Encoded
from commentguard.kernel.runtime import address, address_to_read, kernel
from commentguard.scoring.linear import Float, Head, Heads, Weighed, weigh
from commentguard.scoring.sentences import FEATURES, SentenceHead
from commentguard.scoring.trees import ASK, BEHIND, Trees

UNWANTED, KIND, SENTENCES = range(3)
"""Order of the heads that a batch is weighed with; the kernel has it, too."""

_PLACES = 5
_DOUBLES = Struct(f"{len(FEATURES)}d").pack
_VIEWS = kernel("views", trees=ASK, places=_PLACES, behind=len(BEHIND), heads=SENTENCES + 1)


class Price(NamedTuple):
    """What a window pays for being chosen: `Bundle.segment_penalty` and `segment_discount`."""

    penalty: float
    discount: float


class Listed(NamedTuple):
    """Log-odds of the winning views (price paid), and which views won, in lists.

    `kind` are the log-odds of spam given unwanted, `plain` those of all views before any penalty, with
    `lift`, which is what a view's sentences add, and `together`, which is what its trees do when they are `asked`
    about it (`BEHIND` numbers a view). `views` and `sentences` are what `linear.Views` has in columns, five numbers for
    each; the sentences of view k are [`first`[k], `behind`[k]), `first` is -1 where it has none, and `likelihood` is the
    probability of each.
    """

    views: list[int]
    first: list[int]
    behind: list[int]
    sentences: list[int]
    winner: list[int]
    likelihood: list[float]
    lift: list[float]
    asked: list[float]
    together: list[float]
    plain: list[float]
    log_odds: list[float]
    kind: list[float]

    def view(self, k: int) -> list[int]:
        """The places of view k, in the order of `linear.ROW` and its like."""
        return self.views[_PLACES * k : _PLACES * (k + 1)]

    def sentence(self, k: int) -> list[int]:
        """The same of sentence k."""
        return self.sentences[_PLACES * k : _PLACES * (k + 1)]

    def asked_about(self, k: int) -> list[float]:
        """What the trees were asked about view k, `BEHIND` its columns."""
        return self.asked[len(BEHIND) * k : len(BEHIND) * (k + 1)]


_WHOLE = Listed._fields.index("likelihood")
"""So many of the fields are whole numbers, and stand first."""

_ENDS = len(Listed._fields) + 1


class Scores(NamedTuple):
    """What the kernel says of a batch, field by field of `Listed` in one block: a field ends at the next of `limits`."""

    block: NDArray[np.int64]
    limits: list[int]

    def of(self, name: str) -> Float:
        """One of the fields that are no whole numbers."""
        field = Listed._fields.index(name)
        found: Float = self.block[self.limits[field] : self.limits[field + 1]].view(np.float64)
        return found

    def listed(self) -> Listed:
        """All in lists, of which single entries cost less."""
        limits, begin = self.limits, self.limits[_WHOLE]
        told = self.block[:begin].tolist()
        told += self.block[begin:].view(np.float64).tolist()
        return Listed._make([told[a:b] for a, b in pairwise(limits[:_ENDS])])


class Judge(NamedTuple):
    """What a batch is scored with, beside the heads that it was weighed with.

    `bias` is theirs, `trees` are arranged for the encoder's columns.
    """

    bias: Float
    sentences: SentenceHead
    trees: Trees
    price: Price


def score_batch(encoded: Encoded, weighed: Weighed, judge: Judge) -> Scores:
    """Scores of a batch, or of one comment, or of none."""
    grams, count = encoded.grams, len(encoded.dense)
    windows, spoken = encoded.segments.shape[1], encoded.utterances.shape[1]
    views, behind = count + windows, len(BEHIND)
    sizes = (
        views * _PLACES, views, views, spoken * _PLACES, count,
        spoken, views, views * behind, views, views, count, count, views,
    )  # fmt: skip
    limits = list(accumulate(sizes, initial=0))
    block = np.empty(limits[-1], dtype=np.int64)
    if count:
        sums, dense = weighed.at
        _VIEWS(
            count, grams.starts.tobytes(), grams.first_word.tobytes(), grams.word_at.tobytes(),
            encoded.segments.tobytes(), windows, encoded.utterances.tobytes(), spoken,
            sums, weighed.sums.shape[1], weighed.words,
            dense, judge.bias.tobytes(), _DOUBLES(*judge.sentences.weights), *judge.price,
            *judge.trees.plan(encoded.dense.shape[1] + behind), address_to_read(encoded.dense), address(block),
        )  # fmt: skip
    return Scores(block, limits)


def score_views(
    encoded: Encoded, head: Head, sentences: SentenceHead | None = None, trees: Trees | None = None
) -> Float:
    """Log-odds of the whole and of each segment of each comment, by one head, its sentences and its trees.

    Trees ask about sentences: without `sentences` there are none.
    """
    spoken = sentences or SentenceHead.silent()
    heads = Heads.of(head, head, spoken.as_head(len(head.dense)))
    asked = (sentences and trees) or Trees.silent()
    judge = Judge(heads.bias, spoken, asked, Price(0.0, 0.0))
    return score_batch(encoded, weigh(encoded, heads), judge).of("plain")
