"""Look-alike letters undone, in Latin and in Russian text."""

from __future__ import annotations

import pytest

from commentguard.text.folding import fold


def disguised(text: str) -> list[str]:
    return [text[d.start : d.end] for d in fold(text).disguises if d.kind == "lookalike"]


@pytest.mark.parametrize(
    ("text", "read", "words"),
    [
        ("best v\u0456agra", "best viagra", ["v\u0456agra"]),
        ("cᴀll us, ƙind ɓuyers", "call us, kind buyers", ["cᴀll", "ƙind", "ɓuyers"]),
        # Dressed up from head to foot, beside words that are so in part.
        ("\u0441heap m\u043ere \u043e\u0440\u0435\u0445", "cheap more opex",
         ["\u0441heap", "m\u043ere", "\u043e\u0440\u0435\u0445"]),
        ("мы продаём тeлeгpaм", "мы продаем телеграм", ["тeлeгpaм"]),
        ("Куплю дёшево, всем рады: luck\u0443 r\u043e\u043em", "куплю дешево, всем рады: lucky room",
         ["luck\u0443", "r\u043e\u043em"]),
    ],
)  # fmt: skip
def test_what_is_undone_is_noted(text: str, read: str, words: list[str]) -> None:
    assert fold(text).text == read
    assert disguised(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "купил iPadом и айфон, жду ещё",
        "моя smsка не дошла, жаль",
        "Cпасибо большое, дождался ответа",
        "У меня 3D-модель и wi-fi, всё было хорошо",
        "the bird is called зарянка in Russian",
        "Tシャツ and iPhone은 and الـiPhone",
        "ɗan ƙasa, ɓarna, ƴan uwa",
        "/ˈskɒn/ or /ˈskəʊn/",
        "ελληνικά και English words",
        "5 µm, 3 kΩ, 10µF, 2 µSv, Δt and αβγ",
    ],
)
def test_what_is_spelled_as_it_should_be_is_quiet(text: str) -> None:
    assert disguised(text) == []


def test_odd_letters_are_read_even_where_they_are_no_disguise() -> None:
    assert fold("one ƙind word").text == "one kind word"
    assert fold("ɗan ƙasa").text == "dan kasa"
