"""Why: the log-odds of the winning view, taken apart without remainder.

Bias, reasons (columns of signals that fired), clues (words whose n-grams moved the score) and the rest
add up to the log-odds. A reason weighs what it adds to the sum and what the trees would say less
without it: they are asked again with its columns at 0. Two reasons that only count together both
lose by that, so what is left of the trees' say (`together`, within the rest) may be below 0. Dealing a
tree's answer out to its questions instead would be arbitrary. No sampling, no surrogate model.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.features.encoder import Encoded, Encoder
from commentguard.scoring.linear import COUNT, Head, Weighed
from commentguard.scoring.scores import inputs_of
from commentguard.scoring.trees import Trees
from commentguard.verdict import Clue, Code, Reason, Span

Float = NDArray[np.float64]

MAX_CLUES = 8
_CODES = tuple(Code)
# Below this a word did not move anything that anybody would notice.
_FAINT = 0.02
_MAX_SPANS = 12


class Explanation(NamedTuple):
    """`together` is what trees say that no reason accounts for; it is part of `rest`."""

    reasons: tuple[Reason, ...]
    fired: tuple[Code, ...]
    clues: tuple[Clue, ...]
    rest: float
    together: float


class Asked(NamedTuple):
    """The trees, what they were asked about a view `BEHIND` its signal columns, and what they said."""

    trees: Trees
    behind: Sequence[float]
    said: float


def explain(
    encoded: Encoded,
    encoder: Encoder,
    head: Head,
    known: frozenset[str],
    weighed: Weighed,
    view: Sequence[int],
    score: float,
    asked: Asked,
    *,
    unwanted: bool,
) -> Explanation:
    """Reasons and clues of a comment whose best view is `view`, with `score` before any penalty.

    `view` is one column of `Views`, as a list, about which the trees were `asked`. `head` is the first
    of those that `weighed` was made with, `known` are the columns that the model was fitted to. Clues are the strongest `MAX_CLUES`
    words; the others are part of `rest`, which does not include the segment penalty. Where the
    comment is more likely `unwanted` than not, what signals hinted at is listed besides what fired;
    `Explanation.fired` holds only the latter, since a hint must never help to discard anything.
    """
    row = view[0]
    reasons, lost = _reasons(encoded, encoder, head, known, row, asked, unwanted=unwanted)
    clues = _clues(encoded, weighed, view)
    explained = sum([r.weight for r in reasons]) + sum([c.weight for c in clues])
    strong = {code for reading in encoded.readings[row] for code in reading.fired}
    fired = tuple([reason.code for reason in reasons if reason.code in strong])
    rest = score - head.bias - explained
    return Explanation(reasons, fired, clues, rest, asked.said - lost)


def _lost(encoded: Encoded, row: int, asked: Asked, places: Sequence[Sequence[int]]) -> list[float]:
    """What the trees would say less without the columns at `places`, 0 where they would say more."""
    if not asked.trees:
        return [0.0] * len(places)
    rows = np.full(len(places), row)
    without = inputs_of(encoded.dense, rows, np.array(asked.behind))
    for inputs, columns in zip(without, places, strict=True):
        inputs[columns] = 0.0
    return [max(0.0, asked.said - still) for still in asked.trees.scores(without).tolist()]


def _reasons(
    encoded: Encoded,
    encoder: Encoder,
    head: Head,
    known: frozenset[str],
    row: int,
    asked: Asked,
    *,
    unwanted: bool,
) -> tuple[tuple[Reason, ...], float]:
    """The reasons, and how much of their weight is the trees'."""
    fired: dict[Code, list[Span]] = {}
    for reading in encoded.readings[row]:
        for code in (*reading.fired, *reading.faint) if unwanted else reading.fired:
            fired.setdefault(code, []).extend(reading.spans.get(code, ()))
    if not fired:
        return (), 0.0
    weights = dict.fromkeys(fired, 0.0)
    modelled = set()
    values, by_column = encoded.dense[row].tolist(), head.dense.item
    for code in fired:
        for place, name in encoder.argue_for[code]:
            if values[place]:
                weights[code] += values[place] * by_column(place)
            if name in known:
                modelled.add(code)
    codes = [code for code in _CODES if code in fired]
    places = [[place for place, _ in encoder.argue_for[code]] for code in codes]
    lost = _lost(encoded, row, asked, places)
    # A code that the model does not know yet is shown with weight 0; one that it knows and
    # gives no weight has no part in the verdict, and listing it would be an untruth.
    told = [
        (Reason(code, weight, tuple(dict.fromkeys(sorted(fired[code])))), less)
        for code, less in zip(codes, lost, strict=True)
        if (weight := weights[code] + less) > 0 or code not in modelled
    ]
    return tuple([reason for reason, _ in told]), sum([less for _, less in told])


def _clues(encoded: Encoded, weighed: Weighed, view: Sequence[int]) -> tuple[Clue, ...]:
    """The words of the view that weigh most, with all n-grams that count for them.

    A character n-gram counts for the word it starts in or, starting on a gap, for the next.
    """
    row, start, end, first, last = view
    if last == first:
        return ()
    grams, document = encoded.grams, encoded.documents[row]
    # Each word owns what starts behind the word before it, the last one all that is left.
    owned = np.empty(last - first + 1, dtype=np.intp)
    owned[0], owned[1:-1], owned[-1] = start, grams.word_end[first : last - 1], end
    chars = weighed.sums.take(owned, axis=0)
    words = weighed.sums[weighed.words + first : weighed.words + last + 1]
    by_word = _shares(chars) + _shares(words)
    before = int(grams.first_word[row])
    tokens = document.words[first - before : last - before]
    weights: dict[str, float] = {}
    for token, weight in zip(tokens, by_word.tolist(), strict=True):
        weights[token] = weights[token] + weight if token in weights else weight
    # The numbers alone are sorted in a third of the time that they take with their words.
    least = max(_FAINT, *sorted(map(abs, weights.values()))[-MAX_CLUES:][:1])
    loud = sorted([(-abs(w), token) for token, w in weights.items() if not -least < w < least])[
        :MAX_CLUES
    ]
    places: dict[str, list[tuple[int, int]]] = {token: [] for _, token in loud}
    origin = int(grams.starts[row])
    at = grams.word_at[first:last].tolist()
    for token, start in zip(tokens, at, strict=True):
        if token in places:
            places[token].append((start - origin, start - origin + len(token)))
    return tuple(
        [
            Clue(token, weights[token], document.spans(found[:_MAX_SPANS]))
            for token, found in places.items()
        ]
    )


def _shares(sums: Float) -> Float:
    """What stands between neighbouring rows of prefix sums adds to the log-odds of all of it."""
    of_all = max(sums.item(-1, COUNT) - sums.item(0, COUNT), 1.0)
    return np.asarray((sums[1:, 0] - sums[:-1, 0]) / sqrt(of_all))
