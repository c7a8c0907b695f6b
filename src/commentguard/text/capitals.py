"""Where words begin that were written with a capital, in all texts of a batch at once."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from commentguard.text.page import CAPITAL, DOUBT, DRESSED, FIGURE, LETTER, NUMERIC, Page, table

Int = NDArray[np.int64]

_CAPITALS = table(string.ascii_uppercase, CAPITAL)
_SMALL = table(string.ascii_lowercase, LETTER)
_WORDLIKE = table(
    string.ascii_letters + string.digits + "_", CAPITAL, LETTER, FIGURE, NUMERIC, DOUBT
)
_LOUD = table(string.ascii_uppercase, CAPITAL, DRESSED)
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_ASCII_CAPITALS, _ASCII_LETTERS = string.ascii_uppercase.encode(), string.ascii_letters.encode()


class Capitals:
    """Capitals of a batch: `at` are their places on its page, `text` numbers the text of each.

    `cased` are the folded texts in the case they were written in; `kept` says of which texts nothing
    but the case was folded. There a capital begins a word where none of a word stands before it; in
    the others a word of the folded text must begin there, at one of `begins`.
    """

    __slots__ = ("_page", "_places", "at")

    def __init__(self, page: Page, cased: Sequence[str], kept: Sequence[bool], begins: Int) -> None:
        self._page = Page.laid(cased_text(page, cased), page.gaps)
        signs = self._page.signs
        at = _CAPITALS.take(signs).nonzero()[0]
        first = ~_WORDLIKE.take(signs.take(at - 1))
        if not all(kept):
            apart = np.isin(at, begins, assume_unique=True)
            first = np.where(np.array(kept).take(page.text_of(at)), first, apart)
        self.at = at[first]
        self._places: list[list[int]] | None = None

    @property
    def text(self) -> Int:
        return self._page.text_of(self.at)

    def of(self, row: int) -> list[int]:
        """Places in text `row` where a word begins with a capital."""
        if self._places is None and len(self._page.gaps) == 2:
            self._places = [(self.at - 1).tolist()]
        elif self._places is None:
            limits = self.at.searchsorted(self._page.gaps).tolist()
            within = (self.at - self._page.gaps.take(self.text) - 1).tolist()
            self._places = [within[a:b] for a, b in pairwise(limits)]
        return self._places[row]

    def joined(self) -> Int:
        """Texts in which a capital stands right behind a small letter."""
        signs = self._page.signs
        inside = (_SMALL.take(signs[:-1]) & _CAPITALS.take(signs[1:])).nonzero()[0]
        return self._page.text_of(inside)

    def shares(self) -> NDArray[np.float64]:
        """Share of capitals among the letters of each text."""
        heads, signs = self._page.gaps[:-1], self._page.signs
        capitals = np.add.reduceat(_LOUD.take(signs), heads, dtype=np.float64)
        small = np.add.reduceat(_SMALL.take(signs), heads, dtype=np.float64)
        return np.asarray(capitals / np.maximum(capitals + small, 1.0))


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
