"""The texts of a batch laid end to end, so that a question is asked once and not once a text."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.text.codetable import CodeTable

Int = NDArray[np.int64]
Codes = NDArray[Any]
Signs = NDArray[np.uint8]
Ranges = NDArray[np.int64]
"""Parts of the texts of a batch, in columns (3, parts): of which text, start and end, in order."""

SEPARATOR = "\x1f"
"""Stands before each text and behind the last: white space that hardly anybody writes."""

_MARGIN = SEPARATOR * 5

LETTER, CAPITAL, DRESSED, FIGURE, NUMERIC, BLANK, CURRENCY, OTHER, DOUBT = range(128, 137)
"""Signs of characters outside ASCII: small letters and such without case, capitals, capitals that no
pattern takes for letters, decimal digits, whatever else belongs to words, white space, signs of
currencies that belong to words, all others, and `DOUBTFUL`."""

DOUBTFUL = "\uffff"
"""A character that nothing is known of yet."""


class Page(NamedTuple):
    """`text` with a separator before each text and some behind the last.

    `gaps` (n + 1) says where the separators stand: text k is what lies between gap k and the next.
    `raw` is what kernels read: the bytes of signs, and of code points, which take four bytes each where the page is
    `wide` and one elsewhere.
    """

    text: str
    gaps: Int
    raw: tuple[bytes, bytes]
    wide: bool

    @classmethod
    def of(cls, texts: Sequence[str]) -> Page:
        return cls.laid(*lay(texts))

    @classmethod
    def laid(cls, text: str, gaps: Int) -> Page:
        """A page of texts that are laid out already."""
        if text.isascii():
            raw = text.encode("ascii")
            return cls(text, gaps, (raw, raw), wide=False)
        raw = text.encode("utf-32-le", "surrogatepass")
        signs = _signs(np.frombuffer(raw, dtype=np.uint32)).tobytes()
        return cls(text, gaps, (signs, raw), wide=True)

    @property
    def codes(self) -> Codes:
        """Code points."""
        return np.frombuffer(self.raw[1], dtype=np.uint32 if self.wide else np.uint8)

    @property
    def signs(self) -> Signs:
        """The same for ASCII, and a kind of character for all others."""
        return np.frombuffer(self.raw[0], dtype=np.uint8)


def signs_of(text: str) -> bytes:
    """The signs of a text that is laid out already."""
    if text.isascii():
        return text.encode("ascii")
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _signs(codes).tobytes()


def lay(texts: Sequence[str]) -> tuple[str, Int]:
    """The text of a page, and its gaps."""
    # NumPy's own way from a list is one that a comment by itself takes for nothing else.
    found = array("q", accumulate([len(text) + 1 for text in texts], initial=0))
    gaps = np.frombuffer(found, dtype=np.int64)
    return f"{SEPARATOR}{SEPARATOR.join(texts)}{_MARGIN}", gaps


def _sign(character: str) -> int:
    if character.isascii():
        return ord(character)
    if character == DOUBTFUL:
        return DOUBT
    if character.isdecimal():
        return FIGURE
    if character.isupper():
        return CAPITAL if character.isalnum() else DRESSED
    if character.isalnum():
        return LETTER if character.isalpha() else NUMERIC
    if character.isspace():
        return BLANK
    return CURRENCY if character in "€£" else OTHER


_signs = CodeTable(_sign, np.uint8)


def table(kept: str, *foreign: int) -> NDArray[np.bool_]:
    """For each sign whether it is one of `kept` or of the `foreign` kinds."""
    found = np.zeros(DOUBT + 1, dtype=np.bool_)
    found[[*map(ord, kept), *foreign]] = True
    return found


def kinds(*tables: NDArray[np.bool_]) -> bytes:
    """For each sign a byte with a bit for each of `tables`, the lowest for the first."""
    found = np.zeros(DOUBT + 1, dtype=np.uint8)
    for bit, one in enumerate(tables):
        found |= one.astype(np.uint8) << np.uint8(bit)
    return found.tobytes()
