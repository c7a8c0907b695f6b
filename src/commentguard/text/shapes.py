"""Shapes of up to four signs, looked for in all texts of a batch at once.

Each bit of a number stands for a shape; a table a place says which signs may stand there, and what
four look-ups have in common has been found. What is in doubt has all shapes.
"""

from __future__ import annotations

import string
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.kernel.runtime import address, kernel
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
Int = NDArray[np.int64]

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
SHAPES = sum(bit for bit, _ in _SHAPES) & ~(COMMA | STOP | COLON)
"""All traces that are shapes."""


def _table(place: int) -> Uint:
    found = np.zeros(DOUBT + 1, dtype=np.uint32)
    found[DOUBT] = 0xFFFFFFFF
    for bit, signs in _SHAPES:
        allowed = signs[place] if place < len(signs) else _ANY
        found[[ord(sign) for sign in allowed]] |= np.uint32(bit)
    return found


_SHAPES_OF = kernel(
    "shapes",
    traces=SHAPES,
    apart=traces.SET_APART,
    **{f"table_{place + 1}": _table(place).tobytes() for place in range(_PLACES)},
)


class Shapes(NamedTuple):
    """The shapes of a page of lower-case texts.

    `at` has those that begin at each place; `by_text` (n) are the traces among those of each text, with what
    begins at the separator before it.
    """

    by_text: Int
    at: Uint


def shapes(page: Page) -> Shapes:
    """Look for all shapes on a page."""
    texts = len(page.gaps) - 1
    places = page.gaps.item(-1) + 1
    block = np.empty(texts + (places + 1) // 2, dtype=np.int64)
    there = address(block)
    _SHAPES_OF(page.raw[0], page.gaps.tobytes(), texts, there, there + 8 * texts)
    return Shapes(block[:texts], block[texts:].view(np.uint32)[:places])
