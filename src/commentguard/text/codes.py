"""Which of many words stand in a long list, by the numbers of words.

A list of a hundred thousand names is asked word by word in a microsecond and more, of which most is calls. Put for all
words at once, the question costs a tenth of that, and most words stand in no list.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from zlib import crc32

import numpy as np

_FEW = 16
"""Codes for which steps over arrays are not worth their begin."""


def code(word: str) -> int:
    """The number that a word is known by in lists and pairs: the CRC of its UTF-8. Two words may have the same."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def among(codes: Sequence[int], held: array[int]) -> list[bool]:
    """Whether each of `codes` is one of `held`, numbers of four bytes in order."""
    if len(codes) < _FEW:
        places = (bisect_left(held, one) for one in codes)
        return [
            place < len(held) and held[place] == one
            for place, one in zip(places, codes, strict=True)
        ]
    if not held:
        return [False] * len(codes)
    sought, in_order = np.array(codes, dtype=np.uint32), np.frombuffer(held, dtype=np.uint32)
    found = in_order.take(in_order.searchsorted(sought), mode="clip") == sought
    return found.tolist()  # type: ignore[no-any-return]
