"""The parts of the texts of a batch that are judged by themselves: sentences, and windows of long texts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Self

import numpy as np

from commentguard.text.page import MANY_TEXTS, Page, Ranges
from commentguard.text.segments import find_segments, segments_on
from commentguard.text.sentences import find_sentences, sentences_on
from commentguard.text.utterances import find_utterances, utterances_of


class Passages:
    """Ranges of places in their texts: `utterances` are sentences that are judged one by one, `segments`
    windows over several."""

    __slots__ = ("_found", "_listed", "_texts", "segments", "utterances")

    def __init__(self, texts: int, sentences: Ranges, utterances: Ranges, segments: Ranges) -> None:
        self._texts, self._found = texts, sentences
        self.utterances, self.segments = utterances, segments
        self._listed: list[list[tuple[int, int]]] = []

    @classmethod
    def on(cls, page: Page) -> Self:
        """Those of a page of folded texts."""
        gaps = page.gaps.tolist()
        if len(gaps) - 1 >= MANY_TEXTS:
            found = sentences_on(page)
            parts = (found, utterances_of(found), segments_on(page, found))
            return cls(len(gaps) - 1, *[_within(page, ranges) for ranges in parts])
        texts = [page.text[a + 1 : b] for a, b in pairwise(gaps)]
        read = [find_sentences(text) for text in texts]
        windows = [find_segments(text, mine) for text, mine in zip(texts, read, strict=True)]
        few = cls(len(texts), _NONE, _ranges(map(find_utterances, read)), _ranges(windows))
        few._listed = read
        return few

    def sentences(self, row: int) -> list[tuple[int, int]]:
        """Start and end of every sentence of text `row`, in order."""
        # Listed for all texts when the first is asked: a few are.
        if not self._listed:
            rows, starts, ends = self._found
            limits = rows.searchsorted(np.arange(self._texts + 1)).tolist()
            together = list(zip(starts.tolist(), ends.tolist(), strict=True))
            self._listed = [together[a:b] for a, b in pairwise(limits)]
        return self._listed[row]


def _within(page: Page, found: Ranges) -> Ranges:
    """Places on a page as places in its texts."""
    start = page.gaps.take(found[0]) + 1
    return np.stack((found[0], found[1] - start, found[2] - start))


def _ranges(listed: Iterable[list[tuple[int, int]]]) -> Ranges:
    # One flat list: NumPy takes three times as long to read one of tuples.
    told = [number for row, mine in enumerate(listed) for a, b in mine for number in (row, a, b)]
    return np.array(told, dtype=np.int64).reshape(-1, 3).T


_NONE = _ranges(())
