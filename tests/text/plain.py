"""Sentences, utterances and windows of one text, step by step: what the kernel is held to."""

from __future__ import annotations

import re

from commentguard.text.passages import (
    LONG_SENTENCE,
    MAX_UTTERANCES,
    MAX_WINDOWS,
    MIN_LENGTH,
    NEARLY_ALL_PERCENT,
    SHORT,
    WINDOWS,
)

# The lookbehind keeps "e.g. ", "St. " and initials from ending a sentence. It stands behind the
# first sign instead of before it: a pattern that begins with a set of signs is searched at once.
_END = re.compile(
    r"[.!?…\n](?:(?<=\n)|(?<![^\w)][a-z].)(?<![^\w)](?:st|dr|mr|ms|no).)[.!?…]*[\"')\]]?(?=\s|$))"
)


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open ranges that hold something other than white space, in order."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in (*(m.end() for m in _END.finditer(text)), len(text)):
        if text[start:end].strip():
            found.append((start, end))
        start = end
    return found


def find_utterances(sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open ranges in order, from those of `sentences`; empty where there are none.

    More than `MAX_UTTERANCES` are thinned evenly, keeping the first and the last.
    """
    found: list[tuple[int, int]] = []
    for start, end in sentences:
        if found and end - start < SHORT:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    if len(found) > MAX_UTTERANCES:
        found = [found[k] for k in evenly(len(found), MAX_UTTERANCES)]
    return found


def evenly(count: int, most: int) -> list[int]:
    """`most` of the numbers below `count`, with the first and the last."""
    step = (count - 1) / (most - 1)
    return [round(k * step) for k in range(most)]


def find_segments(text: str, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open windows of `text`, small ones and then large ones; none of a short text.

    A window starts at each sentence and ends with the sentence that makes it long enough; one more with what is left
    where that is too short. A text without sentence ends is cut at spaces. A large window that is a small one,
    too, is left out. More than `MAX_WINDOWS` of a size are thinned evenly, keeping the first and the last.
    """
    if len(text) < MIN_LENGTH:
        return []
    pieces: list[tuple[int, int]] = []
    for start, end in sentences:
        pieces += _cut_up(text, start, end)
    small, large = (_windows(pieces, size) for size in WINDOWS)
    known = set(small)
    found = small, [one for one in large if one not in known]
    windows: list[tuple[int, int]] = []
    for some in found:
        some = [(a, b) for a, b in some if b - a < len(text) * NEARLY_ALL_PERCENT / 100]
        if len(some) > MAX_WINDOWS:
            some = [some[k] for k in evenly(len(some), MAX_WINDOWS)]
        windows += some
    return windows


def _windows(pieces: list[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for k, (start, _) in enumerate(pieces):
        ends = (pieces[j][1] for j in range(k, len(pieces)))
        end = next((end for end in ends if end - start >= size), pieces[-1][1])
        if end - start >= size or k == 0:
            found.append((start, end))
        elif found[-1][1] < end:
            found.append((pieces[k - 1][0], end))
    return found


def _cut_up(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence in pieces that are not too long, cut behind spaces where there are any."""
    pieces: list[tuple[int, int]] = []
    while end - start > LONG_SENTENCE:
        cut = text.rfind(" ", start + 1, start + LONG_SENTENCE) + 1
        cut = cut if cut > start else start + LONG_SENTENCE
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]
