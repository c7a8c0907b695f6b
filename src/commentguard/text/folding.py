"""Unicode folding: one spelling for every way of writing the same thing.

Lower case, compatibility forms to plain ones, accents off, invisible characters out, then
three disguises undone: look-alike letters, digits for letters, letters set apart. All
features are computed behind this, because each disguise alone halves the recall of a word
model (docs/experiments/0001). What was undone is noted, as evidence for `obfuscation`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from commentguard.text.alphabets import SPELLED, dressed_words, is_odd
from commentguard.text.codetable import CodeTable
from commentguard.text.confusables import base_letter
from commentguard.text.disguise import Disguise, apart, in_word, leet, lookalikes
from commentguard.text.offsets import IDENTITY, Builder, OffsetMap
from commentguard.text.page import DOUBTFUL, Page, lay
from commentguard.text.shapes import Shapes, shapes
from commentguard.text.traces import EVERYTHING, FOREIGN, LEET, SET_APART, SPACES, TAB

_ZWJ, _ZWNJ = "\u200d", "\u200c"
# Three in a row: one "①" is a bullet, one "ℹ" an icon.
_FEW = 3
_FANCY_RUN = re.compile(rf"x{{{_FEW},}}(?: {{0,1}}x+)*")
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
# One sign first and the choice behind it: such a pattern is searched at once.
_SPACE = re.compile(r"\s(?:\s+|(?<=[\t\r\x0b\x0c]))")
# What takes more than one character for one.
_TOUCHED = FOREIGN | SPACES | TAB | SET_APART | LEET


class Folded(NamedTuple):
    """`doubtful` says that characters were none, several, or in fancy dress."""

    text: str
    offsets: OffsetMap = IDENTITY
    disguises: tuple[Disguise, ...] = ()
    doubtful: bool = False


def fold(text: str) -> Folded:
    """Fold one text."""
    return fold_many((text,)).folded[0]


class Laid(NamedTuple):
    """Folded texts, a page of them, and its shapes where they have been looked for."""

    folded: list[Folded]
    page: Page
    shown: Shapes | None = None


def fold_many(texts: Sequence[str]) -> Laid:
    """Fold texts: what most of them need in one step for all, what few need in one step each."""
    laid, places = lay(texts)
    lowered = Page.laid(laid.lower() if laid.isascii() else _plain(laid), places)
    seen = shapes(lowered)
    gaps = places.tolist()
    found = []
    kept = True
    for row, (text, marks) in enumerate(zip(texts, seen.by_text.tolist(), strict=True)):
        plain = lowered.text[gaps[row] + 1 : gaps[row + 1]]
        if not marks & _TOUCHED:
            found.append(Folded(plain))
            continue
        if DOUBTFUL in plain:
            one = _by_character(text)
        else:
            disguises: list[Disguise] = []
            folded = lookalikes(plain, IDENTITY, disguises) if marks & FOREIGN else plain
            one = _arranged(folded, IDENTITY, disguises, EVERYTHING if disguises else marks)
        kept = kept and one.text == plain
        found.append(one)
    return Laid(found, lowered, seen) if kept else Laid(found, Page.of([one.text for one in found]))


def _by_character(text: str) -> Folded:
    # Odd letters become plain ones below, one by one: that there were several words of them is seen here alone.
    disguises = [Disguise("lookalike", *span) for span in dressed_words(text)]
    folded, offsets = _characters(text, disguises)
    folded = lookalikes(folded, offsets, disguises)
    return _arranged(folded, offsets, disguises, EVERYTHING)._replace(doubtful=True)


def _plain(text: str) -> str:
    """`text` folded where each character stays one, with `DOUBTFUL` for others; same length."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _folded(codes).tobytes().decode("utf-32-le", "surrogatepass")


def _arranged(folded: str, offsets: OffsetMap, disguises: list[Disguise], marks: int) -> Folded:
    """Undo what is arranged between characters; each in a pass that is taken where it is seen."""
    if marks & SET_APART:
        before = len(disguises)
        folded, moved = apart(folded, offsets, disguises)
        offsets = moved.after(offsets)
        marks = EVERYTHING if len(disguises) > before else marks
    if marks & (SPACES | TAB):
        folded, moved = _spaces(folded)
        offsets = moved.after(offsets)
    if marks & LEET:
        folded = leet(folded, offsets, disguises)
    return Folded(folded, offsets, tuple(disguises))


