"""Shapes of up to four signs, looked for in all texts of a batch at once.

Each bit of a number stands for a shape; a table a place says which signs may stand there, and what
four look-ups have in common has been found. What is in doubt has all shapes.
"""

from __future__ import annotations

import string

import numpy as np
from numpy.typing import NDArray

from commentguard.text import traces
from commentguard.text.page import (
    BLANK,
    CAPITAL,
    CURRENCY,
    DOUBT,
    DRESSED,
    FIGURE,
    LETTER,
    NUMERIC,
    OTHER,
    SEPARATOR,
    Page,
)

Uint = NDArray[np.uint32]

COMMA, STOP, COLON = 1 << 29, 1 << 30, 1 << 31
"""Where a piece of text may end: at a sign, one place before a full stop, at a colon."""

_ASCII = [chr(sign) for sign in range(128)]
_SMALL, _FIGURES = string.ascii_lowercase, string.digits
# Kinds of characters as patterns see them, outside ASCII as well.
_LETTERS = _SMALL + "".join(map(chr, (LETTER, CAPITAL, NUMERIC)))
_BLANKS = "".join(filter(str.isspace, _ASCII)) + chr(BLANK)
_NO_WORD = "".join(sign for sign in _ASCII if not sign.isalnum() and sign != "_")
_NO_WORD += "".join(map(chr, (BLANK, CURRENCY, DRESSED, OTHER)))
_FOREIGN = "".join(map(chr, range(128, DOUBT)))
_ANY = "".join(map(chr, range(DOUBT)))
_APART, _LEET = " -_*|" + chr(OTHER), "0134578@$"

_OPENING, _CLOSING = "[({<", "])}>"
# The first three signs of "at", "dot" and their like in brackets, as `links` has them.
_NAMED = (
    "acdpt" + chr(LETTER),
    "trhoui" + chr(LETTER),
    "trinc" + chr(LETTER) + _CLOSING + _BLANKS,
)

_SHAPES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (traces.FOREIGN, (_FOREIGN,)),
    (traces.SPACES, (_BLANKS, _BLANKS)),
    (traces.TAB, ("\t\r\x0b\x0c",)),
    (traces.SET_APART, (_LETTERS, _APART, _LETTERS, _APART)),
    (traces.LEET, (_SMALL, _LEET, _SMALL + _LEET)),
    (traces.DIGIT, (_FIGURES + chr(FIGURE),)),
    (traces.DOTTED, (".", _LETTERS, _LETTERS)),
    (traces.AT, ("@",)),
    (traces.SCHEME, (":", "/", "/")),
    (traces.WWW, ("w", "w", "w", ".")),
    (traces.BRACKET, (_OPENING,)),
    (
        traces.NAMED_SIGN,
        (_OPENING, _NAMED[0] + _BLANKS, _NAMED[1] + _NAMED[0], _NAMED[2] + _NAMED[1]),
    ),
    (traces.BRACKETED_STOP, (_OPENING, "." + _BLANKS, "." + _BLANKS + _CLOSING)),
    (traces.PATH, (_SMALL, "/")),
    (traces.SPACED_DOT, (_BLANKS, ".", "cnoibse" + _BLANKS)),
    (traces.QUOTE, ('"',)),
    (traces.APOSTROPHE, (_NO_WORD, "'")),
    (traces.HASH, ("#",)),
    (traces.SLASH, (_BLANKS, "/", _BLANKS)),
    (traces.MARKS, ("!?\n",)),
    (COMMA, (",;|\n\t!?" + SEPARATOR + chr(OTHER),)),
    (STOP, (_LETTERS + "_", ".", _BLANKS)),
    (COLON, (":", _BLANKS)),
)
_PLACES = max(len(signs) for _, signs in _SHAPES)
_TRACES = np.uint32(sum(bit for bit, _ in _SHAPES) & ~(COMMA | STOP | COLON))
_ALL_BUT_APART = np.uint32(0xFFFFFFFF ^ traces.SET_APART)


def _table(place: int) -> Uint:
    found = np.zeros(DOUBT + 1, dtype=np.uint32)
    found[DOUBT] = 0xFFFFFFFF
    for bit, signs in _SHAPES:
        allowed = signs[place] if place < len(signs) else _ANY
        found[[ord(sign) for sign in allowed]] |= np.uint32(bit)
    return found


_TABLES = [_table(place) for place in range(_PLACES)]


def shapes(page: Page) -> Uint:
    """The shapes that begin at each place of lower-case texts."""
    signs = page.signs.astype(np.intp)
    count = int(page.gaps[-1]) + 1
    found: Uint = _TABLES[0].take(signs[:count])
    for place in range(1, _PLACES):
        found &= _TABLES[place].take(signs[place : place + count])
    # Two of these in a row: letters set apart by signs are seven signs long.
    found[:-2] &= found[2:] | _ALL_BUT_APART
    return found


def by_text(found: Uint, page: Page) -> Uint:
    """The traces among the shapes that begin in each text, or at the separator before it."""
    told: Uint = np.bitwise_or.reduceat(found[: page.gaps[-1]], page.gaps[:-1])
    return told & _TRACES


SHAPES = int(_TRACES)
"""All traces that are shapes."""
