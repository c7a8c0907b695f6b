"""Contacts rewritten for training: other numbers of the same shape, other names under the same ending.

What is to be learned is that there is a contact, not which; a corpus of a few thousand comments
has few enough numbers to learn them by heart. Short numbers stay: helplines are helplines.
"""

from __future__ import annotations

import random
import re

_NUMBER = re.compile(r"(?<![\w.,/:#@-])\+?\d(?:[ ().\-/]{0,2}\d){6,14}(?![\w%])")
_HOST = re.compile(
    r"\b[a-z0-9][a-z0-9-]{2,40}(?=\.(?:example(?:\.(?:com|net|org))?|test|invalid)\b)",
    re.IGNORECASE,
)
_SYLLABLES = (
    "ba",
    "do",
    "fen",
    "gri",
    "ka",
    "lor",
    "mi",
    "nes",
    "pu",
    "ral",
    "sti",
    "tor",
    "vel",
    "zu",
)
# Country and area stay, or the number would belong nowhere.
_KEPT = 4


def rewritten(text: str, chance: random.Random) -> str:
    """Numbers keep their first digits and their grouping; hosts keep their ending."""
    text = _NUMBER.sub(lambda found: _number(found[0], chance), text)
    return _HOST.sub(lambda found: "".join(chance.choices(_SYLLABLES, k=3)), text)


def _number(number: str, chance: random.Random) -> str:
    digits = 0
    out = []
    for character in number:
        digits += character.isdigit()
        change = character.isdigit() and digits > _KEPT
        out.append(str(chance.randint(0, 9)) if change else character)
    return "".join(out)
