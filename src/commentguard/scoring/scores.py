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

import numpy as np
from numpy.typing import NDArray

from commentguard.features.encoder import Encoded
from commentguard.scoring.linear import (
    COUNT,
    END,
    FIRST,
    LAST,
    ROW,
    START,
    Float,
    Head,
    Heads,
    Weighed,
    view_scores,
    view_wording,
    views_of,
    weigh,
    with_columns,
)
from commentguard.scoring.sentences import (
    SentenceHead,
    Summary,
    figures,
    likelihoods,
    sentences_of,
    summaries,
)
from commentguard.scoring.trees import BEHIND, Trees

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

    `kind` are the log-odds of spam given unwanted, `plain` those of all views before any penalty, with
    `lift`, which is what a view's sentences add, and `together`, which is what its trees do when they are `asked` about it (views, `BEHIND`). `views` and `sentences` are what `linear.Views` has in
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
    together: Listed
    asked: Listed

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
            together=self.together.tolist(),
            asked=self.asked.tolist(),
        )


class Judge(NamedTuple):
    """What a batch is scored with, beside the heads that it was weighed with.

    `bias` is theirs, `trees` are arranged for the encoder's columns.
    """

    bias: Float
    sentences: SentenceHead
    trees: Trees
    price: Price


def in_columns(encoded: Encoded, weighed: Weighed, judge: Judge) -> Scores:
    """Scores of many comments."""
    count = len(encoded.documents)
    told = count + encoded.segments.shape[1]
    # Views and sentences in one, because every step is paid for.
    together = views_of(encoded, encoded.segments, encoded.utterances)
    views, sentences = together[:, :told], together[:, told:]
    wording = view_wording(together, weighed)
    by_head = with_columns(wording, together, weighed, judge.bias)
    likelihood = likelihoods(by_head[told:, SENTENCES])
    summary = summaries(views, sentences, likelihood)
    lift = judge.sentences.lift(summary)
    asked = _asked(summary, wording[:told, UNWANTED])
    added = _by_trees(encoded, judge.trees, views[ROW], asked)
    plain = (by_head[:told, UNWANTED] + lift + added).tolist()
    log_odds, winner = _won(plain, views[ROW, count:].tolist(), count, judge.price)
    kind = by_head[:count, KIND].tolist()
    return Scores(
        log_odds, kind, winner, plain, views.T, sentences.T, likelihood,
        summary.first, summary.behind, lift, added, asked,
    )  # fmt: skip


def score_views(
    encoded: Encoded, head: Head, sentences: SentenceHead | None = None, trees: Trees | None = None
) -> Float:
    """Log-odds of the whole and of each segment of each comment, by one head, its sentences and its trees.

    Trees ask about sentences: without `sentences` there are none.
    """
    own = [] if sentences is None else [sentences.as_head(len(head.dense))]
    heads = Heads.of(head, *own)
    views = views_of(encoded, encoded.segments)
    weighed = weigh(encoded, heads)
    wording = view_wording(views, weighed)
    scores = with_columns(wording, views, weighed, heads.bias)[:, 0]
    if sentences is None:
        return np.asarray(scores)
    spoken = sentences_of(encoded)
    chances = likelihoods(view_scores(spoken, weighed, heads.bias)[:, 1])
    summary = summaries(views, spoken, chances)
    scores = scores + sentences.lift(summary)
    if trees:
        scores = scores + _by_trees(encoded, trees, views[ROW], _asked(summary, wording[:, 0]))
    return np.asarray(scores)


def _asked(summary: Summary, wording: Float) -> Float:
    """What is `BEHIND` the signal columns of each view (views, `BEHIND`)."""
    return np.column_stack((summary.mean, summary.highest, summary.last, wording))


def _by_trees(encoded: Encoded, trees: Trees, rows: NDArray[np.int64], asked: Float) -> Float:
    return trees.scores(inputs_of(encoded.dense, rows, asked)) if trees else np.zeros(len(rows))


def inputs_of(dense: Float, rows: NDArray[np.int64], asked: Float) -> Float:
    """What trees are asked (views, columns): signal columns of each view's comment, and what is `BEHIND`."""
    columns = dense.shape[1]
    inputs = np.empty((len(rows), columns + len(BEHIND)))
    inputs[:, :columns] = dense.take(rows, axis=0)
    inputs[:, columns:] = asked
    return inputs


def one_by_one(encoded: Encoded, weighed: Weighed, judge: Judge) -> Scores:
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
    dense, biases = weighed.dense.tolist(), judge.bias.tolist()

    def wording(k: int, place: int) -> float:
        a, b, first, last = limits[k]
        chars = (b[place] - a[place]) / sqrt(max(b[COUNT] - a[COUNT], 1.0))
        told = (last[place] - first[place]) / sqrt(max(last[COUNT] - first[COUNT], 1.0))
        found: float = chars + told
        return found

    def score(k: int, row: int, place: int) -> float:
        found: float = wording(k, place) + dense[row][place] + biases[place]
        return found

    likelihood = [
        1.0 / (1.0 + exp(min(-score(k, sentence[ROW], SENTENCES), 700.0)))
        for k, sentence in enumerate(sentences, len(views))
    ]
    begins = [sentence[START] for sentence in sentences]
    summary = [_spoken(view, sentences, begins) for view in views]
    told = [figures(likelihood[a:b] if a >= 0 else ()) for a, b in summary]
    lift = [judge.sentences.lifted(each) for each in told]
    rows, said = [view[ROW] for view in views], [wording(k, UNWANTED) for k in range(len(views))]
    asked = [(*three, words) for three, words in zip(told, said, strict=True)]
    added = [0.0] * len(views)
    if judge.trees:
        added = _by_trees(encoded, judge.trees, np.array(rows), np.array(asked)).tolist()
    plain = [
        words + dense[row][UNWANTED] + biases[UNWANTED] + lifted + tree
        for words, row, lifted, tree in zip(said, rows, lift, added, strict=True)
    ]
    log_odds, winner = _won(plain, rows[count:], count, judge.price)
    return Scores(
        log_odds, [score(row, row, KIND) for row in range(count)], winner, plain,
        views, sentences, likelihood, [a for a, _ in summary], [b for _, b in summary], lift, added, asked,
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
