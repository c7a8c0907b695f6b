"""What is known about words, in columns, so that a batch asks once for all of its words.

People use the same few thousand words. Whatever can be said of a word alone (its hash, whether it
belongs to phrases, whose function word it is, whether it spells a digit) is worked out when it is
first met and kept in a row; a text becomes row numbers by one look-up for all words of a batch, and
every question about its words one step over an array.

A stranger may send any words, so a vocabulary is left for a fresh one when it is full, and long
words get a row but no entry. The trap: row numbers mean nothing in another vocabulary, so a batch
keeps to the one it began with.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from itertools import chain, repeat
from operator import mul
from struct import Struct
from threading import Lock
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from commentguard.kernel.runtime import address
from commentguard.text.codes import code
from commentguard.text.gibberish import random_parts_of
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import lexicon
from commentguard.text.links import SPOKEN_ATS, SPOKEN_DOTS, ending_of
from commentguard.text.names import follows_name, leads_to_name
from commentguard.text.places import places_of
from commentguard.text.prices import names_money
from commentguard.text.spelled import passes_for_digits, spelled_digits
from commentguard.text.spelling import NUMBERS, spelling

Uint = NDArray[np.uint32]
Bytes = NDArray[np.uint8]

COUNTED = ("digits", "ats", "dots", "random", "money", *LANGUAGES)
"""What is counted in a text, word by word."""

DIGITS, RANDOM = COUNTED.index("digits"), COUNTED.index("random")

HASH, CODE = range(2)
"""Columns of `Vocabulary.table` as `wide` numbers."""

PLACE, BEHIND_NAME, BEFORE_NAME, ENDING, DIALLED, COUNTS = range(8, 14)
"""Columns of `Vocabulary.table`, a byte each."""

SPELLED, NUMBER = 14, 15
"""The last two of its numbers of two bytes: the languages that know how the word is spelled (a bit each of `LANGUAGES`, and
`SLIP` where it is one slip from words that are), and what it is known by in phrases."""

SLIP = 1 << len(LANGUAGES)
"""In column `SPELLED`: a word that nobody knows, with known ones next to it."""

WIDTH = 32
"""Bytes of a row: NumPy moves rows of 32 at once, and others byte by byte."""

_BYTES = COUNTS - PLACE + len(COUNTED)
_ROW = Struct(f"<II{_BYTES}B{2 * SPELLED - PLACE - _BYTES}xHH")

_VOICES = [tuple(told >> place & 1 for place in range(len(LANGUAGES))) for told in range(SLIP)]
"""By the bits of languages: what is counted for each."""

NO_WORD = 0
"""The row of no word: all of its columns are 0."""

_ROWS, _FULL = 1024, 50_000
_LONGEST = 40
_MOST = 255

_WORD_BASE = 0x85EBCA77
_MASK, _WHOLE = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF
_LONGEST_HASHED = 64
_POWERS = [pow(_WORD_BASE, k, 1 << 32) for k in range(1, _LONGEST_HASHED + 1)]
_DIGITS = dict.fromkeys(map(ord, "123456789"), "0")
SLOT_BITS, ROW_BITS = 17, 20

# Odd numbers, drawn anew in every process: nobody can foresee which two words are taken for one, and any two are with a
# chance of 2^-44 where they come for one slot. No answer depends on what is drawn.
BASE, SPREAD = (secrets.randbits(64) & ~7 | 5 for _ in range(2))
"""A word is known by a number of 64 bits: code point by code point it is shifted against itself, multiplied with `BASE` and
added to. A polynomial would do without the shift, but some pairs of words are one to every polynomial modulo 2^64, whatever
is drawn. The top `SLOT_BITS` bits of the number multiplied with `SPREAD` are its slot, and with the last two of these
turned its others; the lowest 44 are its mark there."""


class Held(NamedTuple):
    """The table of a vocabulary, and where it lies."""

    rows: Bytes
    address: int

    @classmethod
    def of(cls, rows: Bytes) -> Self:
        return cls(rows, address(rows))


class Vocabulary(dict[str, int]):
    """Row numbers by word, and the `table` of what is known, with a row for each.

    A row is two numbers, which `wide` shows, bytes behind them, and two numbers of two bytes at its end. Column `HASH` is for n-grams, `CODE` for `Pairs`; `PLACE` says what it may name by
    itself; `BEHIND_NAME` and `BEFORE_NAME` that a planted name may stand beside it; `ENDING` what it may
    end, and `DIALLED` that it may stand within a number in words. `COUNTED` stands from `COUNTS` on. One
    table, because a text by itself pays for the number of look-ups.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._rows = NO_WORD + 1
        self.held = Held.of(np.zeros((_ROWS, WIDTH), dtype=np.uint8))
        # Four slots belong to the first words that came for one of them; others are asked for by name.
        self._slots = np.zeros(1 << SLOT_BITS, dtype=np.uint64)
        # Entries one by one are read and written through a view in a third of the time.
        self._seats = self._slots.data
        self.slips: dict[int, bytes] = {}
        """By row: the known words next to a word that nobody knows, for `next_to`."""
        self.slots = address(self._slots)
        """Where kernels find, for each slot, the mark of its word and in the lowest `ROW_BITS` bits its row."""

    @property
    def table(self) -> Bytes:
        return self.held.rows

    def next_to(self, row: int) -> tuple[int, ...]:
        """Numbers of the known words next to the word of a row in `slips` (`Spelling.next_to`)."""
        return NUMBERS.unpack(self.slips[row])

    @property
    def full(self) -> bool:
        return self._rows >= _FULL

    def meet(self, words: Sequence[str], names: Sequence[int]) -> list[int]:
        """The rows of words that were not found in their slots, where they are to be found if one is free.

        `names` are what they are known by.
        """
        new = [word for word in dict.fromkeys(words) if word not in self]
        entered = dict(zip(new, self._enter(new), strict=True)) if new else {}
        rows = [entered[word] if word in entered else self[word] for word in words]
        with self._lock:
            for word, name, row in zip(words, names, rows, strict=True):
                if len(word) <= _LONGEST and row < 1 << ROW_BITS:
                    self._settle(name * SPREAD & _WHOLE, row)
        return rows

    def _settle(self, mixed: int, row: int) -> None:
        slot = mixed >> 64 - SLOT_BITS
        told = mixed << ROW_BITS & _WHOLE | row
        # Neighbours lie in the same line of the cache. Who is there stays: words that come often came early.
        # A batch may ask for one word several times before it is there.
        for place in (slot, slot ^ 1, slot ^ 2, slot ^ 3):
            there = self._seats[place]
            if not there:
                self._seats[place] = told
            if there in (0, told):
                break

    def __missing__(self, word: str) -> int:
        return self._enter([word])[0]

    def _enter(self, words: Sequence[str]) -> range:
        """New rows of words.

        Each question is put to all of them before the next, because it has tables of its own, which then stay at hand.
        """
        book = lexicon()
        codes = list(map(code, words))
        numbers = book.numbers(words, codes)
        known = spelling().look_up(words)
        columns: tuple[Sequence[int], ...] = (
            list(map(_hash, words)),
            codes,
            places_of(words, codes),
            *(list(map(asked, words)) for asked in _ASKED),
            [min(count, _MOST) for count in map(spelled_digits, words)],
            [word in SPOKEN_ATS for word in words],
            [word in SPOKEN_DOTS for word in words],
            [min(count, _MOST) for count in random_parts_of(words)],
            list(map(names_money, words)),
            *zip(*(_VOICES[book.spoken(number)] for number in numbers), strict=True),
            [SLIP if near else languages for languages, near in known],
            numbers,
        )
        packed = b"".join(map(_ROW.pack, *columns))
        with self._lock:
            rows = range(self._rows, self._rows + len(words))
            while rows.stop > len(self.table):
                # Whoever still reads the old one holds it.
                self.held = Held.of(np.concatenate([self.table, np.zeros_like(self.table)]))
            self.table[rows.start : rows.stop] = np.frombuffer(packed, np.uint8).reshape(-1, WIDTH)
            self._rows = rows.stop
            for word, row, (_, near) in zip(words, rows, known, strict=True):
                if near:
                    self.slips[row] = near
                if len(word) <= _LONGEST:
                    self[word] = row
        return rows


def wide(rows: Bytes) -> Uint:
    """Rows of the table as numbers of four bytes."""
    return rows.view(np.uint32)


def _hash(word: str) -> int:
    """A polynomial over code points, digits as "0"."""
    if not word.isalpha():
        word = word.translate(_DIGITS)
    powers = _POWERS if len(word) <= _LONGEST_HASHED else chain(_POWERS, repeat(_POWERS[-1]))
    total: int = sum(map(mul, map(ord, word), powers))
    return total & _MASK


_ASKED: tuple[Callable[[str], int], ...] = (
    follows_name, leads_to_name, ending_of, passes_for_digits,
)  # fmt: skip
"""What the columns from `BEHIND_NAME` to `DIALLED` are asked, in their order."""

_current = Vocabulary()


def vocabulary() -> Vocabulary:
    """The one in use; a fresh one when it is full."""
    global _current
    if _current.full:
        _current = Vocabulary()
    return _current
