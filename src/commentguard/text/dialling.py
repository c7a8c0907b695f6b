"""Which texts of a page hold digits that may be a number to ring, in one step for all.

Two comments in five hold digits, and one in thirty a number: years, prices and scores stand apart.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commentguard.text.page import DOUBT, Page, table

Int = NDArray[np.intp]

# From the first digit of seven to the last, three signs between any two; the same for four digits
# among letters that pass for digits, 26 signs between any two. Keep with the repeats in `numbers`.
_DENSE, _MIXED = 6 * 4, 3 * 27
_PASSING = table("oilsb", DOUBT)


def may_dial(page: Page, digits: Int) -> NDArray[np.bool_]:
    """Whether the digits of each text may be part of a number to ring.

    `digits` are their places on the page. Seven near each other may be, or four with a letter
    beside one that passes for a digit. True for all that `numbers.find_candidates` would find in
    digits, and for some others.
    """
    text = page.text_of(digits)
    dense, mixed, beside = np.zeros((3, len(page.gaps) - 1), dtype=np.bool_)
    dense[text[6:][digits[6:] - digits[:-6] <= _DENSE]] = True
    mixed[text[3:][digits[3:] - digits[:-3] <= _MIXED]] = True
    signs = page.signs
    beside[text[_PASSING.take(signs.take(digits - 1)) | _PASSING.take(signs.take(digits + 1))]] = (
        True
    )
    return dense | (mixed & beside)
