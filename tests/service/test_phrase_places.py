"""Where a listed phrase stands, in the text as it was received."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.service.test_listed_phrases import FOUND, found
from tests.steps import steps

from commentguard.service.phrase_places import places


def cut(phrase: str, text: str) -> list[str]:
    return [text[span.start : span.end] for span in places(phrase, text)]


@FOUND
def test_what_is_found_has_its_place(phrase: str, text: str) -> None:
    (piece,) = cut(phrase, text)
    assert found(piece, phrase) == [phrase]


@pytest.mark.parametrize(
    ("phrase", "text", "pieces"),
    [
        ("online casino", "The best ONLINE  Casino, an online-casino", ["ONLINE  Casino", "online-casino"]),
        ("casino", "so: cas\u00adi\u200bno!", ["cas\u00adi\u200bno"]),
        ("casino", "an <b>cas</b>ino, <a href='https://x.example'>casino</a>", ["cas</b>ino", "casino"]),
        ("Straße", "😀 in der STRASSE", ["STRASSE"]),
        ("cafe\u0301", "a cafe\u0301 and a café", ["cafe\u0301", "café"]),
        ("casino", "casinos", []),
    ],
)  # fmt: skip
def test_it_is_cut_where_it_stands(phrase: str, text: str, pieces: list[str]) -> None:
    assert cut(phrase, text) == pieces


@given(st.text(max_size=60), st.text(max_size=10))
def test_places_lie_in_the_text(text: str, phrase: str) -> None:
    for span in places(phrase, text):
        assert 0 <= span.start < span.end <= len(text)


def test_twice_a_text_that_almost_says_it_everywhere_is_twice_the_work() -> None:
    phrase = " ".join(["a"] * 49 + ["b"])

    def read(count: int) -> None:
        assert places(phrase, "a\u0301a " * count + "a " * count) == []

    # What is remembered between comments is filled before anything is counted.
    read(1500)
    assert steps(lambda: read(1500)) < 2.15 * steps(lambda: read(750))
