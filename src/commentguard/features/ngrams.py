"""Word and character n-grams, hashed, for a whole batch of texts at once.

Every position of every text gets one bucket for each order: a polynomial rolling hash in
uint32, taken with NumPy over all texts laid end to end, so a batch costs a handful of array
operations. A vocabulary would have to be fitted, shipped (it holds people's words) and looked
up; buckets need none of it.

Digits are read as "0": the digits of a number say nothing, their pattern does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Uint = NDArray[np.uint32]
Int = NDArray[np.int64]

BITS = 18
BUCKETS = 1 << BITS
CHAR_ORDERS = (2, 3, 4, 5)
WORD_ORDERS = (1, 2)

# Multipliers with well-spread bits: Knuth's and two of xxHash's primes.
_BASE = np.uint32(0x01000193)
_MIX = np.uint32(0x9E3779B1)
_WORD_BASE = np.uint32(0x85EBCA77)
_PAIR = np.uint32(0xC2B2AE3D)
_SHIFT = np.uint32(32 - BITS)
_LONGEST_WORD = 64
_POWERS = np.cumprod(np.full(_LONGEST_WORD, _WORD_BASE, dtype=np.uint32), dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Grams:
    """The n-grams of a batch, in text order.

    `starts` (n + 1) are the offsets of the texts in the concatenation. `chars` has one array per
    character order: bucket by start position, for all positions; the last ``order - 1`` of a
    text run into the next text and must not be read. `words` are buckets of single words, `pairs`
    of each word with the next; `word_at` is where each word starts, `first_word` (n + 1) the
    index of each text's first word. The last pair of a text must not be read.
    """

    starts: Int
    chars: tuple[Uint, ...]
    words: Uint
    pairs: Uint
    word_at: Int
    first_word: Int


def grams(texts: Sequence[str], spaced: Sequence[str]) -> Grams:
    """Hash the folded `texts`; `spaced` are the same texts with words alone left."""
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    codes = _codes("".join(texts))
    chars = []
    rolling = codes
    for order in range(2, CHAR_ORDERS[-1] + 1):
        ahead = np.zeros_like(codes)
        ahead[: max(0, len(codes) - order + 1)] = codes[order - 1 :]
        rolling = rolling * _BASE + ahead
        if order in CHAR_ORDERS:
            chars.append(_bucket(rolling, order))
    words, pairs, word_at = _words(_codes("".join(spaced)), starts)
    first_word = np.searchsorted(word_at, starts)
    return Grams(starts, tuple(chars), words, pairs, word_at, first_word)


def _codes(text: str) -> Uint:
    """Code points, digits as "0"."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.where((codes >= 48) & (codes <= 57), np.uint32(48), codes)


def _bucket(hashes: Uint, salt: int) -> Uint:
    """The top bits of a multiplied hash: the low bits of a polynomial hash are poor."""
    mixed = (hashes ^ (hashes >> np.uint32(15))) * _MIX + np.uint32(salt * 0x27D4EB2F & 0xFFFFFFFF)
    return (mixed ^ (mixed >> np.uint32(13))) * _PAIR >> _SHIFT


def _words(codes: Uint, starts: Int) -> tuple[Uint, Uint, Int]:
    inside = (codes != 32) & (codes != 10)
    before = np.zeros_like(inside)
    before[1:] = inside[:-1]
    before[starts[:-1][starts[:-1] < len(codes)]] = False
    begins = inside & ~before
    word_at = np.flatnonzero(begins)
    if not len(word_at):
        none = np.zeros(0, dtype=np.uint32)
        return none, none, word_at
    at = np.flatnonzero(inside)
    word_of = np.cumsum(begins[at]) - 1
    place = np.minimum(at - word_at[word_of], _LONGEST_WORD - 1)
    weighted = codes[at] * _POWERS[place]
    hashes = np.add.reduceat(weighted, np.searchsorted(at, word_at)).astype(np.uint32)
    following = np.zeros_like(hashes)
    following[:-1] = hashes[1:]
    return _bucket(hashes, 11), _bucket(hashes * _PAIR + following, 12), word_at
