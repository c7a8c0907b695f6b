"""The sentences of a comment that are judged one by one.

An advert often is one sentence among honest ones, most often the last. What is shorter than a few
words ("Hi!", "e.g.", the second dot of a list) says nothing alone and is read with the sentence
before it.
"""

from __future__ import annotations

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
        step = (len(found) - 1) / (MAX_UTTERANCES - 1)
        found = [found[round(k * step)] for k in range(MAX_UTTERANCES)]
    return found
