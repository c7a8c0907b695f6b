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


@pytest.mark.parametrize(
    ("variant", "letter"),
    [("ᴋ", "k"), ("ƈ", "c"), ("ɲ", "n"), ("ł", "l"), ("ø", "o"), ("ҳ", "х"), ("é", "e")],
)
def test_a_variant_of_a_letter_is_the_letter(variant: str, letter: str) -> None:
    assert fold(variant).text == letter


@pytest.mark.parametrize(
    "text", ["smørrebrød på Bornholm", "łódka z Gdańska", "đường phố", "ш и щ"]
)
def test_letters_of_a_language_are_no_disguise(text: str) -> None:
    assert fold(text).disguises == ()
