"""Letters that look like others, by the table and by their names."""

from __future__ import annotations

import unicodedata

import pytest

from commentguard.text.confusables import base_letter, skeletons, variant_of


@pytest.mark.parametrize(
    ("character", "letter"),
    [
        ("ƙ", "k"), ("ᴋ", "k"), ("ɐ", "a"), ("ǝ", "e"), ("ɛ", "e"), ("ɔ", "o"), ("ʉ", "u"), ("ȷ", "j"),
        ("ɥ", "h"), ("ꟼ", "p"), ("🅰", "a"), ("ʗ", "c"), ("ꞁ", "l"), ("ƥ", "p"), ("ə", "e"), ("ɡ", "g"),
    ],
)  # fmt: skip
def test_latin_variants_are_read_wherever_they_stand(character: str, letter: str) -> None:
    assert base_letter(character) == letter


@pytest.mark.parametrize("character", ["a", "я", "ω", "ʃ", "玉", "ツ", "", "ab", "Ω", "🚀", "ن"])
def test_what_is_no_variant_of_a_latin_letter_stays(character: str) -> None:
    assert base_letter(character) == character


def test_scripts_stay_apart_in_names() -> None:
    assert variant_of("қ") == "к"
    assert variant_of("ұ") == "ү"
    assert base_letter("ұ") == "ү"


def test_the_table_holds_single_letters_that_are_looked_up_as_they_come() -> None:
    table = skeletons()
    assert len(table) > 400
    for character, letter in table.items():
        assert letter in "abcdefghijklmnopqrstuvwxyz"
        assert len(character) == 1
        assert not character.isascii()
        assert unicodedata.category(character)[0] in "LN"
        assert unicodedata.normalize("NFKD", character) == character


def test_no_letter_from_right_to_left_nor_of_scripts_that_are_joined_to_latin_words() -> None:
    for character in skeletons():
        assert unicodedata.bidirectional(character) not in ("R", "AL")
        assert not unicodedata.name(character).startswith(("HANGUL", "CJK", "KATAKANA", "THAI"))
