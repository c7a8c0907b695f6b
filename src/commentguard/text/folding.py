"""Unicode folding: one spelling for every way of writing the same thing.

Lower case, compatibility forms to plain ones, accents off, invisible characters out, then
three disguises undone: look-alike letters, digits for letters, letters set apart. All
features are computed behind this, because each disguise alone halves the recall of a word
model (docs/experiments/0001). What was undone is noted, as evidence for `obfuscation`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from commentguard.text.confusables import base_letter, skeletons
from commentguard.text.offsets import IDENTITY, Builder, OffsetMap
from commentguard.text.outline import outline

# Longer runs of foreign characters hardly repeat, and are not worth remembering.
_SHORT_RUN = 40
_ZWJ, _ZWNJ = "\u200d", "\u200c"
# Three in a row: one "①" is a bullet, one "ℹ" an icon.
_FANCY_RUN = re.compile(r"x{3,}(?: {0,1}x+)*")
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_AROUND_FOREIGN = re.compile(r"([^\x00-\x7f]+)")
# Each alternative starts where the one before cannot have been: no start is tried twice.
_SPACE = re.compile(r"\s{2,}|[\t\r\x0b\x0c]")
_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile("[a-z]")
# Latin letters of living languages that do not decompose into a letter and an accent.
_PLAIN = {
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ħ": "h",
    "æ": "ae",
    "œ": "oe",
    "ð": "d",
    "þ": "th",
}
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
# What the outline must show before `_APART` or `_LEET_INSIDE` can match, by its rarest sign: one
# sign is looked for ten times as fast as a string that begins like every word.
_SET_APART = tuple((sign, f"a{sign}a{sign}a{sign}a") for sign in " -_*·|")
_DIGIT_BEHIND_LETTER = (("0", "a0"), ("@", "a@"), ("$", "a$"))


@dataclass(frozen=True, slots=True)
class Disguise:
    """Something the folding undid, at [start, end) of the text that was folded.

    `kind` is invisible, lookalike, leet or apart.
    """

    kind: str
    start: int
    end: int


class Folded(NamedTuple):
    """`sketch` is the outline of `text`."""

    text: str
    offsets: OffsetMap
    sketch: str
    disguises: tuple[Disguise, ...] = ()


def fold(text: str) -> Folded:
    """Fold `text`; one pass per disguise, each taken only where it is seen."""
    disguises: list[Disguise] = []
    offsets = IDENTITY
    if text.isascii():
        folded = text.lower()
    else:
        folded, offsets = _characters(text, disguises)
        folded = _lookalikes(folded, offsets, disguises)
    sketch = outline(folded)
    if _shows(sketch, _SET_APART) and _APART.search(folded):
        folded, moved = _apart(folded, offsets, disguises)
        offsets = moved.after(offsets)
        sketch = outline(folded)
    if _has_gaps(folded, sketch):
        folded, moved = _spaces(folded)
        offsets = moved.after(offsets)
        sketch = outline(folded)
    if _shows(sketch, _DIGIT_BEHIND_LETTER) and _LEET_INSIDE.search(folded):
        folded = _leet(folded, offsets, disguises)
        sketch = outline(folded)
    return Folded(folded, offsets, sketch, tuple(disguises))


def _has_gaps(folded: str, sketch: str) -> bool:
    """Whether `_SPACE` matches: its own signs, or two of what the outline shows as white space."""
    if "  " in sketch or "\t" in folded or "\r" in folded or "\x0b" in folded or "\x0c" in folded:
        return True
    return "\n" in sketch and ("\n\n" in sketch or " \n" in sketch or "\n " in sketch)


def _shows(sketch: str, shapes: tuple[tuple[str, str], ...]) -> bool:
    return bool([shape for sign, shape in shapes if sign in sketch and shape in sketch])


def fold_phrase(text: str) -> str:
    """Fold a lexicon line or a name: only what does not depend on its surroundings."""
    return "".join(_fold_character(c) for c in text.lower())


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
    if character.lower() in _PLAIN:
        return _PLAIN[character.lower()]
    plain = unicodedata.normalize("NFKD", character)
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return base_letter(unicodedata.normalize("NFC", plain.casefold()))


@lru_cache(maxsize=8192)
def _plain_run(run: str) -> str | None:
    """A short run of foreign characters, folded, if each stays one and none needs a note."""
    folded = [_fold_character(c) for c in run]
    if any(len(piece) != 1 for piece in folded) or _FANCY_RUN.search("".join(map(_fancy, run))):
        return None
    return "".join(folded)


def _characters(text: str, disguises: list[Disguise]) -> tuple[str, OffsetMap]:
    parts = _AROUND_FOREIGN.split(text)
    if len(max(parts[1::2], key=len)) <= _SHORT_RUN:
        plain = [_plain_run(run) for run in parts[1::2]]
        if None not in plain:
            parts = [part.lower() for part in parts]
            parts[1::2] = filter(None, plain)
            return "".join(parts), IDENTITY
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
            if character == "\xad" or not (_wordy(before) and _wordy(after)):
                continue
            if character in (_ZWJ, _ZWNJ) and not (before.isascii() or after.isascii()):
                continue
            disguises.append(Disguise("invisible", at, at + 1))
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


def _wordy(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) == "Cf"


def _lookalikes(text: str, offsets: OffsetMap, disguises: list[Disguise]) -> str:
    """Undo look-alike letters in words that mix them with Latin ones."""
    if text.isascii() or not _LATIN.search(text):
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


def _apart(text: str, offsets: OffsetMap, disguises: list[Disguise]) -> tuple[str, OffsetMap]:
    """Join letters that were set apart by one and the same sign."""
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


def _spaces(text: str) -> tuple[str, OffsetMap]:
    """One space for many, one line break for many: a phrase may not hide in its gaps."""
    out = Builder()
    last = 0
    for gap in _SPACE.finditer(text):
        start, end = gap.span()
        out.copy(text[last:start], last)
        out.copy("\n" if "\n" in gap.group() else " ", start)
        last = end
    out.copy(text[last:], last)
    return out.finish()


def _leet(text: str, offsets: OffsetMap, disguises: list[Disguise]) -> str:
    """Read digits between letters as letters, where letters are the larger part."""
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
