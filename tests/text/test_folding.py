"""One spelling for every way of writing the same thing."""

from __future__ import annotations

import pytest

from commentguard.text.folding import fold


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Marbella", "marbella"),
        ("ｃａｌｌ", "call"),
        ("ⓒⓐⓛⓛ", "call"),
        ("𝐛𝐞𝐬𝐭", "best"),
        ("cera\u200bmic", "ceramic"),
        ("v\u0456agra", "viagra"),
        ("v1agra", "viagra"),
        ("c a l l   m e   n o w ok", "call me now ok"),
        ("Müller straße", "muller strasse"),
        ("ё", "е"),
        ("0️⃣1️⃣", "01"),
        ("don’t", "don't"),
        ("a  \n\n b", "a\nb"),
    ],
)
def test_folds(written: str, read: str) -> None:
    assert fold(written).text == read


@pytest.mark.parametrize(
    "text", ["mp3 player", "win10", "joe@mail.example", "зарянка", "玉露", "a b c", "u.s.a.f.", "o7oo 900 123"]
)  # fmt: skip
def test_leaves_alone(text: str) -> None:
    assert fold(text).text == text
