"""Changes of letters for training, each of another family than its evaluated cousin.

Look-alikes are Cyrillic and accented letters where the evaluated map has small capitals, hooks and
strokes; marks are joiners and direction marks where the evaluated ones are zero-width spaces;
symbols stand for letters where the evaluated ones are digits; words are broken by dots and
dashes where the evaluated ones are by spaces; slips double letters or hit the neighbouring key
where the evaluated ones swap or drop.
"""

from __future__ import annotations

import random

from commentguard.training.rewriting import by_letter, by_word

CYRILLIC = {
    "a": "а",
    "c": "с",
    "e": "е",
    "i": "і",
    "j": "ј",
    "o": "о",
    "p": "р",
    "s": "ѕ",
    "x": "х",
    "y": "у",
}
_ACCENTS = "\u0300\u0301\u0302\u0303\u0308\u030a\u0323\u0332"
MARKS = "\u034f\u200e\u200f\u2061\u2063\ufeff"
SYMBOLS = {"a": "@", "s": "$", "i": "!", "l": "|", "c": "(", "e": "€", "x": "×"}
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def cyrillic(text: str, chance: random.Random) -> str:
    """Cyrillic letters for four in ten of the Latin ones that have a twin."""
    return by_letter(text, lambda c: CYRILLIC.get(c.lower(), c) if chance.random() < 0.4 else c)


def accented(text: str, chance: random.Random) -> str:
    """A combining accent on every fourth letter."""
    return by_letter(text, lambda c: c + chance.choice(_ACCENTS) if chance.random() < 0.25 else c)


def marked(text: str, chance: random.Random) -> str:
    """A joiner or a direction mark behind every fifth letter."""
    return by_letter(text, lambda c: c + chance.choice(MARKS) if chance.random() < 0.2 else c)


def symbols(text: str, chance: random.Random) -> str:
    """A symbol for half of the letters that have one."""
    return by_letter(text, lambda c: SYMBOLS.get(c.lower(), c) if chance.random() < 0.5 else c)


def broken(text: str, chance: random.Random) -> str:
    """One word in four of four letters or more with a dot, a dash or an underscore inside."""

    def split(word: str) -> str:
        return (
            chance.choice(".-_*").join(word) if len(word) >= 4 and chance.random() < 0.25 else word
        )

    return by_word(text, split)


def slips(text: str, chance: random.Random) -> str:
    """In one word in three of four letters or more, a letter doubled or a neighbouring key hit."""

    def slip(word: str) -> str:
        if len(word) < 4 or chance.random() > 1 / 3:
            return word
        at = chance.randrange(1, len(word) - 1)
        if chance.random() < 0.5:
            return word[:at] + word[at] + word[at:]
        return word[:at] + _neighbour(word[at], chance) + word[at + 1 :]

    return by_word(text, slip)


def _neighbour(letter: str, chance: random.Random) -> str:
    for row in _KEYS:
        place = row.find(letter.lower())
        if place >= 0:
            return chance.choice([row[k] for k in (place - 1, place + 1) if 0 <= k < len(row)])
    return letter
