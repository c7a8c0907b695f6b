"""Words out of no alphabet are dressed up; words of one are what they are."""

from __future__ import annotations

import pytest

from commentguard.text.alphabets import ALPHABETS, dressed_words, is_odd

DRESSED = [
    ("ᴛake ƙind ɓooks", ["ᴛake", "ƙind", "ɓooks"]),
    ("cᴀll us ꜰor a ȼheap loaƞ", ["cᴀll", "ꜰor", "ȼheap", "loaƞ"]),
    ("ʙᴜʏ ɴᴏᴡ", ["ʙᴜʏ", "ɴᴏᴡ"]),
    ("vɨagrɑ for ƥennies", ["vɨagrɑ", "ƥennies"]),
]
PLAIN = [
    "Hausa: ɗan ƙasa, ɓarna, ƴan uwa, ɗaya",
    "Fula: ɓiɓɓe, ɗo, ŋari, ƴiiƴam, ɲaamdu",
    "Ewe: ɖevi, ƒoƒo, ɣeyiɣi, nɔvi, lɔlɔ̃, ʋu, ŋutsu, ɛ",
    "Azeri: gəldi, səni, şəhər, çörək, mənə",
    "Sami: sápmelaččat, giđđa, ŋuolla, ŧearbma, đ",
    "Turkish: ılık ığdır kapı, Azeri ı too",
    "Polish: łąka, źrebię; Romanian: știință; Vietnamese: đường phố, người",
    "Icelandic: það, þú, æ, ö; Faroese: ø, ð",
    "he says /ˈskɒn/ and she says /ˈskəʊn/ with a ᴋ",
    "[bɹɛd ᴋat] against [bɹɪd ɓat]",
    "skɔn or skəʊn, that is the question",
    "ˈkɑnlæŋ, braɪtˈɡæl",
    "ʘ‿ʘ and (ʘ_ʘ) and ᴥ",
    "¿ʇı op noʎ pıp ʍoɥ ɐɔǝɟ",
    "a ƙ alone, and nothing else of a ɓook",
    "5 µm, 3 Ω, ∀x ∈ ℝ, α ≤ β",
    "ツ 玉露 зарянка",
    "ꝥe olde ȝere of our ƿynn",
    "",
]


@pytest.mark.parametrize(("text", "words"), DRESSED)
def test_words_in_fancy_dress_are_found(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in dressed_words(text)] == words


@pytest.mark.parametrize("text", PLAIN)
def test_words_of_an_alphabet_are_left_alone(text: str) -> None:
    assert dressed_words(text) == []


def test_what_alphabets_list_is_odd_or_everyday() -> None:
    everyday = set("ıøłđħæœðþŋ")
    # Greek letters of phonetics, and a g with a caron that decomposes, cannot dress up a Latin word here.
    strangers = set("βθχǧ")
    for alphabet in ALPHABETS:
        assert {c for c in alphabet if not is_odd(c)} <= everyday | strangers
