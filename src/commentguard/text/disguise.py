"""Three disguises of letters, undone: look-alikes, digits for letters, letters set apart.

Each alone halves the recall of a word model. What was undone is noted with its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from commentguard.text.confusables import base_letter, skeletons
from commentguard.text.offsets import IDENTITY, Builder, OffsetMap

_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile("[a-z]")
# In a word of two scripts they touch, or touch the digits between them.
_MIXED = re.compile(r"[a-z0-9][^\x00-\x7f]|[^\x00-\x7f][a-z0-9]")
_LEET = str.maketrans("0134578@$", "oieastbas")
# Digits count as letters only between letters: "mp3", "win10" and "2nd" are what they say.
_LEET_INSIDE = re.compile(r"[a-z][0134578@$]{1,2}[a-z]")
# A dot or an at sign with something behind it makes an address, which is left alone.
_LEET_WORD = re.compile(r"(?<![^\s(\"'])[a-z0134578@$]{4,30}(?![^\s.,!?;:)\"']|[.:]\S)")
_AT_NAME = re.compile(r"[a-z]{3}@[a-z]{3}")
# "o7oo 9oo" is a number in disguise, not a word: left to the number finder.
_NUMBERISH = frozenset("oilsb0134578")
# Four letters at the least: "U.S.A.", "S M L" and "a b c" are not a word in disguise.
_APART = re.compile(
    r"(?<![^\W_])[^\W\d_]([ \-_*·|])[^\W\d_]\1[^\W\d_](?:\1[^\W\d_]){1,40}(?![^\W_])"
    r"(?:  {1,4}[^\W\d_](?: [^\W\d_]){1,20}(?![^\W_])){0,8}"
)


@dataclass(frozen=True, slots=True)
class Disguise:
    """Something the folding undid, at [start, end) of the text that was folded.

    `kind` is invisible, lookalike, leet or apart.
    """

    kind: str
    start: int
    end: int


def lookalikes(text: str, offsets: OffsetMap, disguises: list[Disguise]) -> str:
    """Undo look-alike letters in words that mix them with Latin ones."""
    if text.isascii() or not _MIXED.search(text):
        return text
    table = skeletons()
    pieces: list[str] = []
    last = 0
    for word in _WORD.finditer(text):
        token = word.group()
        if token.isascii() or not _LATIN.search(token):
            continue
        plain = [table.get(c) or table.get(base_letter(c)) for c in token]
        if not any(plain):
            continue
        shown = (a or b for a, b in zip(plain, token, strict=True))
        pieces += (text[last : word.start()], "".join(shown))
        last = word.end()
        disguises.append(_disguise("lookalike", word, offsets))
    return "".join((*pieces, text[last:]))


def apart(text: str, offsets: OffsetMap, disguises: list[Disguise]) -> tuple[str, OffsetMap]:
    """Join letters that were set apart by one and the same sign."""
    if not _APART.search(text):
        return text, IDENTITY
    out = Builder()
    last = 0
    for run in _APART.finditer(text):
        start, end = run.span()
        out.copy(text[last:start], last)
        for at, character in enumerate(run.group(), start):
            # Letters a sign apart are joined; words set two or more spaces apart stay words.
            if character.isalpha() or text[at : at + 2] == "  ":
                out.copy(character, at)
        last = end
        disguises.append(_disguise("apart", run, offsets))
    out.copy(text[last:], last)
    return out.finish()


def leet(text: str, offsets: OffsetMap, disguises: list[Disguise]) -> str:
    """Read digits between letters as letters, where letters are the larger part."""
    if not _LEET_INSIDE.search(text):
        return text
    pieces: list[str] = []
    last = 0
    for word in _LEET_WORD.finditer(text):
        token = word.group()
        letters = sum(c.isalpha() for c in token)
        if letters * 2 <= len(token) or not _LEET_INSIDE.search(token):
            continue
        if _AT_NAME.search(token) or _NUMBERISH.issuperset(token):
            continue
        pieces += (text[last : word.start()], token.translate(_LEET))
        last = word.end()
        disguises.append(_disguise("leet", word, offsets))
    return "".join((*pieces, text[last:]))


def _disguise(kind: str, match: re.Match[str], offsets: OffsetMap) -> Disguise:
    span = offsets.span(*match.span())
    return Disguise(kind, span.start, span.end)
