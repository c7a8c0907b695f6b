"""What the texts of a batch say, in phrases of the lexicons, as a kernel writes it down."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

CLASS_BITS, START_BITS, LENGTH_BITS, MEANING_BITS = 52, 32, 12, 1
"""Where in a number its class stands, and below it the begin of the phrase, its length and its meaning. The lowest bit
says that it is one word."""

PLACES, MEANINGS = 1 << 20, 1 << 11
"""How many of them there may be."""


class Said(NamedTuple):
    """Of several texts: `packed` are their phrases, those of text k from `limits`[k] on, by class and begin; `traces`
    are what each text leaves of that, `languages` the number of the language whose function words it has, counted from
    1; 0 where they do not tell.

    Of a class, a phrase that lies within a longer one is not among them: "visit my" in "visit my shop".
    """

    packed: list[int]
    limits: list[int]
    traces: list[int]
    languages: list[int]

    def by(self, number: int, row: int) -> list[int]:
        """The phrases of a class in text `row`, in order."""
        packed, begin, last = self.packed, number << CLASS_BITS, self.limits[row + 1]
        first = bisect_left(packed, begin, self.limits[row], last)
        return packed[first : bisect_left(packed, begin + (1 << CLASS_BITS), first, last)]
