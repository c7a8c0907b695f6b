"""Word and character n-grams, hashed, for a whole batch of texts at once.

Every position of every text gets one bucket for each order: a polynomial rolling hash in
uint32, taken with NumPy over all texts laid end to end, so a batch costs a handful of array
operations. A vocabulary would have to be fitted, shipped (it holds people's words) and looked
up; buckets need none of it.

Digits are read as "0": the digits of a number say nothing, their pattern does.
"""

from __future__ import annotations

import string
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.text.page import Page, table
from commentguard.text.words import Words

Uint = NDArray[np.uint32]
Int = NDArray[np.int64]

BITS = 18
BUCKETS = 1 << BITS
NO_GRAM = BUCKETS
"""Instead of a bucket where there is no n-gram; a table of weights has a row of zeros there."""

CHAR_ORDERS = (2, 3, 4, 5)
WORD_ORDERS = (1, 2)

# Multipliers with well-spread bits: Knuth's and two of xxHash's primes.
_BASE = np.uint32(0x01000193)
_MIX = np.uint32(0x9E3779B1)
_PAIR = np.uint32(0xC2B2AE3D)
_SHIFT, _FIRST_SHIFT, _SECOND_SHIFT = np.uint32(32 - BITS), np.uint32(15), np.uint32(13)
_MASK = 0xFFFFFFFF


def _salts(*orders: int) -> Uint:
    return np.array([[order * 0x27D4EB2F & _MASK] for order in orders], dtype=np.uint32)


_CHAR_SALTS, _WORD_SALTS = _salts(*CHAR_ORDERS), _salts(11, 12)
# Row and distance from the next gap of every n-gram that runs into it, and of the gap itself.
_OVER = [(k, back) for k, order in enumerate(CHAR_ORDERS) for back in range(order)]
_OVER_ROW, _OVER_BACK = (np.array(part) for part in zip(*_OVER, strict=True))
_DIGIT = table(string.digits)
# Characters of ASCII as they are hashed.
_READ = np.arange(128, dtype=np.uint32)
_READ[_DIGIT[:128]] = ord("0")


class Grams(NamedTuple):
    """The n-grams of a batch, on its page.

    Text k lies from `starts[k]` to one before `starts[k + 1]`. `chars` (orders, length) has the bucket
    of each character order by start position, `NO_GRAM` where it would run over the end of a text.
    `by_word` (2, words) are the buckets of single words, and of each word with the next, `NO_GRAM`
    behind the last word of a text. `word_at` is where each word starts, `word_end` where it ends,
    `first_word` (n + 1) the index of each text's first word.
    """

    starts: Int
    chars: Uint
    by_word: Uint
    word_at: Int
    word_end: Int
    first_word: Int

    @property
    def words(self) -> Uint:
        row: Uint = self.by_word[0]
        return row

    @property
    def pairs(self) -> Uint:
        row: Uint = self.by_word[1]
        return row


def grams(words: Words) -> Grams:
    """Hash the folded texts whose `words` have been read."""
    page, first = words.page, words.first
    by_word = _word_buckets(words.hashes)
    by_word[1, first[1:][first[1:] > first[:-1]] - 1] = NO_GRAM
    return Grams(page.gaps + 1, _char_buckets(page), by_word, words.begins, words.ends, first)


def _char_buckets(page: Page) -> Uint:
    if page.codes is page.signs:
        codes = _READ.take(page.codes)
    else:
        codes = page.codes.astype(np.uint32)
        # Signs have the digits of ASCII and no others among their first 128.
        codes[_DIGIT.take(page.signs)] = ord("0")
    # The separators behind the last text give every order a value everywhere.
    length = int(page.gaps[-1]) + 1
    hashes = np.empty((len(CHAR_ORDERS), length), dtype=np.uint32)
    rolling = codes[:length]
    for row, order in zip(hashes, CHAR_ORDERS, strict=True):
        np.multiply(rolling, _BASE, out=row)
        row += codes[order - 1 : order - 1 + length]
        rolling = row
    buckets = _bucket(hashes, _CHAR_SALTS)
    if len(page.gaps) == 2:
        # One text by itself: slices cost less than an index array.
        buckets[:, 0] = NO_GRAM
        for row, order in zip(buckets, CHAR_ORDERS, strict=True):
            row[max(0, length - order) :] = NO_GRAM
    else:
        buckets[_OVER_ROW, np.maximum(page.gaps[:, None] - _OVER_BACK, 0)] = NO_GRAM
    return buckets


def _word_buckets(single: Uint) -> Uint:
    """Buckets of words and of each with the next, from their hashes with a 0 behind."""
    hashes = np.empty((2, len(single) - 1), dtype=np.uint32)
    hashes[0] = single[:-1]
    np.multiply(hashes[0], _PAIR, out=hashes[1])
    hashes[1] += single[1:]
    return _bucket(hashes, _WORD_SALTS)


def _bucket(hashes: Uint, salts: Uint) -> Uint:
    """The top bits of a multiplied hash: the low bits of a polynomial hash are poor."""
    mixed = hashes >> _FIRST_SHIFT
    mixed ^= hashes
    mixed *= _MIX
    mixed += salts
    mixed ^= mixed >> _SECOND_SHIFT
    mixed *= _PAIR
    mixed >>= _SHIFT
    return mixed
