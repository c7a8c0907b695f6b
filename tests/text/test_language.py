"""Guessing the language, and not guessing where the text does not say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commentguard.text.document import Document
from commentguard.text.language import believable


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "I have never been so happy with the way this turned out"),
        ("es", "Me gusta mucho esta receta pero no sé dónde comprar la harina"),
        ("de", "Ich habe das gestern auch versucht, aber es war nicht so einfach"),
        ("fr", "Je ne sais pas si vous avez déjà essayé avec du lait entier"),
        ("pt", "Não sei se você já tentou fazer isso com farinha de centeio"),
        ("nl", "Ik heb het gisteren ook geprobeerd maar het was niet zo makkelijk"),
        ("it", "Non so se avete già provato a farlo con la farina di segale"),
        ("ru", "Я вчера тоже пробовал, но получилось не очень"),
        ("id", "Saya juga sudah coba kemarin tapi hasilnya tidak begitu bagus"),
    ],
)
def test_guesses(document: Callable[..., Document], code: str, text: str) -> None:
    assert document(text).language == code


@pytest.mark.parametrize("text", ["", "ok", "lol 12", "玉露は日陰で育てられます"])
def test_unknown_is_allowed(document: Callable[..., Document], text: str) -> None:
    assert document(text).language == ""


def test_the_callers_hint_fills_the_gap_only(document: Callable[..., Document]) -> None:
    assert document("ok", lang="de-AT").language == "de"
    assert document("I have never been so happy with this", lang="de").language == "en"


def test_a_hint_is_no_fact_about_a_text_in_other_letters() -> None:
    assert believable("en", "اتصل بنا الآن على") == ""
    assert believable("en", "Отличная статья") == ""
    assert believable("ru", "Отличная статья") == "ru"
    assert believable("ru", "A fine article") == ""
    assert believable("ru", "“Très bon” — 5 €…") == ""
    assert believable("ru", "— 5 €…") == "ru"
    assert believable("fr", "“Très bon” — 5 €…") == "fr"
    assert believable("ja", "日本語") == "ja"
    assert believable("en", "A fine article") == "en"
    assert believable("fa", "اتصل بنا") == "fa"
    assert believable("de", "12345 !!!") == "de"
