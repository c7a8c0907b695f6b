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
NAMED_SIGN = next(_bits)
"""A bracket with something behind it that a dot or an at sign in words begins with."""
BRACKETED_STOP = next(_bits)
PATH = next(_bits)
"""A slash behind a letter."""
SPACED_DOT = next(_bits)
"""One behind a space, with what an ending may begin with behind it."""
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
ANNOUNCED = next(_bits)
"""Pieces that are a list if something announces them: no trace yet, and none of a batch that has been read.

The trap: what kernels write stands before here, because they reckon with 32 bits.
"""
DISGUISE = next(_bits)
ANCHOR = next(_bits)
AUTHOR = next(_bits)
AUTHOR_URL = next(_bits)
POST = next(_bits)
"""The post or the comment that is answered."""

PRICE = next(_bits)
"""Money, and digits."""
SPEAKER = next(_bits)
"""A pronoun that tells who sells from who bought, and something to be reached by."""

HIDDEN_PATH = next(_bits)
"""A path, and a bracket that the full stop before it may be in."""

LINK = (
    DOTTED | AT | SCHEME | WWW | NAMED_SIGN | BRACKETED_STOP | HIDDEN_PATH | SPACED_DOT
    | SPOKEN_AT | SPOKEN_DOT
)  # fmt: skip
NUMBER = FIGURES | SPELLED
RUN = LIST | HASH | SLASH

ALWAYS = next(_bits)
"""What every text shows."""

EVERYTHING = (1 << 256) - 1


CLASSES = 1 << 64
"""The first of those for classes of phrases, which have no others behind them: a kernel writes down what is said in a
number of its own."""
_classes = (CLASSES << place for place in count())


@cache
def _said(name: str) -> int:
    return next(_classes)


@cache
def said(*names: str) -> int:
    """Phrases of lexicon classes."""
    found = 0
    for name in names:
        found |= _said(name)
    return found


_SPEAKERS = said("we", "own", "they", "customer")
_SPOKEN_TO = LINK | NUMBER | PRICE | said("cta", "offer", "service_area")
_MONEY = MONEY | FOREIGN


def together(found: int) -> int:
    """`found` with the traces that two others leave together."""
    if found & DIGIT and found & _MONEY:
        found |= PRICE
    if found & PATH and found & BRACKET:
        found |= HIDDEN_PATH
    if found & _SPEAKERS and found & _SPOKEN_TO:
        found |= SPEAKER
    return found
