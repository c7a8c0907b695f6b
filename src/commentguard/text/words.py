"""The words of a batch of texts, side by side: where they stand, and what is known about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.text.language import LANGUAGES
from commentguard.text.vocabulary import (
    ALONE,
    CODE,
    COUNTED,
    COUNTS,
    HASH,
    NO_WORD,
    pairs,
    vocabulary,
)

Uint = NDArray[np.uint32]
Int = NDArray[np.int64]

_SPACE = np.uint32(32)


class Wording(NamedTuple):
    """What the words of one text say before anybody reads them.

    `begun` are the indexes and places of words that may begin a phrase of a lexicon; the others
    count words: those that spell digits, that spell "at" and "dot", that look random, that name money, and the
    function words of each language.
    """

    begun: list[tuple[int, int]]
    digits: int
    ats: int
    dots: int
    random: int
    money: int
    spoken: dict[str, int]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of several texts.

    `starts` (n + 1) are the offsets of the texts laid end to end, `first` (n + 1) the index of
    each text's first word. `at` and `end` are where each word begins and ends; `hashes` are their
    hashes, with a 0 behind the last; `wordings` is what else is known, by text.
    """

    starts: Int
    first: Int
    at: Int
    end: Int
    hashes: Uint
    wordings: list[Wording]


def read_words(spaced: Sequence[str], words: Sequence[list[str]]) -> Words:
    """Read texts of which words alone are left (`spaced`), and those `words`."""
    known = vocabulary()
    starts, first = _offsets(map(len, spaced)), _offsets(map(len, words))
    at, end = _limits(spaced)
    # The row of no word behind the end, for the last word's pair and for a last text without words.
    numbers = chain(map(known.__getitem__, chain.from_iterable(words)), (NO_WORD,))
    rows = np.fromiter(numbers, dtype=np.intp, count=int(first[-1]) + 1)
    told = known.table.take(rows, axis=0)
    begun = (told[:-1, ALONE] | pairs().begun(told[:, CODE])).nonzero()[0]
    totals = np.add.reduceat(told[:, COUNTS:], first[:-1], axis=0)
    wordings = _wordings(starts.tolist(), first.tolist(), begun, at.take(begun), totals.tolist())
    return Words(starts, first, at, end, told[:, HASH], wordings)


def _wordings(
    starts: list[int], first: list[int], begun: Int, at: Int, totals: list[list[int]]
) -> list[Wording]:
    limits = begun.searchsorted(first).tolist()
    found = []
    indexes, places = begun.tolist(), at.tolist()
    for row, total in enumerate(totals):
        # A text without words is told nothing, and not what the next one's first word says.
        digits, ats, dots, random, money, *spoken = (
            total if first[row] < first[row + 1] else _NOTHING
        )
        a, b = limits[row], limits[row + 1]
        word, start = first[row], starts[row]
        may_begin = [
            (k - word, place - start) for k, place in zip(indexes[a:b], places[a:b], strict=True)
        ]
        by_language = {code: n for code, n in zip(LANGUAGES, spoken, strict=True) if n}
        found.append(Wording(may_begin, digits, ats, dots, random, money, by_language))
    return found


_NOTHING = [0] * len(COUNTED)


def _offsets(lengths: Iterable[int]) -> Int:
    return np.array(list(accumulate(lengths, initial=0)))


def _limits(spaced: Sequence[str]) -> tuple[Int, Int]:
    """Where words begin and end in the concatenation; the gaps put between texts are taken out."""
    codes = np.frombuffer(f" {' '.join(spaced)} ".encode("utf-32-le", "surrogatepass"), np.uint32)
    gap = codes == _SPACE
    edges = (gap[:-1] != gap[1:]).nonzero()[0]
    begins, ends = edges[::2], edges[1::2]
    if len(spaced) > 1:
        between = np.cumsum([len(text) + 1 for text in spaced[:-1]], dtype=np.int64)
        shift = np.searchsorted(between, begins, side="right")
        begins, ends = begins - shift, ends - shift
    return begins, ends