def fold_phrase(text: str) -> str:
    """Fold a lexicon line or a name: only what does not depend on its surroundings."""
    lower = text.lower()
    return lower if lower.isascii() else "".join(map(_fold_character, lower))


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    """The folded form of one character: "" for what a reader cannot see."""
    if character.isascii():
        return character.lower()
    if character in "\u2019\u2018\u02bc\u00b4\u2032":
        return "'"
    if character in "\u201c\u201d\u201e\u00ab\u00bb":
        return '"'
    if character in "\u2010\u2011\u2012\u2013\u2014\u2212":
        return "-"
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me") or _VARIATION.match(character):
        return ""
    if category == "Zs":
        return " "
    if category in ("Zl", "Zp"):
        return "\n"
    if character.lower() in SPELLED:
        return SPELLED[character.lower()]
    plain = unicodedata.normalize("NFKD", character)
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return base_letter(unicodedata.normalize("NFC", plain.casefold()))


def _characters(text: str, disguises: list[Disguise]) -> tuple[str, OffsetMap]:
    out = Builder()
    last = 0
    for run in _FOREIGN.finditer(text):
        start, end = run.span()
        out.copy(text[last:start].lower(), last)
        last = end
        folded = [_fold_character(c) for c in run.group()]
        if all(len(piece) == 1 for piece in folded):
            out.copy("".join(folded), start)
        else:
            for at, piece in enumerate(folded, start):
                out.replace(piece, at, 1)
        _note_hidden(text, start, end, disguises)
    out.copy(text[last:].lower(), last)
    return out.finish()


def _note_hidden(text: str, start: int, end: int, disguises: list[Disguise]) -> None:
    """Note invisible characters that split a word, and letters in fancy dress.

    Quiet: joiners inside emoji and in scripts that need them, soft hyphens and byte-order
    marks at the ends (pasted text), combining accents.
    """
    for at in range(start, end):
        character = text[at]
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        category = unicodedata.category(character)
        if category == "Cf":
            if character == "\xad" or not (in_word(before) and in_word(after)):
                continue
            if character in (_ZWJ, _ZWNJ) and not (before.isascii() or after.isascii()):
                continue
            disguises.append(Disguise("invisible", at, at + 1))
    if end - start < _FEW:
        return
    for run in _FANCY_RUN.finditer("".join(map(_fancy, text[start:end]))):
        disguises.append(Disguise("fancy", start + run.start(), start + run.end()))


@lru_cache(maxsize=8192)
def _fancy(character: str) -> str:
    """ "x" for a letter or digit dressed up (full width, circled, mathematical), else a space.

    Superscripts, fractions and ligatures are ordinary typing and stay out.
    """
    dressed = unicodedata.decomposition(character).startswith(("<wide>", "<circle>", "<font>"))
    keycap = character == "\u20e3"
    squared = "\U0001f130" <= character <= "\U0001f189"
    if keycap or squared or (dressed and unicodedata.category(character)[0] in "LNS"):
        return "x"
    return "-" if _VARIATION.match(character) else " "


def _alone(character: str) -> int:
    """The code point of one character folded by itself; in doubt if it is none, several, dressed
    up, or an odd letter: what that means is seen in its words."""
    folded = _fold_character(character)
    plain = len(folded) == 1 and _fancy(character) != "x" and not is_odd(character)
    return ord(folded) if plain else ord(DOUBTFUL)


_folded = CodeTable(_alone, np.uint32)


def _spaces(text: str) -> tuple[str, OffsetMap]:
    """One space for many, one line break for many: a phrase may not hide in its gaps."""
    # Without `Builder`, which is called twice a gap: a quarter of all comments have some.
    pieces: list[str] = []
    here, there = [0], [0]
    last = length = 0
    for gap in _SPACE.finditer(text):
        start, end = gap.span()
        pieces += (text[last:start], "\n" if "\n" in gap.group() else " ")
        length += start - last + 1
        last = end
        if end - start > 1 and end < len(text):
            here.append(length)
            there.append(end)
    if not last:
        return text, IDENTITY
    pieces.append(text[last:])
    return "".join(pieces), OffsetMap(tuple(here), tuple(there))
