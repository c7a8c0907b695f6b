"""The words of a batch of texts, side by side: where they stand, and what is known about them."""

from __future__ import annotations

import string
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.text.language import LANGUAGES
from commentguard.text.page import CAPITAL, CURRENCY, FIGURE, LETTER, NUMERIC, Page, table
from commentguard.text.phrasebook import Phrase
from commentguard.text.vocabulary import (
    ALONE,
    CODE,
    COUNTED,
    COUNTS,
    HASH,
    NO_WORD,
    Bytes,
    Vocabulary,
    pairs,
    vocabulary,
    wide,
)

Uint = NDArray[np.uint32]
Int = NDArray[np.int64]

_COUNTS_END = COUNTS + len(COUNTED)
_GAP = ~table(
    string.ascii_letters + string.digits + "'%#$@&+", LETTER, CAPITAL, FIGURE, NUMERIC, CURRENCY
)


class Words(NamedTuple):
    """The words of several texts, on a page.

    `gap` says which places belong to no word; `begins` and `ends` are where words do, `first` (n + 1)
    is the index of each text's first word. `told` has the row of each word in the vocabulary, and one
    of zeros behind them; `totals` (n, `COUNTED`) what is counted. `phrases` are said in each text,
    `said` are the traces of that, `spoken` how many function words of each of `LANGUAGES` a text has.
    """

    page: Page
    gap: NDArray[np.bool_]
    begins: Int
    ends: Int
    first: Int
    told: Bytes
    totals: NDArray[np.int64]
    phrases: list[list[Phrase]]
    spoken: list[list[int]]
    said: list[int]

    @property
    def hashes(self) -> Uint:
        """The hash of each word, and a 0 behind the last."""
        return wide(self.told)[:, HASH]

    def length(self, row: int) -> int:
        """How many words text `row` has."""
        return self.first.item(row + 1) - self.first.item(row)


def read_words(page: Page) -> Words:
    """Read the words of folded texts."""
    known = vocabulary()
    gap = _GAP.take(page.signs)
    edges = (gap[:-1] != gap[1:]).nonzero()[0]
    edges += 1
    begins, ends = edges[::2], edges[1::2]
    first = begins.searchsorted(page.gaps)
    rows = known.rows(page.text, page.codes, begins, ends)
    told = known.table.take(rows, axis=0)
    totals = np.add.reduceat(told[:, COUNTS:_COUNTS_END], first[:-1], axis=0, dtype=np.int64)
    # The word behind each, where one space lies between: two are punctuation, which no phrase holds.
    next_to = rows[1:].copy()
    next_to[:-1][begins[1:] - ends[:-1] > 1] = NO_WORD
    if len(first) == 2:
        next_to[-1:] = NO_WORD
    else:
        # A text without words is told nothing, and not what the next one's first word says.
        totals[first[:-1] == first[1:]] = 0
        next_to[first[1:][first[1:] > first[:-1]] - 1] = NO_WORD
    codes = wide(told)[:, CODE]
    paired = pairs().begun(codes[:-1], codes[1:]) & (next_to != NO_WORD)
    begun = (told[:-1, ALONE] | paired).nonzero()[0]
    spoken = totals[:, -len(LANGUAGES) :].tolist()
    words = Words(page, gap, begins, ends, first, told, totals, [], spoken, [])
    _read_phrases(words, known, begun, rows, next_to, paired.take(begun).tolist())
    return words


def _read_phrases(
    words: Words, known: Vocabulary, begun: Int, rows: Int, next_to: Int, paired: list[bool]
) -> None:
    """Fill `words.phrases`, `said` and `spoken` with what each text says.

    Walks on from each word that may begin a phrase; `paired` says of each whether one
    goes on with the word behind it, as far as that can be known.
    """
    nodes, spelled, behind, end_of = known.nodes, known.spelled, next_to.item, words.ends.item
    limits = begun.searchsorted(words.first).tolist()
    at, heads = begun.tolist(), rows.take(begun).tolist()
    starts, ends = words.begins.take(begun).tolist(), words.ends.take(begun).tolist()
    for row, (a, b) in enumerate(pairwise(limits)):
        origin = words.page.gaps.item(row) + 1
        said: list[Phrase] = []
        traces = 0
        for k in range(a, b):
            node = nodes[heads[k]]
            if node is None:
                continue
            if node.ends:
                start, end = starts[k] - origin, ends[k] - origin
                for meaning in node.ends:
                    said.append((start, end, meaning, True))
                    traces |= meaning.trace
            # An endless one could not be entered in the bitmap of pairs.
            if not paired[k] and not node.endless:
                continue
            last = at[k]
            while after := behind(last):
                node = node.step(spelled[after])
                if node is None:
                    break
                last += 1
                if node.ends:
                    start, end = starts[k] - origin, end_of(last) - origin
                    for meaning in node.ends:
                        said.append((start, end, meaning, False))
                        traces |= meaning.trace
                for code in node.spoken:
                    words.spoken[row][LANGUAGES.index(code)] += 1
        words.phrases.append(said)
        words.said.append(traces)
