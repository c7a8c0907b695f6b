"""What single sentences say: most adverts are one sentence among honest ones.

A sentence is judged by its wording alone, with a head of its own that was taught by the evidence
people marked. Three figures of a text's sentences (the mean probability, the highest, and that of the
last sentence, where adverts like to stand) then count for the comment like any other column. They
are read for every view, so that a window's sentences count as if nothing stood around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from commentguard.features.encoder import Encoded
from commentguard.features.ngrams import BUCKETS
from commentguard.scoring.linear import (
    END,
    ROW,
    START,
    Head,
    Views,
    parts_of,
)

Float = NDArray[np.float64]
Int = NDArray[np.int64]


class Summary(NamedTuple):
    """Probabilities in [0, 1] of a view's sentences being an advert's; 0 where it has none.

    Arrays, with an entry for each view. Its sentences are [`first`, `behind`) of all of the batch; where
    it has none, `first` is -1.
    """

    mean: Float
    highest: Float
    last: Float
    first: Int
    behind: Int


FEATURES = Summary._fields[:3]
"""The figures that have weights, in their order."""


@dataclass(frozen=True, slots=True)
class SentenceHead:
    """A linear model of a sentence's n-grams, and what its answers add to a comment's log-odds.

    `table` is (buckets,) float32. `weights`, one for each of `FEATURES`, are in nats and never
    negative: in the sum, a sentence like an advert's can count against a comment and never for it.
    """

    bias: float
    table: NDArray[np.float32]
    weights: tuple[float, ...]

    @classmethod
    def silent(cls) -> Self:
        """One that adds nothing: of a model that was fitted without."""
        return cls(0.0, np.zeros(BUCKETS, np.float32), (0.0,) * len(FEATURES))

    def as_head(self, columns: int) -> Head:
        """The same as a head that no signal column speaks to."""
        return Head(self.bias, np.zeros(columns, np.float32), self.table)


def sentences_of(encoded: Encoded) -> Views:
    """The sentences of a batch that are judged one by one, in text order; for training, which fits heads to them."""
    return parts_of(encoded, encoded.utterances)


def likelihoods(log_odds: Float) -> Float:
    """Probabilities from the log-odds of sentences, uncalibrated: for training; comments are scored by a kernel."""
    return np.asarray(1.0 / (1.0 + np.exp(np.minimum(-log_odds, 700.0))))


def summaries(views: Views, sentences: Views, likelihood: Float) -> Summary:
    """The summary of each view, of the sentences that begin in it, or of the one that it lies in.

    For training, whose sentences are judged by several heads; comments are scored by a kernel (`scores`).
    """
    limits = sentences[START].searchsorted(views[START : END + 1])
    if not len(likelihood):
        nothing = np.zeros(limits.shape[1])
        return Summary(nothing, nothing, nothing, limits[0] - 1, limits[1])
    first, behind = limits
    last = behind - 1
    np.minimum(first, last, out=first)
    spoken = sentences[ROW].take(last) == views[ROW]
    # One more on either side, which nobody says, for views before and behind all sentences.
    said = np.zeros(len(likelihood) + 2)
    said[1:-1] = likelihood
    between = limits.T.ravel() + 1
    total, highest = np.add.reduceat(said, between)[::2], np.maximum.reduceat(said, between)[::2]
    mean = spoken * total / (behind - first)
    return Summary(
        mean, spoken * highest, spoken * said.take(behind), np.where(spoken, first, -1), behind
    )
