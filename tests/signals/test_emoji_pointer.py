"""Emoji that point at a contact, and emoji that are only emoji."""

from __future__ import annotations

import pytest

from commentguard.signals.emoji_pointer import EmojiPointer
from commentguard.verdict import Code

from .helpers import evidence, read

FIRES = [
    ("Sourdough kits 👉 crumbs.example/kit", "👉"),
    ("📞 01632 960 148 any day", "📞"),
    ("Bestellen 📧 hallo@kwekerij.example", "📧"),
    ("☎ Tel: 030 23125 139", "☎"),
]

QUIET = [
    "👉 this bit made me laugh",
    "my phone 📱 died on the hill",
    "crumbs.example is down again 👇",
    "📞 Samaritans are on 116 123",
    "✅ flour ✅ water ✅ salt",
    "👍👍👍",
    "",
]


@pytest.mark.parametrize(("text", "sign"), FIRES, ids=range(len(FIRES)))
def test_fires_and_points_at_the_sign(text: str, sign: str) -> None:
    assert evidence(EmojiPointer(), Code.CALL_TO_ACTION, text) == [sign]


@pytest.mark.parametrize("text", QUIET)
def test_stays_quiet(text: str) -> None:
    assert read(EmojiPointer(), text).fired == ()
