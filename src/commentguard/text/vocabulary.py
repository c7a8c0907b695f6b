"""What is known about words, in columns, so that a batch asks once for all of its words.

People use the same few thousand words. Whatever can be said of a word alone (its hash, whether it
may begin a phrase, whose function word it is, whether it spells a digit) is worked out when it is
first met and kept in a row; a text becomes row numbers by one dictionary look-up a word, and every
question about its words one step over an array.

A stranger may send any words, so a vocabulary is left for a fresh one when it is full, and long
words get a row but no entry. The trap: row numbers mean nothing in another vocabulary, so a batch
keeps to the one it began with.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from threading import Lock
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from commentguard.text.gibberish import random_parts
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import lexicon
from commentguard.text.links import SPOKEN_ATS, SPOKEN_DOTS
from commentguard.text.numbers import spelled_digits
from commentguard.text.prices import names_money

Uint = NDArray[np.uint32]

COUNTED = ("digits", "ats", "dots", "random", "money", *LANGUAGES)
"""What is counted in a text, word by word."""

HASH, CODE, ALONE, COUNTS = 0, 1, 2, 3
"""Columns of `Vocabulary.table`."""

NO_WORD = 0
"""The row of no word: all of its columns are 0."""

_ROWS, _FULL = 1024, 50_000
_LONGEST = 40
_MOST = 255

_WORD_BASE = 0x85EBCA77
_MASK = 0xFFFFFFFF
_LONGEST_HASHED = 64
_PAIR_BITS = 18
_PAIR_SHIFT = np.uint32(32 - _PAIR_BITS)
_PAIR, _MIX = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)


class Vocabulary(dict[str, int]):
    """Row numbers by word, and the `table` of what is known, with a row for each.

    Column `HASH` is for n-grams, `CODE` for `Pairs`; `ALONE` says that the word may be a phrase by
    itself, or begin one that no list of pairs can hold. `COUNTED` stands from `COUNTS` on. One table,
    because a text by itself pays for the number of look-ups.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._rows = NO_WORD + 1
        self.table = np.zeros((_ROWS, COUNTS + len(COUNTED)), dtype=np.uint32)

    @property
    def full(self) -> bool:
        return self._rows >= _FULL

    def __missing__(self, word: str) -> int:
        node = lexicon().first(word)
        alone = False
        if node is not None:
            alone = bool(node.ends) or node.leads is None
            if node.leads:
                pairs().add(word, node.leads)
        spoken = node.spoken if node is not None else ()
        counts = (
            min(spelled_digits(word), _MOST),
            word in SPOKEN_ATS,
            word in SPOKEN_DOTS,
            min(random_parts(word), _MOST),
            names_money(word),
            *[spoken.count(code) for code in LANGUAGES],
        )
        with self._lock:
            row = self._rows
            if row == len(self.table):
                self.table = np.concatenate([self.table, np.zeros_like(self.table)])
            self.table[row] = (_hash(word), _code(word), alone, *counts)
            self._rows += 1
            if len(word) <= _LONGEST:
                self[word] = row
        return row


class Pairs:
    """Which two words may stand side by side at the begin of a phrase: never no where they may."""

    def __init__(self) -> None:
        self._known = np.zeros(1 << _PAIR_BITS, dtype=np.bool_)

    def add(self, word: str, further: Collection[str]) -> None:
        codes = np.array([_code(word), *map(_code, further)], dtype=np.uint32)
        self._known[_places(codes[:1], codes[1:])] = True

    def begun(self, codes: Uint) -> NDArray[np.bool_]:
        """For each word but the last, whether it and the next may begin a phrase."""
        return self._known.take(_places(codes[:-1], codes[1:]))


def _places(first: Uint, second: Uint) -> Uint:
    mixed = (first * _PAIR) ^ second
    mixed *= _MIX
    mixed >>= _PAIR_SHIFT
    return mixed


def _code(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def _hash(word: str) -> int:
    """A polynomial over code points, digits as "0"."""
    total, power = 0, _WORD_BASE
    for place, character in enumerate(word):
        code = ord(character)
        total += (48 if 48 <= code <= 57 else code) * power
        if place < _LONGEST_HASHED - 1:
            power = power * _WORD_BASE & _MASK
    return total & _MASK


@cache
def pairs() -> Pairs:
    return Pairs()


_current = Vocabulary()


def vocabulary() -> Vocabulary:
    """The one in use; a fresh one when it is full."""
    global _current
    if _current.full:
        _current = Vocabulary()
    return _current
