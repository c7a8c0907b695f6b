"""Slips of the finger in a text, put right before it is read.

A slip takes a phrase away from every list and n-gram that would know it, so that an advert typed in haste (or misspelled
on purpose) passes. A word that nobody knows is read as the commonest known word next to it, in the language that
most of the text's known words belong to. It must stand alone: parts of addresses, written or spoken, names with a sign and
words with a hyphen are what they are, and so is what the post says, its author, and the names in the comment before.

The trap: a rare name one slip from a word is read as that word. What people are shown is the text as received,
whatever was read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.text.folding import fold
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import spaced
from commentguard.text.offsets import OffsetMap
from commentguard.text.spelling import spelling
from commentguard.text.vocabulary import COUNTED, COUNTS, SLIP, SPELLED
from commentguard.text.words import Found

_OPENING, _CLOSING = frozenset('"([{*_~¡¿'), frozenset('")]}*_~.,;:!?')
# Signs of an address around which somebody left room: "name . example", "name [dot] example".
_PARTED = re.compile(r"\s+(?:\.\s|[\[({<]\s?[.\w])")
_DOT = COUNTS + COUNTED.index("dots")
_NEAR_DOT = range(-1, 4)
"""Words on from one that is part of a spoken address where "dot" is one of them: "name at host dot example"."""

_POST, _PARENT = 16_384, 4_096
_VOTES = np.array(
    [[told >> place & 1 for place in range(len(LANGUAGES))] for told in range(SLIP)],
    dtype=np.uint16,
)


class Slip(NamedTuple):
    """A word at [`start`, `end`) of the text `row` of a page, and what it is read as."""

    row: int
    start: int
    end: int
    word: str


def slips_in(found: Found) -> list[Slip]:
    """The words of a page that are to be put right, in order; places are those in their texts."""
    if not found.slipped:
        return []
    known = found.known
    page, first = found.page, found.first
    begins, ends, rows_of = found.begins, found.ends, found.rows
    # Entry by entry: to `take` from a column copies all of it first, half a megabyte and more.
    told = known.held.rows.view(np.uint16)[rows_of, SPELLED]
    candidates = (told & SLIP).nonzero()[0]
    if not len(candidates):
        return []
    dots = known.held.rows[rows_of, _DOT]
    spoken = dots.tolist() if dots.any() else ()
    slips = []
    rows = (first.searchsorted(candidates, side="right") - 1).tolist()
    for row, own in groupby(zip(rows, candidates.tolist(), strict=True), itemgetter(0)):
        of_text = range(first.item(row), first.item(row + 1))
        begin, stop = page.gaps.item(row) + 1, page.gaps.item(row + 1)
        words = [
            word
            for _, word in own
            if _alone(page.text, begins.item(word), ends.item(word), stop)
            and not (spoken and _addressed(spoken, word, of_text))
        ]
        if not words:
            continue
        language = _spoken(told[of_text.start : of_text.stop])
        for word in words:
            number = known.next_to(rows_of.item(word))[language]
            if number >= 0:
                start, end = begins.item(word) - begin, ends.item(word) - begin
                slips.append(Slip(row, start, end, spelling().word(number)))
    return slips


def _spoken(told: NDArray[np.uint16]) -> int:
    """The language that most known words of a text belong to, the first of several; behind all where none is known."""
    votes = _VOTES.take(told & SLIP - 1, axis=0).sum(axis=0)
    return int(votes.argmax()) if votes.any() else len(LANGUAGES)


def _alone(text: str, start: int, end: int, stop: int) -> bool:
    """Whether what stands at [start, end) of a page is a word by itself, with a few signs around it at most.

    Its text ends at `stop`: what stands behind that is another's.
    """
    before, behind = start - 1, end
    while text[before] in _OPENING and before > start - 3:
        before -= 1
    while text[behind] in _CLOSING and behind < end + 3:
        behind += 1
    if not (text[before].isspace() and text[behind].isspace()):
        return False
    return behind > end or _PARTED.match(text, behind, stop) is None


def _addressed(dots: Sequence[int], word: int, of_text: range) -> bool:
    """Whether a word may be part of an address that is spoken in its text, which has the words `of_text`."""
    begin = max(word + _NEAR_DOT.start, of_text.start)
    return any(dots[begin : min(word + _NEAR_DOT.stop, of_text.stop)])


def said_before(comment: Comment) -> frozenset[str]:
    """Words that are spelled as they are, because the post or a name says so.

    Of the comment before only what has a capital: others wrote it, and might spell an advert's words beforehand.
    """
    parent = (word for word in comment.parent_text[:_PARENT].split() if word[:1].isupper())
    said = (
        comment.author, comment.parent_author, comment.post_title, *comment.post_tags, *parent,
        comment.post_text[:_POST],
    )  # fmt: skip
    return frozenset(spaced(fold(" ".join(said)[: 2 * _POST]).text).split())


def put_right(text: str, slips: Sequence[Slip]) -> tuple[str, OffsetMap]:
    """`text` with its `slips` put right, and the way back.

    A span over the whole word covers what was typed.
    """
    pieces: list[str] = []
    here, there = [0], [0]
    last = grown = 0
    for _, start, end, word in slips:
        pieces += (text[last:start], word)
        last = end
        change = len(word) - end + start
        if not change:
            continue
        alike = _alike(word, text[start:end])
        at = start + grown + alike
        grown += change
        if change > 0:
            # What lacked comes from where the letter before it stood.
            points = [(at, start + max(alike - 1, 0)), (at + 1, start + alike)]
        elif not alike:
            points = [(at, start), (at + 1, start + 2)]
        elif alike == len(word):
            points = [(at - 1, end - 1), (at, end)]
        else:
            points = [(at, start + alike + 1)]
        for place, source in points:
            if place == here[-1]:
                there[-1] = source
            else:
                here.append(place)
                there.append(source)
    pieces.append(text[last:])
    return "".join(pieces), OffsetMap(tuple(here), tuple(there))


def _alike(one: str, other: str) -> int:
    """How many letters two words begin alike with."""
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))
