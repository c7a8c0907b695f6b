"""Three disguises of letters, undone: look-alikes, digits for letters, letters set apart.

Each alone halves the recall of a word model. What was undone is noted with its place.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from commentguard.text.confusables import skeletons, variant_of
from commentguard.text.offsets import IDENTITY, Builder, OffsetMap

# A word that is not all ASCII; what is before its first other letter is not given back, or each of its letters would try.
_FOREIGN = re.compile(r"(?<![^\W_])[A-Za-z0-9]*+[^\W_\x00-\x7f][^\W_]*")
_LATIN = re.compile("[a-z]")
# In a word of two scripts they touch, or touch the digits between them. Dashes and pictures touch words as well.
_MIXED = re.compile(r"[a-z0-9][^\W\x00-\x7f]|[^\W\x00-\x7f][a-z0-9]")
_CYRILLIC = re.compile("[\u0430-\u045f]")
_CYRILLIC_WORD = re.compile(r"(?<![^\W_])[\u0430-\u045f]{2,}(?![^\W_])")
# "5 µm", "3 kΩ", "Δt": as short as that a Greek letter is what it is.
_UNIT = re.compile("[0-9]*(?:[\u0370-\u03ff][a-z]{1,3}|[a-z]{1,2}[\u0370-\u03ff])")
_RUNS = re.compile("[a-z]+|[\u0430-\u045f]+")
# A seventh of the letters of Russian text, and of no text that only borrows its letters.
_UNLIKE = re.compile("[бджлфщъыьэю]")
_SHARE = 20
_TO_CYRILLIC = str.maketrans("aceopxykmthbi", "асеорхукмтнві")
# One mixed word may be a slip of the keyboard.
_SEVERAL = 2
_MOST = 3
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


def in_word(character: str) -> bool:
    """Whether a character belongs to a word, or is one that nobody sees and could stand inside it."""
    return character.isalnum() or unicodedata.category(character) == "Cf"


def lookalikes(text: str, offsets: OffsetMap, disguises: list[Disguise]) -> str:
    """Undo look-alike letters in words that mix them with Latin ones."""
    if text.isascii() or not _MIXED.search(text):
        return text
    russian = _is_russian(text)
    words: list[tuple[re.Match[str], str]] = []
    whole: list[tuple[re.Match[str], str]] = []
    for word in _FOREIGN.finditer(text):
        token = word.group()
        mixed = _LATIN.search(token) is not None
        plain = _in_russian(token, mixed) if russian else _latin(token, whole=not mixed)
        if plain:
            (words if mixed else whole).append((word, plain))
    several = sum(not _UNIT.fullmatch(word.group()) for word, _ in words) >= _SEVERAL
    if several and len(words) > len(whole):
        # Where words are dressed up in part, those dressed up from head to foot are read as well.
        words = sorted(words + whole, key=lambda found: found[0].start())
    pieces: list[str] = []
    last = 0
    for word, plain in words:
        pieces += (text[last : word.start()], plain)
        last = word.end()
        # A Russian keyboard has "c" where the other has it, too: one letter in front is a slip.
        if (several or not russian or _interleaved(word.group())) and not _UNIT.fullmatch(
            word.group()
        ):
            disguises.append(_disguise("lookalike", word, offsets))
    return "".join((*pieces, text[last:]))


def _latin(token: str, *, whole: bool) -> str:
    """`token` with Latin letters for their look-alikes; "" if it has none, or, `whole`, anything else."""
    table = skeletons()
    plain = [table.get(c) or table.get(variant_of(c), "") for c in token]
    if not any(plain) or (whole and not all(plain)):
        return ""
    return "".join(a or b for a, b in zip(plain, token, strict=True))


def _is_russian(text: str) -> bool:
    """Whether `text` has Russian words: many of their letters look like nothing Latin."""
    words = "".join(_CYRILLIC_WORD.findall(text))
    return bool(words) and len(_UNLIKE.findall(words)) * _SHARE >= len(words)


def _in_russian(token: str, mixed: bool) -> str:
    """What a word means that mixes scripts in a Russian text; "" if it may be spelled as it should be.

    Russian endings on foreign names ("iPadом") are no disguise.
    """
    if not mixed:
        return ""
    plain = token.translate(_TO_CYRILLIC)
    if not _LATIN.search(plain):
        return plain if _CYRILLIC.search(token) else ""
    latin, cyrillic = len(_LATIN.findall(token)), len(_CYRILLIC.findall(token))
    if latin >= _MOST * cyrillic or (latin >= cyrillic and _interleaved(token)):
        plain = _latin(token, whole=False)
        return plain if plain.isascii() else ""
    return ""


def _interleaved(token: str) -> bool:
    """Whether letters of one script stand between letters of the other."""
    return len(_RUNS.findall(token)) > 2


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
        # Most words have no figure.
        if token.isalpha() or not _LEET_INSIDE.search(token):
            continue
        if sum(c.isalpha() for c in token) * 2 <= len(token):
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
