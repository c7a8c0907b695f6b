"""Word and character n-grams, hashed, for a whole batch of texts at once.

Every position of every text gets one bucket for each order: a polynomial rolling hash in
uint32, taken over all texts laid end to end. A vocabulary would have to be fitted,
shipped (it holds people's words) and looked up; buckets need none of it.

Digits are read as "0": the digits of a number say nothing, their pattern does.
"""

from __future__ import annotations

import string
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.kernel.runtime import address, kernel
from commentguard.text.page import Page, table
from commentguard.text.vocabulary import HASH, WIDTH
from commentguard.text.words import Names, Words

Uint = NDArray[np.uint32]
Int = NDArray[np.int64]

BITS = 18
BUCKETS = 1 << BITS
NO_GRAM = BUCKETS
"""Instead of a bucket where there is no n-gram; a table of weights has a row of zeros there."""

CHAR_ORDERS = (2, 3, 4, 5)
WORD_ORDERS = (1, 2)

_MASK = 0xFFFFFFFF


def _salt(order: int) -> int:
    return order * 0x27D4EB2F & _MASK


_SALTS = {f"salt_{order}": _salt(order) for order in CHAR_ORDERS}
# Multipliers with well-spread bits: Knuth's and two of xxHash's primes.
_BASE, _MIX, _PAIR = 0x01000193, 0x9E3779B1, 0xC2B2AE3D
_FIRST_SHIFT, _SECOND_SHIFT, _SHIFT = 15, 13, 32 - BITS
_MANY_PLACES = 1 << 12
"""On so long a page NumPy hashes characters, eight at a time, in half the time that the kernel takes."""

_COLUMN = np.array([[salt] for salt in _SALTS.values()], dtype=np.uint32)
_DIGIT = table(string.digits)
_BUCKETS = [
    kernel(
        "grams", wide=wide, base=_BASE, mix=_MIX, pair=_PAIR, first_shift=_FIRST_SHIFT,
        second_shift=_SECOND_SHIFT, shift=_SHIFT, no_gram=NO_GRAM, hash=HASH, width=WIDTH, salt_word=_salt(11),
        salt_pair=_salt(12), **_SALTS,
    )
    for wide in (0, 1)
]  # fmt: skip


class Grams(NamedTuple):
    """The n-grams of a batch, on its page.

    Text k lies from `starts[k]` to one before `starts[k + 1]`. `chars` (orders, length) has the bucket
    of each character order by start position, `NO_GRAM` where it would run over the end of a text.
    `by_word` (2, words) are the buckets of single words, and of each word with the next, `NO_GRAM`
    behind the last word of a text. `word_at` is where each word starts, `word_end` where it ends,
    `first_word` (n + 1) the index of each text's first word. `word_name` is
    what words are known by.
    """

    starts: Int
    chars: Uint
    by_word: Uint
    word_at: Int
    word_end: Int
    first_word: Int
    word_name: Names

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
    page, count = words.page, len(words.begins)
    # The separators behind the last text give every order a value everywhere.
    length, texts = page.gaps.item(-1) + 1, len(page.gaps) - 1
    # The place behind each gap stands first, in numbers of eight bytes.
    begin = 2 * (texts + 1)
    end = begin + len(CHAR_ORDERS) * length
    block = np.empty(end + len(WORD_ORDERS) * count, dtype=np.uint32)
    chars = block[begin:end].reshape(len(CHAR_ORDERS), length)
    long = length >= _MANY_PLACES
    if long:
        _hash_in_columns(page, chars)
    _BUCKETS[page.wide](
        page.raw[1], page.gaps.tobytes(), texts, address(words.told), words.first.tobytes(), address(block), int(long)
    )  # fmt: skip
    return Grams(
        block[:begin].view(np.int64),
        chars,
        block[end:].reshape(len(WORD_ORDERS), count),
        words.begins,
        words.ends,
        words.first,
        words.names,
    )


def _hash_in_columns(page: Page, out: Uint) -> None:
    """The buckets of all orders at every place of a page, whatever they run into."""
    codes = page.codes.astype(np.uint32)
    # Signs have the digits of ASCII and no others among their first 128.
    codes[_DIGIT.take(page.signs)] = ord("0")
    length = out.shape[1]
    rolling = codes[:length]
    for row, order in zip(out, CHAR_ORDERS, strict=True):
        np.multiply(rolling, np.uint32(_BASE), out=row)
        row += codes[order - 1 : order - 1 + length]
        rolling = row
    mixed = out >> np.uint32(_FIRST_SHIFT)
    mixed ^= out
    mixed *= np.uint32(_MIX)
    mixed += _COLUMN
    mixed ^= mixed >> np.uint32(_SECOND_SHIFT)
    mixed *= np.uint32(_PAIR)
    np.right_shift(mixed, np.uint32(_SHIFT), out=out)
