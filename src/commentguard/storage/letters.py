"""Letters without case and accents, and how each may be written with them: Latin, Greek, Cyrillic."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# Of those that Unicode does not take apart.
_STRUCK = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t"}
_WITH_ACCENTS = (range(0xC0, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000))


def folded(text: str) -> str:
    """`text` as it is looked for: composed or not, in whatever case, it comes out the same."""
    return "".join(
        _base(letter)
        for letter in unicodedata.normalize("NFC", text)
        if not unicodedata.combining(letter)
    )


def ways(letter: str) -> str:
    """The letters that a letter of `folded` stands for, itself among them."""
    return _WAYS.get(letter) or _both(letter)


def _both(letter: str) -> str:
    upper = letter.upper()
    return letter if upper == letter or len(upper) > 1 else letter + upper


def _base(letter: str) -> str:
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
