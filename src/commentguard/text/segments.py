"""Windows over a long comment, so that an advert cannot hide in good company.

Padding an advert with innocent sentences dilutes every average. Scoring each stretch of about
a paragraph as if it stood alone takes the padding away; the best-known defence against good
words is not to read them together with the bad ones.
"""

from __future__ import annotations

_WINDOW = 140
"""Characters a window holds at the least: shorter stretches are too little to judge by."""

MIN_LENGTH = 2 * _WINDOW
"""Characters; a shorter text is hardly more than one window and has none."""

_LONG_SENTENCE = 280
MAX_WINDOWS = 32


def find_segments(text: str, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open windows of `text`; empty when the whole is hardly longer than one window.

    A window starts at each sentence and ends with the sentence that makes it long enough. A
    text without sentence ends is cut at spaces. More than `MAX_WINDOWS` are thinned evenly,
    keeping the first and the last.
    """
    if len(text) < MIN_LENGTH:
        return []
    pieces: list[tuple[int, int]] = []
    for start, end in sentences:
        while end - start > _LONG_SENTENCE:
            cut = text.rfind(" ", start + 1, start + _LONG_SENTENCE) + 1
            cut = cut if cut > start else start + _LONG_SENTENCE
            pieces.append((start, cut))
            start = cut
        pieces.append((start, end))
    windows: list[tuple[int, int]] = []
    last = 0
    for k, (start, _) in enumerate(pieces):
        last = max(last, k)
        while last < len(pieces) - 1 and pieces[last][1] - start < _WINDOW:
            last += 1
        end = pieces[last][1]
        if end - start < _WINDOW and windows:
            break
        if end - start < len(text) * 0.9:
            windows.append((start, end))
    if len(windows) > MAX_WINDOWS:
        step = (len(windows) - 1) / (MAX_WINDOWS - 1)
        windows = [windows[round(k * step)] for k in range(MAX_WINDOWS)]
    return windows
