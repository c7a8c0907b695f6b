"""What a text may hold, as bits of one number, so that nobody looks where nothing can be.

Most comments hold no address, no number and no selling phrase, and nineteen detectors that each
find that out for themselves cost more than those that find something. A bit may be set where there
is nothing, never unset where there is something.
"""

from __future__ import annotations

from functools import cache
from itertools import count

_bits = (1 << place for place in count())

FOREIGN = next(_bits)
"""A character outside ASCII, which is taken for anything."""
SPACES = next(_bits)
TAB = next(_bits)
SET_APART = next(_bits)
LEET = next(_bits)
DIGIT = next(_bits)
DOTTED = next(_bits)
"""A full stop with two letters behind it, which every ending of a host has."""
AT = next(_bits)
SCHEME = next(_bits)
WWW = next(_bits)
BRACKET = next(_bits)
"""With something behind it that a dot or an at sign in words begins with."""
PATH = next(_bits)
SPACED_DOT = next(_bits)
QUOTE = next(_bits)
APOSTROPHE = next(_bits)
"""One that no word stands before."""
HASH = next(_bits)
SLASH = next(_bits)
MARKS = next(_bits)
"""An exclamation mark, a question mark or a line break."""

FIGURES = next(_bits)
"""Digits enough for a number, and near enough to each other, together with letters that pass for some."""
SPELLED = next(_bits)
"""Words that spell digits, enough for a number."""
SPOKEN_AT = next(_bits)
SPOKEN_DOT = next(_bits)
RANDOM = next(_bits)
MONEY = next(_bits)

CAPITALS = next(_bits)
"""More capitals than sentences need."""
NAME = next(_bits)
"""A word that may be a name planted on readers."""
PLACE = next(_bits)
LIST = next(_bits)
"""Short pieces side by side."""
DISGUISE = next(_bits)
ANCHOR = next(_bits)
AUTHOR = next(_bits)
AUTHOR_URL = next(_bits)
POST = next(_bits)
"""The post or the comment that is answered."""

LINK = DOTTED | AT | SCHEME | WWW | BRACKET | PATH | SPACED_DOT | SPOKEN_AT | SPOKEN_DOT
NUMBER = FIGURES | SPELLED
PRICE = MONEY | FOREIGN
RUN = LIST | HASH | SLASH

ALWAYS = next(_bits)
"""What every text shows."""

EVERYTHING = (1 << 256) - 1


@cache
def _said(name: str) -> int:
    return next(_bits)


def said(*names: str) -> int:
    """Phrases of lexicon classes."""
    found = 0
    for name in names:
        found |= _said(name)
    return found
