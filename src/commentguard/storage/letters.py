"""Letters without case and accents, and how each may be written with them: Latin, Greek, Cyrillic."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Of those that Unicode does not take apart.
_STRUCK = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t"}
_WITH_ACCENTS = (range(0xC0, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000))

ACCENTS = "\u0300-\u036f"
"""The accents that are signs of their own, as a class: what `composed` takes away. Those of other writings are no
ornament: without its signs a word of Hindi is another one.
"""
APART = ACCENTS + (
    "\u0591-\u0655\u093c-\u0ddf\u0f43-\u0fb9\u1025-\u102e\u1b05-\u1b44\u1160-\u11ff\u2126-\u212b"
    "\u3099\u309a\uf900-\ufb4e\U00011099-\U00011938\U0002f800-\U0002fa1d"
)
"""A class that holds a sign of every text whose letters `composed` changes, and of many that it leaves alone: Hebrew
and Arabic, the writings of India and Tibet, Burmese, Balinese, sounds of Korean, and letters kept twice.
"""
_APART = re.compile(f"[{APART}]")
_DROPPED = dict.fromkeys(range(0x300, 0x370))


def composed(text: str) -> str:
    """`text` with each letter in one sign, as far as there is one, and without accents that stand alone."""
    return unicodedata.normalize("NFC", text).translate(_DROPPED)


def spelled(text: str, regex: str) -> bool:
    """Whether `text` holds what `regex` describes, composed or not."""
    if re.search(regex, text):
        return True
    return bool(_APART.search(text) and re.search(regex, composed(text)))


def folded(text: str) -> str:
    """`text` as it is looked for: composed or not, in whatever case, it comes out the same."""
    return "".join(map(_base, composed(text)))


def accented(plain: str) -> bool:
    """Whether all letters of `folded` text are of those writings whose accents are taken away. Of the signs of
    `APART`, such a word is written with accents alone, or with a letter kept twice.
    """
    return all(one.isascii() or any(ord(one) in run for run in _WITH_ACCENTS) for one in plain)


def ways(letter: str) -> str:
    """The letters that a letter of `folded` stands for, itself among them."""
    return _WAYS.get(letter) or _both(letter)


def _both(letter: str) -> str:
    upper = letter.upper()
    return letter if upper == letter or len(upper) > 1 else letter + upper


def _base(letter: str) -> str:
    if not letter.isascii() and not any(ord(letter) in run for run in _WITH_ACCENTS):
        # Taken apart, a syllable of Korean would be its first sound.
        return lower if len(lower := letter.lower()) == 1 else letter
    first = unicodedata.normalize("NFD", letter)[0].lower()[:1]
    return _STRUCK.get(first, first)


def _drawn() -> Iterator[tuple[str, str]]:
    found: dict[str, str] = {}
    for point in (point for run in _WITH_ACCENTS for point in run):
        letter = chr(point)
        base = _base(letter)
        if unicodedata.category(letter)[0] == "L" and base != letter:
            found[base] = found.get(base, "") + letter
    for base, letters in found.items():
        yield base, "".join(dict.fromkeys(_both(base) + letters))


_WAYS = dict(_drawn())
