"""Where words begin that were written with a capital, in all texts of a batch at once."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from typing import Self

import numpy as np

from commentguard.kernel.runtime import address, kernel
from commentguard.text.page import (
    CAPITAL,
    DOUBT,
    DRESSED,
    FIGURE,
    LETTER,
    NUMERIC,
    Int,
    Page,
    kinds,
    signs_of,
    table,
)

# Capitals, small letters, whatever stands within words, and what makes a text loud.
_KINDS = (
    table(string.ascii_uppercase, CAPITAL),
    table(string.ascii_lowercase, LETTER),
    table(string.ascii_letters + string.digits + "_", CAPITAL, LETTER, FIGURE, NUMERIC, DOUBT),
    table(string.ascii_uppercase, CAPITAL, DRESSED),
)
_CAPITALS = kernel(
    "capitals",
    kinds=kinds(*_KINDS),
)
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_ASCII_CAPITALS, _ASCII_LETTERS = string.ascii_uppercase.encode(), string.ascii_letters.encode()


Places = tuple[int, int, int, int]
"""Where in memory kernels find places of capitals, limits of those of each text, its share of capitals among its letters, and
whether one stands behind a small letter: for as long as somebody holds the `Capitals`, and not in a copy."""


class Capitals:
    """Capitals of a batch: the places of those that words begin with.

    `cased` are the folded texts in the case they were written in; `kept` says of which texts nothing
    but the case was folded. There a capital begins a word where none of a word stands before it; in
    the others a word of the folded text must begin there, of which there are `words`, whose places lie at `begins`.
    """

    __slots__ = ("_at", "_gaps", "_limits")

    def __init__(self, gaps: Int, at: Int, limits: Int) -> None:
        self._gaps, self._at, self._limits = gaps, at, limits

    @classmethod
    def on(
        cls, page: Page, cased: Sequence[str], kept: Sequence[bool], words: int, begins: int
    ) -> tuple[Self, Places]:
        """Those of a page, and where they lie."""
        texts = len(kept)
        # Before every capital that begins a word stands something that does not.
        most = len(page.text) // 2 + 1
        block = np.empty(most + 3 * texts + 1, dtype=np.int64)
        at = address(block)
        limits = at + 8 * most
        shares = limits + 8 * (texts + 1)
        places = at, limits, shares, shares + 8 * texts
        _CAPITALS(
            signs_of(cased_text(page, cased)), page.gaps.tobytes(), texts, bytes(kept), begins, words, *places
        )  # fmt: skip
        return cls(page.gaps, block, block[most : most + texts + 1]), places

    def of(self, row: int) -> list[int]:
        """Places in text `row` where a word begins with a capital."""
        first, last = self._limits.item(row), self._limits.item(row + 1)
        origin = self._gaps.item(row) + 1
        return [place - origin for place in self._at[first:last].tolist()]


def capital_share(text: str) -> float:
    """Share of capitals among the letters of one text, in [0, 1]."""
    # What is left when the letters are struck out, in C.
    raw = text.encode("ascii", "ignore")
    capitals = len(raw) - len(raw.translate(None, _ASCII_CAPITALS))
    letters = len(raw) - len(raw.translate(None, _ASCII_LETTERS))
    if len(raw) < len(text):
        foreign = "".join(_FOREIGN.findall(text))
        capitals += sum(map(str.isupper, foreign))
        letters += sum(map(str.isalpha, foreign))
    return capitals / letters if letters else 0.0


def cased_text(page: Page, cased: Sequence[str]) -> str:
    """The text of a page with the texts in the case that they were written in."""
    separator = page.text[0]
    laid = separator.join(("", *cased))
    return laid + page.text[len(laid) :]
