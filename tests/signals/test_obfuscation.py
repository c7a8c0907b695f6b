"""Disguised letters, and letters that are what they are."""

from __future__ import annotations

import pytest

from commentguard.signals.obfuscation import Obfuscation
from commentguard.verdict import Code

from .helpers import evidence, read

FIRES = [
    ("buy cera\u200bmic til\u200bes", "cera\u200bmic"),
    ("best v\u0456agra and c\u0430sino", "v\u0456agra"),
    ("ｂｅｓｔ ｌｏａｎｓ here", "ｂｅｓｔ"),
    ("c a l l   m e   n o w friend", "c a l l   m e   n o w"),
    ("cᴀll us for ƙind loaƞs", "cᴀll"),
    ("Пpивeт! Ищy людeй в кoмaндy", "Пpивeт"),
    ("v1agra, c4sino and l0ans4u", "v1agra"),
]

QUIET = [
    "family 👨‍👩‍👧‍👦 and flag 🏳️‍🌈",
    "می‌خواهم بدانم",
    "the bird is called зарянка in Russian",
    "玉露 is shaded, sencha is not",
    "ɗan ƙasa da ɓarna, in Hausa",
    "gəldi və səni şəhərdə gördü",
    "sápmelaččat ja ŋuolla, ŧearbma",
    "đường phố và người; știință; źrebię łąk; þú og það",
    "he says /ˈskɒn/, I say [ˈskəʊn]",
    "10 µF, 3 kΩ and a Δt of 2 µs",
    "ʘ‿ʘ and ツ and ᴥ",
    "купил iPadом, smsка не дошла",
    "Cпасибо, жду ответа",
    "mp3 and win10 on a 2nd hand b2b box",
    "so\u00adft hy\u00adphens from a pasted page",
    "\ufeffpasted from a document",
    "S. M. L. sizes, U.S.A.F. base",
    "① open ② stir",
    "x² + ½, 20 ℃, ™",
    "café naïve Zoë",
    r"with $x_1$ and $q0b1$ we set $l0$, $l1$ and $b2g$, so $\alpha \le \beta + \gamma$",
    "",
]


@pytest.mark.parametrize(("text", "word"), FIRES, ids=range(len(FIRES)))
def test_fires_and_points_at_the_word(text: str, word: str) -> None:
    assert word in evidence(Obfuscation(), Code.UNICODE_EVASION, text)


@pytest.mark.parametrize("text", QUIET)
def test_stays_quiet(text: str) -> None:
    assert read(Obfuscation(), text).fired == ()


def test_every_hidden_sign_of_a_long_word_is_pointed_at_and_no_stretch_of_it_twice() -> None:
    text = "so c" + "a\u200b" * 400 + "ll"
    spans = read(Obfuscation(), text).spans[Code.UNICODE_EVASION]
    hidden = [place for place, sign in enumerate(text) if sign == "\u200b"]
    assert all(any(start <= place < end for start, end in spans) for place in hidden)
    assert len(spans) <= len(text) // 40 + 1
