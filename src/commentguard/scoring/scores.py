"""Final scores of a batch: of every view, with its sentences, and which view speaks for each comment.

In columns for many comments, one by one for few: an array of six views costs as many steps as one of six
hundred, a microsecond each, and plain floats say the same. `tests/scoring/test_scores.py` holds the two to
each other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import exp, sqrt
from typing import Any, NamedTuple, Self

from commentguard.features.encoder import Encoded
from commentguard.scoring.linear import (
    COUNT,
    END,
    FIRST,
    LAST,
    ROW,
    START,
    Float,
    Weighed,
    view_scores,
    views_of,
)
from commentguard.scoring.sentences import SentenceHead, likelihoods, summaries

UNWANTED, KIND, SENTENCES = range(3)
"""Order of the heads that a batch is weighed with."""

Listed = Any
"""A list of what `Scores` says, or an array that `Scores.listed` makes one of."""


class Price(NamedTuple):
    """What a window pays for being chosen: `Bundle.segment_penalty` and `segment_discount`."""

    penalty: float
    discount: float


class Scores(NamedTuple):
    """Log-odds of the winning views (price paid), and which views won.

    `kind` are the log-odds of spam given unwanted, `plain` those of all views before any penalty, `lift`
    included, which is what a view's sentences add. `views` and `sentences` are what `linear.Views` has in
    columns, a row for each; the sentences of view k are [`first`[k], `behind`[k]), `first` is -1 where it
    has none, and `likelihood` is the probability of each.
    """

    log_odds: list[float]
    kind: list[float]
    winner: list[int]
    plain: list[float]
    views: Listed
    sentences: Listed
    likelihood: Listed
    first: Listed
    behind: Listed
    lift: Listed

    def listed(self) -> Self:
        """The same in lists, of which single entries cost less."""
        if isinstance(self.views, list):
            return self
        return self._replace(
            views=self.views.tolist(),
            sentences=self.sentences.tolist(),
            likelihood=self.likelihood.tolist(),
            first=self.first.tolist(),
            behind=self.behind.tolist(),
            lift=self.lift.tolist(),
        )


def in_columns(
    encoded: Encoded, weighed: Weighed, bias: Float, head: SentenceHead, price: Price
) -> Scores:
    """Scores of many comments."""
    count = len(encoded.documents)
    told = count + encoded.segments.shape[1]
    # Views and sentences in one, because every step is paid for.
    together = views_of(encoded, encoded.segments, encoded.utterances)
    views, sentences = together[:, :told], together[:, told:]
    by_head = view_scores(together, weighed, bias)
    likelihood = likelihoods(by_head[told:, SENTENCES])
    summary = summaries(views, sentences, likelihood)
    lift = head.lift(summary)
    plain = (by_head[:told, UNWANTED] + lift).tolist()
    log_odds, winner = _won(plain, views[ROW, count:].tolist(), count, price)
    kind = by_head[:count, KIND].tolist()
    return Scores(
        log_odds, kind, winner, plain, views.T, sentences.T, likelihood,
        summary.first, summary.behind, lift,
    )  # fmt: skip


def one_by_one(
    encoded: Encoded, weighed: Weighed, bias: Float, head: SentenceHead, price: Price
) -> Scores:
    """The same of few comments, for less."""
    grams, count = encoded.grams, len(encoded.documents)
    starts, firsts = grams.starts.tolist(), grams.first_word.tolist()
    words = grams.word_at.tolist()
    views = [
        [row, a, b - 1, first, last]
        for row, ((a, b), (first, last)) in enumerate(
            zip(pairwise(starts), pairwise(firsts), strict=True)
        )
    ]

    def listed(ranges: Sequence[Sequence[int]]) -> list[list[int]]:
        moved = [(row, a + starts[row], b + starts[row]) for row, a, b in ranges]
        return [[row, a, b, bisect_left(words, a), bisect_left(words, b)] for row, a, b in moved]

    views += listed(encoded.segments.T.tolist())
    sentences = listed(encoded.utterances.T.tolist())
    places = [
        place
        for view in (*views, *sentences)
        for place in (
            view[START],
            view[END],
            weighed.words + view[FIRST],
            weighed.words + view[LAST],
        )
    ]
    sums = iter(weighed.sums.take(places, axis=0).tolist())
    limits = list(zip(sums, sums, sums, sums, strict=True))
    dense, biases = weighed.dense.tolist(), bias.tolist()

    def score(k: int, row: int, place: int) -> float:
        a, b, first, last = limits[k]
        chars = (b[place] - a[place]) / sqrt(max(b[COUNT] - a[COUNT], 1.0))
        told = (last[place] - first[place]) / sqrt(max(last[COUNT] - first[COUNT], 1.0))
        found: float = chars + told + dense[row][place] + biases[place]
        return found

    likelihood = [
        1.0 / (1.0 + exp(min(-score(k, sentence[ROW], SENTENCES), 700.0)))
        for k, sentence in enumerate(sentences, len(views))
    ]
    begins = [sentence[START] for sentence in sentences]
    summary = [_spoken(view, sentences, begins) for view in views]
    lift = [head.lifted(likelihood[a:b]) if a >= 0 else 0.0 for a, b in summary]
    plain = [score(k, view[ROW], UNWANTED) + lift[k] for k, view in enumerate(views)]
    log_odds, winner = _won(plain, [view[ROW] for view in views[count:]], count, price)
    return Scores(
        log_odds, [score(row, row, KIND) for row in range(count)], winner, plain,
        views, sentences, likelihood, [a for a, _ in summary], [b for _, b in summary], lift,
    )  # fmt: skip


def _spoken(
    view: Sequence[int], sentences: Sequence[Sequence[int]], begins: Sequence[int]
) -> tuple[int, int]:
    """The sentences that begin in a view, or the one that it lies in; -1 first where it has none."""
    first, behind = bisect_left(begins, view[START]), bisect_left(begins, view[END])
    if not behind or sentences[behind - 1][ROW] != view[ROW]:
        return -1, behind
    return min(first, behind - 1), behind


def _won(
    plain: list[float], rows: Sequence[int], count: int, price: Price
) -> tuple[list[float], list[int]]:
    """The best score of each comment, its price paid, and the view that has it.

    `rows` are the comments of the segments, which stand behind the `count` whole ones.
    """
    best, winner = plain[:count], list(range(count))
    penalty, discount = price
    # Later segments win only by being strictly better, so that ties go to the whole text.
    for k, row in enumerate(rows, count):
        score = plain[k] - discount * (plain[k] - plain[row]) - penalty
        if score > best[row]:
            best[row], winner[row] = score, k
    return best, winner
