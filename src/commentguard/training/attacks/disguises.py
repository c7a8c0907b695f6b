"""Attacks on structure: the advert as somebody else's words, and under markup.

Both abuse a kindness: readers who quote an advert to warn of it are published, and markup is read
as a browser would show it.
"""

from __future__ import annotations

import random


def quoted(text: str, chance: random.Random) -> str:
    """The whole advert between quotation marks, as if somebody else had said it."""
    left, right = chance.choice((("“", "”"), ("«", "»"), ("„", "“"), ('"', '"')))
    return f"{left}{text}{right}"


def block_quoted(text: str, chance: random.Random) -> str:
    """Every line behind the mark that mail and Markdown put before a quotation."""
    del chance
    return "\n".join(f"> {line}" for line in text.split("\n"))


def wrapped(text: str, chance: random.Random) -> str:
    """Tags around every third word, and every tenth plain letter as a numeric entity."""
    words = []
    for word in text.split(" "):
        if "://" in word or "<" in word or "&" in word:
            words.append(word)
            continue
        letters = [
            f"&#{ord(c)};" if c.isascii() and c.isalpha() and chance.random() < 0.1 else c
            for c in word
        ]
        inside = "".join(letters)
        tag = chance.choice(("b", "i", "span", "font", "u"))
        words.append(f"<{tag}>{inside}</{tag}>" if word and chance.random() < 1 / 3 else inside)
    return " ".join(words)
