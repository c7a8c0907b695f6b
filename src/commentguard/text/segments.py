"""Windows over a long comment, so that an advert cannot hide in good company.

Padding an advert with innocent sentences dilutes every average. Scoring each stretch of about
a paragraph as if it stood alone takes the padding away; the best-known defence against good
words is not to read them together with the bad ones.
"""

from __future__ import annotations

import numpy as np

from commentguard.text.page import Page, Ranges
from commentguard.text.utterances import evenly, thinned

_WINDOW = 140
"""Characters a window holds at the least: shorter stretches are too little to judge by."""

MIN_LENGTH = 2 * _WINDOW
"""Characters; a shorter text is hardly more than one window and has none."""

_LONG_SENTENCE = 280
MAX_WINDOWS = 32
_NEARLY_ALL = 0.9


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
        pieces += _cut_up(text, start, end)
    windows: list[tuple[int, int]] = []
    last = 0
    for k, (start, _) in enumerate(pieces):
        last = max(last, k)
        while last < len(pieces) - 1 and pieces[last][1] - start < _WINDOW:
            last += 1
        end = pieces[last][1]
        if end - start < _WINDOW and windows:
            break
        if end - start < len(text) * _NEARLY_ALL:
            windows.append((start, end))
    if len(windows) > MAX_WINDOWS:
        windows = [windows[k] for k in evenly(len(windows), MAX_WINDOWS)]
    return windows


def segments_on(page: Page, sentences: Ranges) -> Ranges:
    """The windows of all texts of a page, as places on it, as its `sentences` are."""
    length = np.diff(page.gaps) - 1
    row, start, end = _pieces(page, sentences[:, length.take(sentences[0]) >= MIN_LENGTH])
    # The first piece that makes a window long enough, or else the last of the text.
    last = np.minimum(end.searchsorted(start + _WINDOW), row.searchsorted(row, side="right") - 1)
    windows = np.stack((row, start, end.take(last)))
    windows = windows[:, windows[2] - start < length.take(row) * _NEARLY_ALL]
    # A window that the text ends too soon for is one only where there is no other.
    kept = windows[2] - windows[1] >= _WINDOW
    kept[:1] = True
    kept[1:] |= windows[0, 1:] != windows[0, :-1]
    return thinned(windows[:, kept], MAX_WINDOWS)


def _pieces(page: Page, sentences: Ranges) -> Ranges:
    long = (sentences[2] - sentences[1] > _LONG_SENTENCE).nonzero()[0]
    if not len(long):
        return sentences
    cut = [
        (row, *piece)
        for row, start, end in sentences[:, long].T.tolist()
        for piece in _cut_up(page.text, start, end)
    ]
    together = np.concatenate((np.delete(sentences, long, axis=1), np.array(cut).T), axis=1)
    return together[:, together[1].argsort()]


def _cut_up(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence in pieces that are not too long, cut behind spaces where there are any."""
    pieces: list[tuple[int, int]] = []
    while end - start > _LONG_SENTENCE:
        cut = text.rfind(" ", start + 1, start + _LONG_SENTENCE) + 1
        cut = cut if cut > start else start + _LONG_SENTENCE
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]
