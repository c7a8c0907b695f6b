"""One number for each character of a text, by a rule, for a whole batch in one look-up.

The rule is asked when a character is first met. Characters beyond the first plane are few, and are kept in
a memory of bounded size instead of in the table.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BEYOND = 0xFFFF
_REMEMBERED = 8192


class CodeTable:
    """Numbers above 0 by code point; a stranger may fill the table, and it grows no further."""

    def __init__(self, rule: Callable[[str], int], dtype: type[np.unsignedinteger[Any]]) -> None:
        self._rule = lru_cache(maxsize=_REMEMBERED)(rule)
        self._known = np.zeros(_BEYOND + 1, dtype=dtype)

    def __call__(self, codes: NDArray[Any]) -> NDArray[Any]:
        """The number of each of `codes`."""
        numbers = self._known.take(codes, mode="clip")
        if np.count_nonzero(numbers) < len(numbers):
            strange = (numbers == 0).nonzero()[0]
            found = codes.take(strange)
            numbers[strange] = [self._rule(chr(code)) for code in found.tolist()]
            kept = found < _BEYOND
            self._known[found[kept]] = numbers[strange[kept]]
        return numbers
