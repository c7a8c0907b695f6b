"""What the texts of a batch may hold, as traces: each question that is asked where letters and words stand.

What is asked here costs a text far less than a finding that looks in vain. A trace is never missing where a finding
would find something, so every bound here is that of a pattern or a finding, or wider.
"""

from __future__ import annotations

import string

import numpy as np

from commentguard.kernel.runtime import address, kernel
from commentguard.text import traces
from commentguard.text.capitals import Places
from commentguard.text.gazetteer import gazetteer
from commentguard.text.links import ANY_ENDING
from commentguard.text.lists import (
    AROUND,
    BREAKS,
    MAX_ITEM_CHARS,
    MAX_ITEM_WORDS,
    MIN_ANNOUNCED,
    MIN_ITEMS,
)
from commentguard.text.page import DOUBT, SEPARATOR, Page, kinds, table
from commentguard.text.pairs import MIX, PAIR, SHIFT
from commentguard.text.places import ANY_PLACE, SURE_PLACE
from commentguard.text.shapes import COLON, COMMA, STOP, Shapes
from commentguard.text.spelled import MIN_SPELLED
from commentguard.text.vocabulary import (
    BEFORE_NAME,
    BEHIND_NAME,
    CODE,
    COUNTED,
    COUNTS,
    DIALLED,
    DIGITS,
    ENDING,
    PLACE,
    WIDTH,
)
from commentguard.text.words import Addresses

# What the first counts of `Words.totals` leave as a trace, from how many on.
_COUNTED = (
    (MIN_SPELLED, traces.SPELLED),
    (1, traces.SPOKEN_AT),
    (1, traces.SPOKEN_DOT),
    (2, traces.RANDOM),
    (1, traces.MONEY),
)
# What passes for a digit; what a name is planted behind; a gap and an end before an opening; what ends a run of
# items; what a plain word begins with.
_KINDS = (
    table("oilsb", DOUBT),
    table(string.ascii_lowercase + ",;:"),
    table(" \"'("),
    table(".!?\n:" + SEPARATOR),
    table("".join(BREAKS)),
    table(string.ascii_lowercase + string.digits),
)

_SEEN = kernel(
    "seen",
    kinds=kinds(*_KINDS),
    separator=ord(SEPARATOR),
    digit=traces.DIGIT,
    cut=COMMA | STOP | COLON,
    comma_or_colon=COMMA | COLON,
    figures=traces.FIGURES,
    list=traces.LIST,
    announced=traces.ANNOUNCED,
    name=traces.NAME,
    place=traces.PLACE,
    capitals=traces.CAPITALS,
    spelled=traces.SPELLED,
    spoken_at=traces.SPOKEN_AT,
    counted=len(COUNTED),
    enough=np.array([least for least, _ in _COUNTED], dtype=np.int64).tobytes(),
    enough_for=np.array([trace for _, trace in _COUNTED], dtype=np.int64).tobytes(),
    # From the first digit of seven to the last, three signs between any two; the same for four digits among letters
    # that pass for digits, 26 signs between any two. Keep with the repeats in `numbers`.
    dense=6 * 4,
    mixed=3 * 27,
    longest=MAX_ITEM_CHARS + AROUND,
    most_words=MAX_ITEM_WORDS,
    items=MIN_ITEMS,
    fewer=MIN_ANNOUNCED,
    shortest=3,
    sure_place=SURE_PLACE,
    any_place=ANY_PLACE,
    place_at=PLACE,
    behind_name=BEHIND_NAME,
    before_name=BEFORE_NAME,
    width=WIDTH,
    code=CODE,
    pair=PAIR,
    mix=MIX,
    shift=SHIFT,
    digits_at=COUNTS + DIGITS,
    dialled=DIALLED,
    ending=ENDING,
    any_ending=ANY_ENDING,
    within=4,
    # More capitals than in a text that does not shout; no less, whatever counts as a letter.
    loud_percent=20,
)


def see(page: Page, words: int, at: Addresses, capitals: Places, shown: Shapes) -> None:
    """Add to the traces of each text of a page, which are its shapes before, and `traces.ANNOUNCED`.

    `at` and `capitals` are where its `words` and its capitals lie.
    """
    begins, ends, first, told, totals = at
    texts = len(page.gaps) - 1
    _SEEN(
        page.raw[0], page.gaps.tobytes(), texts, address(shown.at), begins, ends, told, first, words, totals,
        *capitals, gazetteer().pairs.address, address(shown.by_text) if texts else 0,
    )  # fmt: skip
