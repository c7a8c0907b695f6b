"""Attacks on letters: look-alikes, invisible marks, digits for letters, gaps, typing errors.

The look-alikes are a map of its own, chosen by eye: small capitals, letters with hooks and strokes,
and letters of other scripts. New look-alikes appear every year, and it stands for those, so the folding
must not be extended by looking at it. The trap: the folding reads most of it from Unicode's own data, and
whoever asked for that had seen the map (docs/experiments/0038), so it is no longer unseen. Addresses and
numbers are left alone, because the advertiser wants them to work.
"""

from __future__ import annotations

import random

from commentguard.training.rewriting import by_letter, by_word

LOOK_ALIKE = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "ᴀɓƈɗɘƒɠɦɨʝƙɭɱɲөƥʠɾꜱƭʉⱱⱳӿƴƶ",
        strict=True,
    )
)
INVISIBLE = "\u200b\u2060\u200c\u00ad"
LEET = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"}


def look_alikes(text: str, chance: random.Random) -> str:
    """Every other Latin letter by one that looks like it."""
    return by_letter(text, lambda c: LOOK_ALIKE.get(c.lower(), c) if chance.random() < 0.5 else c)


def invisible(text: str, chance: random.Random) -> str:
    """An invisible mark behind three letters in ten."""
    return by_letter(text, lambda c: c + chance.choice(INVISIBLE) if chance.random() < 0.3 else c)


def leet(text: str, chance: random.Random) -> str:
    """A digit for half of the letters that have one."""
    return by_letter(text, lambda c: LEET.get(c.lower(), c) if chance.random() < 0.5 else c)


def spaced(text: str, chance: random.Random) -> str:
    """Every third word of four letters or more with its letters set apart."""

    def apart(word: str) -> str:
        return " ".join(word) if len(word) >= 4 and chance.random() < 1 / 3 else word

    return by_word(text, apart)


def typos(text: str, chance: random.Random) -> str:
    """In half of the words of four letters or more, two neighbours swapped or one left out."""

    def slip(word: str) -> str:
        if len(word) < 4 or chance.random() < 0.5:
            return word
        at = chance.randrange(1, len(word) - 1)
        if chance.random() < 0.5:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return word[:at] + word[at + 1 :]

    return by_word(text, slip)
