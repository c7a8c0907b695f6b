"""The sentences of a comment that are judged one by one.

An advert often is one sentence among honest ones, most often the last. What is shorter than a few
words ("Hi!", "e.g.", the second dot of a list) says nothing alone and is read with the sentence
before it.
"""

from __future__ import annotations

import numpy as np

from commentguard.text.page import Ranges

_SHORT = 12
"""Characters, white space included; a shorter sentence belongs to the one before it."""

MAX_UTTERANCES = 48


def find_utterances(sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open ranges in order, from those of `sentences`; empty where there are none.

    More than `MAX_UTTERANCES` are thinned evenly, keeping the first and the last.
    """
    found: list[tuple[int, int]] = []
    for start, end in sentences:
        if found and end - start < _SHORT:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    if len(found) > MAX_UTTERANCES:
        found = [found[k] for k in evenly(len(found), MAX_UTTERANCES)]
    return found


def utterances_of(sentences: Ranges) -> Ranges:
    """The same of all sentences of a batch."""
    row, start, end = sentences
    opens = end - start >= _SHORT
    opens[:1] = True
    opens[1:] |= row[1:] != row[:-1]
    at = opens.nonzero()[0]
    found = sentences[:, at]
    found[2] = end[np.append(at, len(row))[1:] - 1]
    return thinned(found, MAX_UTTERANCES)


def evenly(count: int, most: int) -> list[int]:
    """`most` of the numbers below `count`, with the first and the last."""
    step = (count - 1) / (most - 1)
    return [round(k * step) for k in range(most)]


def thinned(found: Ranges, most: int) -> Ranges:
    """`found` without what is more than `most` in one text."""
    counts = np.bincount(found[0])
    crowded = (counts > most).nonzero()[0].tolist()
    if not crowded:
        return found
    kept = (counts <= most).take(found[0])
    for row in crowded:
        first = found[0].searchsorted(row).item()
        kept[[first + k for k in evenly(counts.item(row), most)]] = True
    return found[:, kept]
