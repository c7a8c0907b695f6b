"""The words of a batch of texts, side by side: where they stand, and what is known about them."""

from __future__ import annotations

import string
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.kernel.runtime import address, kernel
from commentguard.text.page import CAPITAL, CURRENCY, FIGURE, LETTER, NUMERIC, Page, table
from commentguard.text.phrases import read_phrases
from commentguard.text.said import Said
from commentguard.text.vocabulary import (
    BASE,
    COUNTED,
    COUNTS,
    ROW_BITS,
    SLIP,
    SLOT_BITS,
    SPELLED,
    SPREAD,
    WIDTH,
    Bytes,
    Vocabulary,
    vocabulary,
)

Int = NDArray[np.int64]
Names = NDArray[np.uint64]

_LETTERS = table(
    string.ascii_letters + string.digits + "'%#$@&+", LETTER, CAPITAL, FIGURE, NUMERIC, CURRENCY
)
_FIND = [
    kernel(
        "words",
        wide=wide,
        letter=_LETTERS.tobytes(),
        base=BASE.to_bytes(8, "little"),
        spread=SPREAD.to_bytes(8, "little"),
        slot_bits=SLOT_BITS,
        row_bits=ROW_BITS,
        above_rows=1 << ROW_BITS,
        width=WIDTH,
        spelled=SPELLED,
    )
    for wide in (0, 1)
]
_LEARN = kernel("told", width=WIDTH, counts=COUNTS, counted=len(COUNTED))


class Addresses(NamedTuple):
    """Where in memory the columns of `Words` lie that kernels read, for as long as somebody holds these.

    Not kept with them: in a copy, or in another process, they lie elsewhere.
    """

    begins: int
    ends: int
    first: int
    told: int
    totals: int


class Words(NamedTuple):
    """The words of several texts, on a page.

    `begins` and `ends` are where words do, `first` (n + 1) is the index of each text's first word. `told` has
    the row of each word in the vocabulary, and one of zeros behind them; `totals` (n, `COUNTED`) what is
    counted. `said` are the phrases of each text. `names` are what words are known by in this
    process: equal words have equal ones.
    """

    page: Page
    begins: Int
    ends: Int
    names: Names
    first: Int
    told: Bytes
    totals: Int
    said: Said

    def length(self, row: int) -> int:
        """How many words text `row` has."""
        return self.first.item(row + 1) - self.first.item(row)


class Found(NamedTuple):
    """The words of a page, found and not yet asked about: `read` is what the kernel wrote, with room for `most` of them.

    It lies at `there`. `slipped` says that some are a slip away from words that are known.
    """

    page: Page
    read: Int
    there: int
    most: int
    words: int
    known: Vocabulary
    slipped: bool

    @property
    def begins(self) -> Int:
        return self.read[: self.words]

    @property
    def ends(self) -> Int:
        return self.read[self.most : self.most + self.words]

    @property
    def rows(self) -> Int:
        return self.read[2 * self.most : 2 * self.most + self.words]

    @property
    def first(self) -> Int:
        return self.read[5 * self.most :]


def find_words(page: Page) -> Found:
    """Find the words of folded texts, and meet those that are new."""
    known = vocabulary()
    size, texts = len(page.text), len(page.gaps) - 1
    # Between any two words stands something, and behind the last more than one separator.
    most = size // 2 + 1
    read = np.empty(5 * most + 1 + texts, dtype=np.int64)
    held, there = known.held, address(read)
    count, strange, told = _FIND[page.wide](
        *page.raw, size, page.gaps.tobytes(), texts, known.slots, held.address, len(held.rows), there, most
    )  # fmt: skip
    slipped = told >= SLIP
    if strange:
        asked = read[3 * most : 3 * most + strange]
        begins, ends = read[asked].tolist(), read[most + asked].tolist()
        words = [page.text[begin:end] for begin, end in zip(begins, ends, strict=True)]
        rows = known.meet(words, read[4 * most + asked].view(np.uint64).tolist())
        read[2 * most + asked] = rows
        slipped = slipped or not known.slips.keys().isdisjoint(rows)
    return Found(page, read, there, most, count, known, slipped)


def read_words(page: Page) -> Words:
    """Read the words of folded texts."""
    return read_found(find_words(page))[0]


def read_found(found: Found) -> tuple[Words, Addresses]:
    """Read words that have been found, and say where what was read lies."""
    page, read, there, most, count, known, _ = found
    texts, held = len(page.gaps) - 1, known.held
    rows_end = held.rows.shape[1] // 8 * (count + 1)
    learned = np.empty(rows_end + len(COUNTED) * texts, dtype=np.int64)
    told = address(learned)
    totals = told + 8 * rows_end
    _LEARN(there, most, count, texts, held.address, told)
    said = read_phrases(there, most, page.gaps, told, totals, count)
    first = read[5 * most :]
    words = Words(
        page, read[:count], read[most : most + count], read[4 * most : 4 * most + count].view(np.uint64), first,
        learned[:rows_end].view(np.uint8).reshape(count + 1, -1), learned[rows_end:].reshape(texts, len(COUNTED)), said,
    )  # fmt: skip
    return words, Addresses(there, there + 8 * most, there + 40 * most, told, totals)
