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

from commentguard.text.transcribe import transcriber
from commentguard.text.words import Words

Uint = NDArray[np.uint32]
Int = NDArray[np.int64]

BITS = 18
BUCKETS = 1 << BITS
CHAR_ORDERS = (2, 3, 4, 5)
WORD_ORDERS = (1, 2)

# Multipliers with well-spread bits: Knuth's and two of xxHash's primes.
_BASE = np.uint32(0x01000193)
_MIX = np.uint32(0x9E3779B1)
_PAIR = np.uint32(0xC2B2AE3D)
_SHIFT, _FIRST_SHIFT, _SECOND_SHIFT = np.uint32(32 - BITS), np.uint32(15), np.uint32(13)
_MASK = 0xFFFFFFFF
_PADDING = "\0" * CHAR_ORDERS[-1]
_alike_digits = transcriber(lambda sign: "0" if "0" <= sign <= "9" else sign)


def _salts(*orders: int) -> Uint:
    return np.array([[order * 0x27D4EB2F & _MASK] for order in orders], dtype=np.uint32)


_CHAR_SALTS, _WORD_SALTS = _salts(*CHAR_ORDERS), _salts(11, 12)
# Row and distance from the end of every n-gram that runs over the end of its text.
_OVER = np.array([(k, back) for k, order in enumerate(CHAR_ORDERS) for back in range(1, order)])


@dataclass(frozen=True, slots=True)
class Grams:
    """The n-grams of a batch, in text order.

    `starts` (n + 1) are the offsets of the texts in the concatenation. `chars` (orders, length) has
    the bucket of each character order by start position; `over` are the places in it, counted row
    by row, whose n-gram runs into the next text and must not be read. `by_word` (2, words) are the
    buckets of single words, and of each word with the next; `last` are the texts' last words,
    whose pairs must not be read. `word_at` is where each word starts, `word_end` where it ends,
    `first_word` (n + 1) the index of each text's first word.
    """

    starts: Int
    chars: Uint
    over: Int
    by_word: Uint
    last: Int
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


def grams(texts: Sequence[str], words: Words) -> Grams:
    """Hash the folded `texts`, whose `words` have been read."""
    starts, first = words.starts, words.first
    return Grams(
        starts,
        _char_buckets("".join(map(_alike_digits, texts))),
        _running_over(starts),
        _word_buckets(words.hashes),
        first[1:][first[1:] > first[:-1]] - 1,
        words.at,
        words.end,
        first,
    )


def _char_buckets(text: str) -> Uint:
    # Zeros behind the end, so that every order has a value everywhere.
    padded = (text + _PADDING).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(padded, dtype=np.uint32)
    length = len(text)
    hashes = np.empty((len(CHAR_ORDERS), length), dtype=np.uint32)
    rolling = codes[:length]
    for row, order in zip(hashes, CHAR_ORDERS, strict=True):
        np.multiply(rolling, _BASE, out=row)
        row += codes[order - 1 : order - 1 + length]
        rolling = row
    return _bucket(hashes, _CHAR_SALTS)


def _running_over(starts: Int) -> Int:
    places = starts[1:, None] - _OVER[:, 1]
    return np.asarray((places + _OVER[:, 0] * starts[-1])[places >= starts[:-1, None]])


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
