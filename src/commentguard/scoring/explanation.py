"""Why: the log-odds of the winning view, taken apart without remainder.

A linear score is a sum, so its explanation is exact: bias, reasons (columns of signals that
fired), clues (words whose n-grams moved the score) and the rest add up to the log-odds. No
sampling, no surrogate model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commentguard.features.encoder import Encoded, Encoder
from commentguard.scoring.linear import Head, Ranges, Weighed
from commentguard.verdict import Clue, Code, Reason, Span

MAX_CLUES = 8
# Below this a word did not move anything that anybody would notice.
_FAINT = 0.02
_MAX_SPANS = 12


@dataclass(frozen=True, slots=True)
class Explanation:
    reasons: tuple[Reason, ...]
    clues: tuple[Clue, ...]
    rest: float


def explain(
    encoded: Encoded,
    encoder: Encoder,
    head: Head,
    known: frozenset[str],
    weighed: Weighed,
    views: Ranges,
    winner: int,
) -> Explanation:
    """Reasons and clues of the comment whose best view is number `winner` of `views`.

    `head` is the first of those that `weighed` was made with, `known` are the columns that the model was fitted to. Clues are the strongest `MAX_CLUES`
    words; the others are part of `rest`, which does not include the segment penalty.
    """
    row = int(views.row[winner])
    reasons = _reasons(encoded, encoder, head, known, row)
    clues, text_sum = _clues(encoded, weighed, views, winner)
    explained = sum(r.weight for r in reasons) + sum(c.weight for c in clues)
    rest = float(weighed.dense[row, 0]) + text_sum - explained
    return Explanation(reasons, clues, rest)


def _reasons(
    encoded: Encoded, encoder: Encoder, head: Head, known: frozenset[str], row: int
) -> tuple[Reason, ...]:
    fired: dict[Code, list[Span]] = {}
    for reading in encoded.readings[row]:
        for code in reading.fired:
            fired.setdefault(code, []).extend(reading.spans.get(code, ()))
    if not fired:
        return ()
    weights = dict.fromkeys(fired, 0.0)
    modelled = set()
    for place, (name, column) in enumerate(encoder.columns.items()):
        if column.code in weights:
            weights[column.code] += float(encoded.dense[row, place]) * float(head.dense[place])
            if name in known:
                modelled.add(column.code)
    # A code that the model does not know yet is shown with weight 0; one that it knows and
    # gives no weight has no part in the verdict, and listing it would be an untruth.
    return tuple(
        Reason(code, weights[code], tuple(dict.fromkeys(sorted(fired[code]))))
        for code in Code
        if code in fired and (weights[code] > 0 or code not in modelled)
    )


def _clues(
    encoded: Encoded, weighed: Weighed, views: Ranges, winner: int
) -> tuple[tuple[Clue, ...], float]:
    """The words of the view that weigh most, and the sum of all n-grams there.

    A character n-gram counts for the word it starts in or, starting on a gap, for the next.
    """
    start, end = int(views.start[winner]), int(views.end[winner])
    first, last = int(views.first[winner]), int(views.last[winner])
    chars = weighed.chars[start:end, 0] / views.chars[winner]
    words = weighed.words[first:last, 0] / views.words[winner]
    total = float(chars.sum() + words.sum())
    if last == first:
        return (), total
    row = int(views.row[winner])
    document, grams = encoded.documents[row], encoded.grams
    before = int(grams.first_word[row])
    tokens = document.words[first - before : last - before]
    starts = (grams.word_at[first:last] - int(grams.starts[row])).tolist()
    ends = [at + len(token) for at, token in zip(starts, tokens, strict=True)]
    # Each word owns what starts behind the word before it, the last one all that is left.
    origin = start - int(grams.starts[row])
    owned = np.add.reduceat(chars, [0, *[at - origin for at in ends[:-1]]])
    weights: dict[str, float] = {}
    for token, weight in zip(tokens, (words + owned).tolist(), strict=True):
        weights[token] = weights.get(token, 0.0) + weight
    ranked = sorted(
        [(-abs(weight), token) for token, weight in weights.items() if abs(weight) >= _FAINT]
    )[:MAX_CLUES]
    places: dict[str, list[tuple[int, int]]] = {token: [] for _, token in ranked}
    for token, at, until in zip(tokens, starts, ends, strict=True):
        if token in places:
            places[token].append((at, until))
    clues = tuple(
        Clue(token, weights[token], document.spans(found[:_MAX_SPANS]))
        for token, found in places.items()
    )
    return clues, total
