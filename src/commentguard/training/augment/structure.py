"""Changes of structure for training: sentences in between, an answer in front, another markup."""

from __future__ import annotations

import random
import re

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def tagged(text: str, chance: random.Random) -> str:
    """BBCode around every fourth word, where the evaluated attack uses HTML and entities."""
    words = []
    for word in text.split(" "):
        tag = chance.choice(("b", "i", "u", "color=red", "size=2"))
        plain = word and "[" not in word and "://" not in word and chance.random() < 0.25
        words.append(f"[{tag}]{word}[/{tag.split('=')[0]}]" if plain else word)
    return " ".join(words)


def reported(text: str, chance: random.Random) -> str:
    """Introduced as somebody's message, without the quotation marks of the evaluated attack."""
    said = (
        "A friend told me:",
        "Forwarded:",
        "From a leaflet:",
        "Quote:",
        "Re:",
        "Someone wrote -",
    )
    return f"{chance.choice(said)} {text}"


def interleaved(text: str, sentences: list[str], chance: random.Random) -> str:
    """A reader's sentence after each sentence of the comment, where the evaluated attack keeps it whole."""
    parts = _SENTENCE.split(text)
    if not sentences:
        return text
    return " ".join(f"{part} {chance.choice(sentences)}" for part in parts)
