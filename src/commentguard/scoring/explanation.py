"""Why: the log-odds of the winning view, taken apart without remainder.

A linear score is a sum, so its explanation is exact: bias, reasons (columns of signals that
fired), clues (words whose n-grams moved the score) and the rest add up to the log-odds. No
sampling, no surrogate model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commentguard.features.encoder import Encoded, Encoder
from commentguard.scoring.linear import Head, char_contributions, dense_part, word_contributions
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


@dataclass(frozen=True, slots=True)
class Weighed:
    """N-gram contributions of a batch, computed once for all of its explanations."""

    per_char: np.ndarray[tuple[int], np.dtype[np.float64]]
    char_count: np.ndarray[tuple[int], np.dtype[np.int64]]
    per_word: np.ndarray[tuple[int], np.dtype[np.float64]]
    word_count: np.ndarray[tuple[int], np.dtype[np.int64]]
    dense: np.ndarray[tuple[int], np.dtype[np.float64]]


def weigh(encoded: Encoded, head: Head) -> Weighed:
    per_char, char_count = char_contributions(encoded.grams, head)
    per_word, word_count = word_contributions(encoded.grams, head)
    return Weighed(per_char, char_count, per_word, word_count, dense_part(encoded, head))


def explain(
    encoded: Encoded,
    encoder: Encoder,
    head: Head,
    known: frozenset[str],
    weighed: Weighed,
    row: int,
    view: tuple[int, int],
) -> Explanation:
    """Reasons and clues of comment `row`, whose winning view is `view` of its folded text.

    `known` are the columns that the model was fitted to. Clues are the strongest `MAX_CLUES`
    words; the others are part of `rest`, which does not include the segment penalty.
    """
    reasons = _reasons(encoded, encoder, head, known, row)
    words, text_sum = _words(encoded, weighed, row, view)
    ranked = sorted(words.items(), key=lambda item: (-abs(item[1][0]), item[0]))
    document = encoded.documents[row]
    clues = tuple(
        Clue(token, weight, tuple(document.span(a, b) for a, b in places[:_MAX_SPANS]))
        for token, (weight, places) in ranked[:MAX_CLUES]
        if abs(weight) >= _FAINT
    )
    explained = sum(r.weight for r in reasons) + sum(c.weight for c in clues)
    rest = float(weighed.dense[row]) + text_sum - explained
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


_Words = dict[str, tuple[float, list[tuple[int, int]]]]


def _words(
    encoded: Encoded, weighed: Weighed, row: int, view: tuple[int, int]
) -> tuple[_Words, float]:
    """Weight and places of each word inside the view, and the sum of all n-grams there.

    A character n-gram counts for the word it starts in or, starting on a gap, for the next.
    """
    grams = encoded.grams
    origin = int(grams.starts[row])
    start, end = origin + view[0], origin + view[1]
    first, last = np.searchsorted(grams.word_at, [start, end])
    chars = weighed.per_char[start:end] / np.sqrt(max(1, int(weighed.char_count[start:end].sum())))
    words = weighed.per_word[first:last] / np.sqrt(
        max(1, int(weighed.word_count[first:last].sum()))
    )
    total = float(chars.sum() + words.sum())
    if last == first:
        return {}, total
    document = encoded.documents[row]
    ends = dict(document.word_spans)
    inside = [(int(at) - origin) for at in grams.word_at[first:last]]
    limits = np.array([ends[at] + origin for at in inside])
    owner = np.minimum(
        np.searchsorted(limits, np.arange(start, end), side="right"), len(inside) - 1
    )
    by_word = words + np.bincount(owner, weights=chars, minlength=len(inside))
    found: _Words = {}
    for at, weight in zip(inside, by_word.tolist(), strict=True):
        token = document.text[at : ends[at]]
        before, places = found.get(token, (0.0, []))
        found[token] = (before + weight, [*places, (at, ends[at])])
    return found, total
