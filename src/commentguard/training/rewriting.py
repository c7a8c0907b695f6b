"""A text with its words or letters changed, and what must go on working left alone.

Shared by attacks and augmentation, which have nothing else in common: an advertiser whose address
nobody can type or whose number nobody can ring gains nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Change = Callable[[str], str]

_KEPT = re.compile(r"\S*(?:[:/@]|\w\.\w)\S*|\S*\d\S*")


def by_letter(text: str, change: Change) -> str:
    """Plain Latin letters through `change`; addresses and numbers as they are."""
    return by_word(text, lambda word: "".join(change(c) if _plain(c) else c for c in word))


def by_word(text: str, change: Change) -> str:
    """Words through `change`; addresses, numbers and white space as they are."""
    parts = re.split(r"(\s+)", text)
    return "".join(
        part if k % 2 or _KEPT.fullmatch(part) else change(part) for k, part in enumerate(parts)
    )


def _plain(character: str) -> bool:
    return character.isascii() and character.isalpha()
