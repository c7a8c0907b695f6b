"""Whether a text holds a word, on both databases: as many ways as there are to write it."""

from __future__ import annotations

import random
import unicodedata

import pytest
from sqlalchemy import String, literal, select

from commentguard.service.guard import Guard
from commentguard.storage.letters import folded, ways
from commentguard.storage.within import within

# Letters with few ways to be written and with many, kept twice, of other writings, and signs of patterns.
WORDS = (
    "roofing", "nosuch", "quiz", "au", "e", "zz", "kok", "привет", "ёлка", "ωμέγα", "中文", "한국", "हिन्दी",
    "100%", "a*b", "[x]", "what?", "under_score", "50/50", "it's",
)  # fmt: skip
AROUND = ("", "Schöner Beitrag! ", "مقال رائع ", "cafe\u0301 ", "plain ", "™ № ")


def holds(guard: Guard, text: str, word: str) -> bool:
    with guard.store.engine.connect() as connection:
        found = within(literal(text, String), word)
        return bool(connection.scalar(select(literal(1)).where(found)))


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_however_it_is_written(guard: Guard, word: str) -> None:
    chance = random.Random(word)
    plain = folded(word)
    for round_ in range(24):
        written = "".join(chance.choice(ways(letter)) for letter in plain)
        written = unicodedata.normalize(("NFC", "NFD")[round_ % 2], written)
        before, behind = chance.choice(AROUND), chance.choice(AROUND)
        assert holds(guard, f"{before}{written}{behind}", word), (before, written, behind)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_that_lacks_a_letter_is_not_found(guard: Guard, word: str) -> None:
    plain = folded(word)
    for place in range(len(plain)):
        text = "ö \u0301 " + plain[:place] + "~" + plain[place + 1 :]
        assert not holds(guard, text, word), text
