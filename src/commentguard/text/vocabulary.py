"""What is known about words, in columns, so that a batch asks once for all of its words.

People use the same few thousand words. Whatever can be said of a word alone (its hash, whether it
may begin a phrase, whose function word it is, whether it spells a digit) is worked out when it is
first met and kept in a row; a text becomes row numbers by one look-up for all words of a batch, and
every question about its words one step over an array.

A stranger may send any words, so a vocabulary is left for a fresh one when it is full, and long
words get a row but no entry. The trap: row numbers mean nothing in another vocabulary, so a batch
keeps to the one it began with.
"""

from __future__ import annotations

import secrets
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commentguard.text.gibberish import random_parts
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import lexicon
from commentguard.text.links import SPOKEN_ATS, SPOKEN_DOTS, ending_of
from commentguard.text.names import follows_name, leads_to_name
from commentguard.text.numbers import passes_for_digits, spelled_digits
from commentguard.text.pairs import Pairs, code
from commentguard.text.phrasebook import Node
from commentguard.text.places import place_of
from commentguard.text.prices import names_money

Uint = NDArray[np.uint32]
Bytes = NDArray[np.uint8]
Int = NDArray[np.intp]

COUNTED = ("digits", "ats", "dots", "random", "money", *LANGUAGES)
"""What is counted in a text, word by word."""

DIGITS, RANDOM = COUNTED.index("digits"), COUNTED.index("random")

HASH, CODE = range(2)
"""Columns of `Vocabulary.table` as `wide` numbers."""

ALONE, PLACE, BEHIND_NAME, BEFORE_NAME, ENDING, DIALLED, COUNTS = range(8, 15)
"""Columns of `Vocabulary.table`, a byte each."""

_WIDTH = 32
"""Bytes of a row: NumPy moves rows of 32 at once, and others byte by byte."""

NO_WORD = 0
"""The row of no word: all of its columns are 0."""

_ROWS, _FULL = 1024, 50_000
_LONGEST = 40
_MOST = 255

_WORD_BASE = 0x85EBCA77
_MASK = 0xFFFFFFFF
_LONGEST_HASHED = 64
_SLOT_BITS = 17
_SLOT_SHIFT = np.uint64(64 - _SLOT_BITS)
_PERIOD = 1 << 15


def _powers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of an odd number, and what each must be multiplied with to be one and the same."""
    # Drawn anew in every process: nobody can send two words that are taken for one. No answer depends
    # on what is drawn.
    base, spread = (secrets.randbits(64) & ~7 | 5 for _ in range(2))
    both = []
    for first, ratio in ((1, base), (spread, pow(base, -1, 1 << 64))):
        powers = np.full(_PERIOD, ratio, dtype=np.uint64)
        powers[0] = first
        both.append(np.multiply.accumulate(powers))
    return both[0], both[1]


_POWERS, _INVERSE = _powers()


class Vocabulary(dict[str, int]):
    """Row numbers by word, and the `table` of what is known, with a row for each.

    A row is two numbers, which `wide` shows, and bytes behind them. Column `HASH` is for n-grams, `CODE` for `Pairs`; `ALONE` says that the word may be a phrase by
    itself, or begin one that no list of pairs can hold, `PLACE` says what it may name by
    itself; `BEHIND_NAME` and `BEFORE_NAME` that a planted name may stand beside it; `ENDING` what it may
    end, and `DIALLED` that it may stand within a number in words. `COUNTED` stands from `COUNTS` on. One
    table, because a text by itself pays for the number of look-ups. `nodes` are where phrases that begin
    with the word go on, `spelled` is the word.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._rows = NO_WORD + 1
        self.table = np.zeros((_ROWS, _WIDTH), dtype=np.uint8)
        self.nodes: list[Node | None] = [None]
        self.spelled = [""]
        # Every slot belongs to the first word that came for it; the others are asked for by name.
        self._keys = np.zeros(1 << _SLOT_BITS, dtype=np.uint64)
        self._held = np.zeros(1 << _SLOT_BITS, dtype=np.intp)

    @property
    def full(self) -> bool:
        return self._rows >= _FULL

    def rows(self, text: str, codes: NDArray[Any], begins: Int, ends: Int) -> Int:
        """The row of each word [begin, end) of `text`, whose code points are `codes`; `NO_WORD` behind.

        Words are known by a polynomial over their letters, which prefix sums give for all of them at
        once; making a string of each and looking it up takes five times as long.
        """
        powers = _POWERS[: len(codes)] if len(codes) <= _PERIOD else np.resize(_POWERS, len(codes))
        sums = np.add.accumulate(codes * powers)
        hashes = sums.take(ends - 1)
        hashes -= sums.take(begins - 1)
        # Where the powers begin again inside a word, it looks like a strange one.
        hashes *= _INVERSE.take(begins & (_PERIOD - 1))
        slots = (hashes >> _SLOT_SHIFT).view(np.int64)
        strange = (self._keys.take(slots) != hashes).nonzero()[0]
        rows = np.zeros(len(slots) + 1, dtype=np.intp)
        self._held.take(slots, out=rows[:-1], mode="clip")
        for k in strange.tolist():
            word = text[begins.item(k) : ends.item(k)]
            rows[k] = row = self[word]
            if not self._held.item(slots.item(k)) and len(word) <= _LONGEST:
                self._hold(slots.item(k), hashes[k], row)
        return rows

    def _hold(self, slot: int, key: np.uint64, row: int) -> None:
        with self._lock:
            if not self._held[slot]:
                # The key last: who finds it finds the row.
                self._held[slot] = row
                self._keys[slot] = key

    def __missing__(self, word: str) -> int:
        node = lexicon().first(word)
        alone = False
        if node is not None:
            leads = node.leads()
            alone = bool(node.ends) or leads is None
            if leads:
                pairs().add(word, leads)
        spoken = node.spoken if node is not None else ()
        counts = (
            min(spelled_digits(word), _MOST),
            word in SPOKEN_ATS,
            word in SPOKEN_DOTS,
            min(random_parts(word), _MOST),
            names_money(word),
            *[spoken.count(code) for code in LANGUAGES],
        )
        beside = (
            place_of(word),
            follows_name(word),
            leads_to_name(word),
            ending_of(word),
            passes_for_digits(word),
        )
        with self._lock:
            row = self._rows
            if row == len(self.table):
                self.table = np.concatenate([self.table, np.zeros_like(self.table)])
            self.table[row, ALONE : COUNTS + len(counts)] = (alone, *beside, *counts)
            wide(self.table)[row, : CODE + 1] = _hash(word), code(word)
            self.nodes.append(node)
            self.spelled.append(word)
            self._rows += 1
            if len(word) <= _LONGEST:
                self[word] = row
        return row


def wide(rows: Bytes) -> Uint:
    """Rows of the table as numbers of four bytes."""
    return rows.view(np.uint32)


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
