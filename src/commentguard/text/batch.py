"""A batch of folded texts, read together: words, capitals, and the traces that each text shows.

What is asked here of all texts at once costs a single text a few microseconds and a text of a batch
next to nothing. Findings that need more are made later, for the texts whose traces say so.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.text import traces
from commentguard.text.capitals import Capitals
from commentguard.text.dialling import may_dial
from commentguard.text.gazetteer import gazetteer
from commentguard.text.links import ANY_ENDING
from commentguard.text.lists import may_list
from commentguard.text.numbers import MIN_SPELLED
from commentguard.text.page import MANY_TEXTS, Page, table
from commentguard.text.passages import Passages
from commentguard.text.places import ANY_PLACE, SURE_PLACE, opening
from commentguard.text.shapes import by_text, shapes
from commentguard.text.vocabulary import (
    BEFORE_NAME,
    BEHIND_NAME,
    CODE,
    COUNTS,
    DIALLED,
    DIGITS,
    ENDING,
    PLACE,
    wide,
)
from commentguard.text.words import Words, read_words

Int = NDArray[np.intp]

# What the first counts of `Words.totals` leave as a trace, from how many on.
_COUNTED = (
    (MIN_SPELLED, traces.SPELLED),
    (1, traces.SPOKEN_AT),
    (1, traces.SPOKEN_DOT),
    (2, traces.RANDOM),
    (1, traces.MONEY),
)
_ENOUGH = np.array([count for count, _ in _COUNTED])
_TRACES = np.array([trace for _, trace in _COUNTED])
_SPOKEN = traces.SPELLED | traces.SPOKEN_AT
_STOP_WITHIN = 4
_ANNOUNCED = traces.said("list_header")
# More capitals than in a text that does not shout; no less, whatever counts as a letter.
_LOUD = 0.2
_IN_SENTENCE = table(string.ascii_lowercase + ",;:")
_SHORTEST_NAME = 3


class Batch(NamedTuple):
    """`traces` has a number for each text, see `text.traces`."""

    words: Words
    capitals: Capitals
    traces: list[int]
    passages: Passages


def read_batch(
    page: Page, cased: Sequence[str], kept: Sequence[bool], shown: Sequence[tuple[int, float]]
) -> Batch:
    """Read a page of folded texts; for `cased` and `kept` see `Capitals`.

    `shown` are their shapes and shares of capitals, which are only asked for fewer than `MANY_TEXTS`.
    """
    words = read_words(page)
    capitals = Capitals(page, cased, kept, words.begins)
    totals = words.totals[:, : len(_COUNTED)]
    if len(kept) >= MANY_TEXTS:
        counted = (totals >= _ENOUGH) @ _TRACES
        counted &= ~_SPOKEN | _spoken(page, words)
        told = (counted | _seen(page, words, capitals)).tolist()
    else:
        pairs = zip(totals.tolist(), shown, strict=True)
        told = [_counted(counts) | _unseen(*one) for counts, one in pairs]
    marks = [a | b for a, b in zip(told, words.said, strict=True)]
    return Batch(words, capitals, marks, Passages.on(page))


def _counted(counts: Sequence[int]) -> int:
    """What the counts of one text leave as traces."""
    # Each trace is one bit, so that their sum has all of them.
    return sum([trace for n, (least, trace) in zip(counts, _COUNTED, strict=True) if n >= least])


def _seen(page: Page, words: Words, capitals: Capitals) -> NDArray[np.int64]:
    """The traces of shapes, of capitals and of lists: each question costs as much for one text as for
    many, and so is asked for many. One by itself may hold anything that its shapes allow."""
    found = shapes(page)
    told = by_text(found, page).astype(np.int64)
    told[may_dial(page, ((found & traces.DIGIT) != 0).nonzero()[0])] |= traces.FIGURES
    told[capitals.shares() > _LOUD] |= traces.CAPITALS
    lists, announced = may_list(page, found, words)
    told[[row for row in announced.tolist() if words.said[row] & _ANNOUNCED]] |= traces.LIST
    told[lists] |= traces.LIST
    named, placed = _names(page, capitals, words)
    told[named] |= traces.NAME
    told[placed] |= traces.PLACE
    return told


def _spoken(page: Page, words: Words) -> NDArray[np.int64]:
    """In which texts words that spell digits, or say "at", stand as they would in a contact."""
    told = np.zeros(len(page.gaps) - 1, dtype=np.int64)
    digits = words.told[:, COUNTS + DIGITS].nonzero()[0]
    # Three in a row, but for what a number in words may hold; or two in one word.
    broken = np.add.accumulate(words.told[:, DIALLED] == 0, dtype=np.int32).take(digits)
    text = page.text_of(words.begins.take(digits))
    row = (broken[2:] == broken[:-2]) & (text[2:] == text[:-2])
    told[text[2:][row]] |= traces.SPELLED
    told[text[words.told[:, COUNTS + DIGITS].take(digits) > 1]] |= traces.SPELLED
    # An address told in words ends in "com" and its like, near behind a full stop.
    endings = words.told[:, ENDING].nonzero()[0]
    at = words.begins.take(endings)
    near = words.told[:, ENDING].take(endings) == ANY_ENDING
    for back in range(1, _STOP_WITHIN + 1):
        near |= page.signs.take(at - back, mode="clip") == ord(".")
    told[page.text_of(at[near])] |= traces.SPOKEN_AT
    return told


def _unseen(shown: int, capitals: float) -> int:
    """What a text may hold of which nothing but shapes and the share of capitals is known."""
    told = shown | traces.LIST | traces.NAME | traces.PLACE
    told |= traces.FIGURES if shown & traces.DIGIT else 0
    return told | traces.CAPITALS if capitals > _LOUD else told


def _names(page: Page, capitals: Capitals, words: Words) -> tuple[Int, Int]:
    """Texts with a capital where a name may be planted, and where the name of a place may begin."""
    at, begins, ends, told = capitals.at, words.begins, words.ends, words.told
    word = begins.searchsorted(at)
    # Inside a word, behind an apostrophe, nothing is known of what follows.
    inside = begins.take(word, mode="clip") != at if len(begins) else np.ones(len(at), dtype=bool)
    here, behind = told.take(word, axis=0), told.take(word + 1, axis=0, mode="clip")
    alone = here[:, PLACE]
    placed = inside | (alone == ANY_PLACE) | ((alone == SURE_PLACE) & ~opening(page, at))
    placed |= gazetteer().pairs.begun(wide(here)[:, CODE], wide(behind)[:, CODE])
    # A planted name stands within a sentence.
    named = _IN_SENTENCE.take(page.signs.take(at - 2)) & (behind[:, BEHIND_NAME] > 0)
    named |= told[:, BEFORE_NAME].take(word - 1, mode="clip") > 0
    if len(ends):
        named &= ends.take(word, mode="clip") - at >= _SHORTEST_NAME
    return np.concatenate((capitals.text[named], capitals.joined())), capitals.text[placed]
