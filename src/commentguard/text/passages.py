"""The parts of the texts of a batch that are judged by themselves: sentences, and windows of long texts.

*Sentences* end well enough for comments. NLTK's punkt needs data that cannot be had offline and costs more than
the whole scorer; what the signals ask is only *is this near that*, which survives a wrong boundary. One ends
behind a row of stops with what closes there, before white space, unless the stop belongs to an abbreviation or an
initial, and behind a line break. It holds something other than white space.

*Utterances* are sentences that are judged one by one, because an advert often is one among honest ones, most often the
last. What is shorter than a few words ("Hi!", "e.g.", the second dot of a list) says nothing alone and is read with
the sentence before it.

*Windows* are stretches of a long comment, scored as if each stood alone, so that an advert cannot hide
in good company: padding with innocent sentences dilutes every average, and the best-known defence against good
words is not to read them together with the bad ones. One begins at each sentence and ends with the sentence that
makes it long enough; sentences that are too long are cut at spaces. They are of two sizes, for adverts of one sentence and
of a paragraph (docs/experiments/0050).

Where a text has too many utterances or windows they are thinned evenly, keeping the first and the last: there are
enough for the longest text that is read to leave no gap (docs/experiments/0048).
"""

from __future__ import annotations

import string
from typing import Self

import numpy as np
from numpy.typing import NDArray

from commentguard.kernel.runtime import address, kernel
from commentguard.text.page import (
    BLANK,
    CAPITAL,
    DOUBT,
    FIGURE,
    LETTER,
    NUMERIC,
    OTHER,
    Page,
    Ranges,
    kinds,
    table,
)

Int = NDArray[np.int64]

SHORT, MAX_UTTERANCES = 12, 512
"""Characters, white space included, that an utterance has at the least, but for the first; and how many there are."""

WINDOWS, MAX_WINDOWS = (50, 160), 512
"""Characters that windows of each size hold at the least; and how many there are of each.

The trap: a window whose sentences are not among the utterances is never loud, so there are as many of these."""

MIN_LENGTH = 400
"""Characters; a shorter text has no windows, or readers who answer in three sentences would pay for one of them."""

LONG_SENTENCE, NEARLY_ALL_PERCENT = 280, 90
"""Characters of the longest piece that windows are made of; a window is less than that share of its text."""

_KINDS = (
    table(".!?"),
    table("\"')]"),
    table("".join(filter(str.isspace, map(chr, range(128)))), BLANK),
    table(string.ascii_lowercase),
    ~table(string.ascii_letters + string.digits + "_)", LETTER, CAPITAL, FIGURE, NUMERIC),
    table("\n"),
    table("", OTHER, DOUBT),
)
_PASSAGES = [
    kernel(
        "passages",
        wide=wide,
        kinds=kinds(*_KINDS),
        ellipsis=ord("…"),
        abbreviations=b"stdrmrmsno",
        short=SHORT,
        most_utterances=MAX_UTTERANCES,
        min_length=MIN_LENGTH,
        small_window=WINDOWS[0],
        large_window=WINDOWS[1],
        most_windows=MAX_WINDOWS,
        long=LONG_SENTENCE,
        nearly_all_percent=NEARLY_ALL_PERCENT,
    )
    for wide in (0, 1)
]


class Passages:
    """Ranges of places in their texts: `utterances` are sentences that are judged one by one, `segments`
    windows over several."""

    __slots__ = ("_limits", "_sentences", "_spoken", "segments", "utterances")

    def __init__(self, limits: Int, sentences: Int, utterances: Ranges, segments: Ranges) -> None:
        self._limits, self._sentences = limits, sentences
        self.utterances, self.segments = utterances, segments

    @classmethod
    def on(cls, page: Page) -> Self:
        """Those of a page of folded texts."""
        size, texts = len(page.text), len(page.gaps) - 1
        # Of two characters one ends a sentence, of an utterance only the first of a text is short.
        listed = texts + 1
        spoken = listed + 2 * (size // 2 + texts)
        windowed = spoken + 3 * (size // SHORT + texts)
        room = 3 * len(WINDOWS) * MAX_WINDOWS * min(size // MIN_LENGTH, texts)
        block = np.empty(windowed + room, dtype=np.int64)
        at = address(block)
        sentences, utterances, segments = _PASSAGES[page.wide](
            *page.raw, page.gaps.tobytes(), texts, at, at + 8 * listed, at + 8 * spoken, at + 8 * windowed
        )  # fmt: skip
        return cls(
            block[:listed],
            block[listed : listed + 2 * sentences],
            block[spoken : spoken + 3 * utterances].reshape(-1, 3).T,
            block[windowed : windowed + 3 * segments].reshape(-1, 3).T,
        )

    def sentences(self, row: int) -> list[tuple[int, int]]:
        """Start and end of every sentence of text `row`, in order."""
        first, last = self._limits.item(row), self._limits.item(row + 1)
        places = iter(self._sentences[2 * first : 2 * last].tolist())
        return list(zip(places, places, strict=True))

    def spoken(self, row: int) -> list[tuple[int, int]]:
        """The same of every utterance."""
        first, last = self.utterances[0].searchsorted((row, row + 1)).tolist()
        return list(zip(*self.utterances[1:, first:last].tolist(), strict=True))
