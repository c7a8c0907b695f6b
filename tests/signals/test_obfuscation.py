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
    ("v1agra, c4sino and l0ans4u", "v1agra"),
]

QUIET = [
    "family 👨‍👩‍👧‍👦 and flag 🏳️‍🌈",
    "می‌خواهم بدانم",
    "the bird is called зарянка in Russian",
    "玉露 is shaded, sencha is not",
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
