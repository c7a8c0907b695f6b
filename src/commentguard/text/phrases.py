"""Finds the phrases of the lexicons in the texts of a batch."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from commentguard.errors import DataError
from commentguard.kernel.runtime import Kernel, address, kernel
from commentguard.text import traces
from commentguard.text.language import LANGUAGES, LEAD_PERCENT, MIN_HITS, MIN_PERCENT
from commentguard.text.lexicon import lexicon
from commentguard.text.pairs import MIX, PAIR, SHIFT
from commentguard.text.phrasebook import NODE
from commentguard.text.said import MEANINGS, Said
from commentguard.text.vocabulary import COUNTED, NUMBER, WIDTH

Int = NDArray[np.int64]

_MOST_CLASSES = 62


def read_phrases(read: int, most: int, gaps: Int, told: int, totals: int, words: int) -> Said:
    """The phrases of texts whose `words` lie at `read`, see words.lua, with rows at `told` and counts at `totals`.

    Function words of several words are added to the counts.
    """
    texts, book = len(gaps) - 1, lexicon()
    # From one word one phrase of each class, and one way.
    room, visits = words * len(book.classes), words * book.longest
    head = 3 * texts + 1
    scratch = 2 * words + 3 + 3 * (visits + 1) + 3 * (room + 2)
    block = np.empty(head + room + (scratch + 1) // 2, dtype=np.int64)
    at = address(block)
    count = _walk()(
        read, most, words, texts, gaps.tobytes(), told, totals,
        at + 8 * (head + room), visits, room, at,
    )  # fmt: skip
    found = block[: head + count].tolist()
    return Said(
        found[head:],
        found[: texts + 1],
        [said * traces.CLASSES for said in found[texts + 1 : 2 * texts + 1]],
        found[2 * texts + 1 : head],
    )


@cache
def _walk() -> Kernel:
    book = lexicon()
    said = [traces.said(name) // traces.CLASSES for name in book.classes]
    if max(said) >= 1 << _MOST_CLASSES or len(book.meanings) > MEANINGS:
        raise DataError("the lexicons have too many classes")
    bits = np.array(said, dtype=np.int64).view(np.int32)
    return kernel(
        "phrases",
        node=NODE,
        **book.places()._asdict(),
        pairs=book.pairs.address,
        pair=PAIR,
        mix=MIX,
        shift=SHIFT,
        width=WIDTH,
        number=NUMBER,
        counted=len(COUNTED),
        languages=len(LANGUAGES),
        classes=len(said),
        min_hits=MIN_HITS,
        min_percent=MIN_PERCENT,
        lead_percent=LEAD_PERCENT,
        low_bits=bits[::2].tobytes(),
        high_bits=bits[1::2].tobytes(),
    )
