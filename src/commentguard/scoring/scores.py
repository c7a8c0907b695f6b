"""Final scores of a batch: of every view, with its sentences, and which view speaks for each comment."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Any, NamedTuple, Self

import numpy as np

from commentguard.features.encoder import Encoded
from commentguard.kernel.runtime import address, kernel
from commentguard.scoring.linear import Float, Head, Heads, Weighed, weigh
from commentguard.scoring.sentences import SentenceHead
from commentguard.scoring.trees import ASK, BEHIND, Trees

UNWANTED, KIND, SENTENCES = range(3)
"""Order of the heads that a batch is weighed with; the kernel has it, too."""

_PLACES = 5
_VIEWS = kernel("views", trees=ASK)

Listed = Any
"""A list of what `Scores` says, or an array that `Scores.listed` makes one of."""


class Price(NamedTuple):
    """What a window pays for being chosen: `Bundle.segment_penalty` and `segment_discount`."""

    penalty: float
    discount: float


class Scores(NamedTuple):
    """Log-odds of the winning views (price paid), and which views won, in arrays or in lists.

    `kind` are the log-odds of spam given unwanted, `plain` those of all views before any penalty, with
    `lift`, which is what a view's sentences add, and `together`, which is what its trees do when they are `asked` about it (views, `BEHIND`). `views` and `sentences` are what `linear.Views` has in
    columns, a row for each; the sentences of view k are [`first`[k], `behind`[k]), `first` is -1 where it
    has none, and `likelihood` is the probability of each.
    """

    log_odds: Listed
    kind: Listed
    winner: Listed
    plain: Listed
    views: Listed
    sentences: Listed
    likelihood: Listed
    first: Listed
    behind: Listed
    lift: Listed
    together: Listed
    asked: Listed

    def listed(self) -> Self:
        """The same in lists, of which single entries cost less."""
        return type(self)(*(each if isinstance(each, list) else each.tolist() for each in self))


class Judge(NamedTuple):
    """What a batch is scored with, beside the heads that it was weighed with.

    `bias` is theirs, `trees` are arranged for the encoder's columns.
    """

    bias: Float
    sentences: SentenceHead
    trees: Trees
    price: Price


def score_batch(encoded: Encoded, weighed: Weighed, judge: Judge) -> Scores:
    """Scores of a batch, or of one comment."""
    grams, count = encoded.grams, len(encoded.dense)
    windows, spoken = encoded.segments.shape[1], encoded.utterances.shape[1]
    views, behind = count + windows, len(BEHIND)
    sizes = (
        views * _PLACES, views, views, spoken * _PLACES, count,
        spoken, views, views * behind, views, views, count, count, views,
    )  # fmt: skip
    limits = list(accumulate(sizes, initial=0))
    block = np.empty(limits[-1], dtype=np.int64)
    _VIEWS(
        count, grams.starts.tobytes(), grams.first_word.tobytes(), grams.word_at.tobytes(),
        encoded.segments.tobytes(), windows, encoded.utterances.tobytes(), spoken,
        address(weighed.sums), weighed.sums.shape[1], weighed.words,
        weighed.dense.tobytes(), judge.bias.tobytes(), np.array(judge.sentences.weights).tobytes(), *judge.price,
        *judge.trees.plan(encoded.dense.shape[1] + behind), address(encoded.dense), address(block),
    )  # fmt: skip
    numbers = block.view(np.float64)
    whole = [block[a:b] for a, b in pairwise(limits[:6])]
    real = [numbers[a:b] for a, b in pairwise(limits[5:13])]
    return Scores(
        real[5], real[6], whole[4], real[4],
        whole[0].reshape(views, _PLACES), whole[3].reshape(spoken, _PLACES), real[0],
        whole[1], whole[2], real[1], real[3], real[2].reshape(views, behind),
    )  # fmt: skip


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
    return np.asarray(score_batch(encoded, weigh(encoded, heads), judge).plain)
