"""Which two words may stand side by side at the begin of something that is sought.

Half of all words could begin a phrase or a name and one in twelve does: the word behind tells, and
a bitmap of pairs answers for all words of a batch in a few steps.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commentguard.kernel.runtime import address

Uint = NDArray[np.uint32]

_BITS = 21
PAIR, MIX, SHIFT = 0x9E3779B1, 0x85EBCA6B, 32 - _BITS
"""Where two words stand in the bitmap: see `_places`."""
_PAIR, _MIX, _SHIFT = np.uint32(PAIR), np.uint32(MIX), np.uint32(SHIFT)


class Pairs:
    """A set of pairs of words, which never says no where they may stand side by side."""

    def __init__(self) -> None:
        # Packed, because the set is spread thin: of 40,000 pairs one in fifty is claimed wrongly.
        self._known = np.zeros(1 << (_BITS - 3), dtype=np.uint8)
        self.address = address(self._known)
        """Where kernels find the bitmap."""

    def add_codes(self, first: Uint, second: Uint) -> None:
        """Enter each of the `first` words with the one in its place in `second`, by their numbers."""
        places = _places(first, second)
        np.bitwise_or.at(self._known, places >> 3, _MASKS[places & 7])

    def begun(self, first: Uint, second: Uint) -> NDArray[np.bool_]:
        """Whether each of the `first` words and the one in its place in `second` are a pair."""
        places = _places(first, second)
        return (self._known.take(places >> 3) & _MASKS.take(places & 7)) > 0


_MASKS = np.array([1 << bit for bit in range(8)], dtype=np.uint8)


def _places(first: Uint, second: Uint) -> Uint:
    mixed = (first * _PAIR) ^ second
    mixed *= _MIX
    mixed >>= _SHIFT
    return mixed
