"""The words of a batch of texts, side by side: where they stand, and what is known about them."""

from __future__ import annotations

import string
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.kernel.runtime import address, kernel
from commentguard.text.language import LANGUAGES
from commentguard.text.page import CAPITAL, CURRENCY, FIGURE, LETTER, NUMERIC, Page, table
from commentguard.text.pairs import MIX, PAIR, SHIFT
from commentguard.text.phrasebook import Phrase
from commentguard.text.vocabulary import (
    ALONE,
    BASE,
    CODE,
    COUNTED,
    COUNTS,
    ROW_BITS,
    SLOT_BITS,
    SPREAD,
    WIDTH,
    Bytes,
    Vocabulary,
    pairs,
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
    )
    for wide in (0, 1)
]
_LEARN = kernel(
    "told", width=WIDTH, counts=COUNTS, counted=len(COUNTED), alone=ALONE, code=CODE, pair=PAIR, mix=MIX, shift=SHIFT
)  # fmt: skip


class Addresses(NamedTuple):
    """Where in memory the columns of `Words` lie that kernels read, for as long as somebody holds these.

    Asked for anew by every caller: in a copy, or in another process, they lie elsewhere.
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
    counted. `phrases` are said in each text, `said` are the traces of that, `spoken` how many function
    words of each of `LANGUAGES` a text has. `names` are what words are known by in this
    process: equal words have equal ones.
    """

    page: Page
    begins: Int
    ends: Int
    names: Names
    first: Int
    told: Bytes
    totals: Int
    phrases: list[list[Phrase]]
    spoken: list[list[int]]
    said: list[int]

    def addresses(self) -> Addresses:
        # Of nothing, nothing is read.
        begins, ends, totals = (
            address(column) if column.size else 0
            for column in (self.begins, self.ends, self.totals)
        )
        return Addresses(begins, ends, address(self.first), address(self.told), totals)

    def length(self, row: int) -> int:
        """How many words text `row` has."""
        return self.first.item(row + 1) - self.first.item(row)


def read_words(page: Page) -> Words:
    """Read the words of folded texts."""
    known = vocabulary()
    size, texts = len(page.text), len(page.gaps) - 1
    # Between any two words stands something, and behind the last more than one separator.
    most = size // 2 + 1
    read = np.empty(5 * most + 1 + texts, dtype=np.int64)
    there, held = address(read), known.held
    count, strange = _FIND[page.wide](
        *page.raw, size, page.gaps.tobytes(), texts, known.slots, len(held.rows), there, most
    )
    begins, ends = read[:count], read[most : most + count]
    rows = read[2 * most : 2 * most + count]
    first = read[5 * most :]
    names = read[4 * most : 4 * most + count].view(np.uint64)
    if strange:
        for k in read[3 * most : 3 * most + strange].tolist():
            rows[k] = known.meet(page.text[begins.item(k) : ends.item(k)], names.item(k))
        held = known.held
    width = held.rows.shape[1] // 8
    behind = width * (count + 1)
    begun = behind + count + 1
    limits = begun + count
    totals = limits + texts + 1
    learned = np.empty(totals + len(COUNTED) * texts, dtype=np.int64)
    _LEARN(there, most, count, texts, held.address, pairs().address, address(learned))
    counts = learned[totals:].reshape(texts, len(COUNTED))
    words = Words(
        page, begins, ends, names, first, learned[:behind].view(np.uint8).reshape(count + 1, -1), counts,
        [], counts[:, -len(LANGUAGES) :].tolist(), [],
    )  # fmt: skip
    found = learned[limits:totals].tolist()
    _read_phrases(
        words,
        known,
        learned[begun : begun + found[-1]].tolist(),
        found,
        rows,
        learned[behind:begun],
    )
    return words


def _read_phrases(
    words: Words, known: Vocabulary, begun: list[int], limits: list[int], rows: Int, behind: Int
) -> None:
    """Fill `words.phrases`, `said` and `spoken` with what each text says.

    Walks on from each word that may begin a phrase: `begun` has them doubled, and 1 more where one goes on with
    the word behind it, as far as that can be known; text k has those from `limits`[k] on.
    """
    nodes, spelled = known.nodes, known.spelled
    start_of, end_of, row_of, after_of = words.begins.item, words.ends.item, rows.item, behind.item
    for row, (a, b) in enumerate(pairwise(limits)):
        origin = words.page.gaps.item(row) + 1
        said: list[Phrase] = []
        traces = 0
        for entry in begun[a:b]:
            last = entry >> 1
            node = nodes[row_of(last)]
            if node is None:
                continue
            start = start_of(last) - origin
            if node.ends:
                end = end_of(last) - origin
                for meaning in node.ends:
                    said.append((start, end, meaning, True))
                    traces |= meaning.trace
            # An endless one could not be entered in the bitmap of pairs.
            if not entry & 1 and not node.endless:
                continue
            while after := after_of(last):
                node = node.step(spelled[after])
                if node is None:
                    break
                last += 1
                if node.ends:
                    end = end_of(last) - origin
                    for meaning in node.ends:
                        said.append((start, end, meaning, False))
                        traces |= meaning.trace
                for code in node.spoken:
                    words.spoken[row][LANGUAGES.index(code)] += 1
        words.phrases.append(said)
        words.said.append(traces)
