"""A page holds its texts, and the signs of characters are what `re` and `str` say they are."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commentguard.text.lexicon import spaced
from commentguard.text.page import (
    BLANK,
    CAPITAL,
    DOUBT,
    DOUBTFUL,
    FIGURE,
    LETTER,
    NUMERIC,
    SEPARATOR,
    Page,
)
from commentguard.text.words import _LETTERS


@given(st.lists(st.text(max_size=12), min_size=1, max_size=5))
def test_each_text_lies_between_two_gaps(texts: list[str]) -> None:
    page = Page.of(texts)
    assert [page.text[a + 1 : b] for a, b in pairwise(page.gaps.tolist())] == texts
    assert {page.text[gap] for gap in page.gaps} == {SEPARATOR}
    assert page.codes.tolist() == [ord(character) for character in page.text]
    assert len(page.signs) == len(page.text)


@given(st.text(max_size=30))
def test_signs_are_kinds(text: str) -> None:
    page = Page.of([text])
    for character, sign in zip(page.text, page.signs.tolist(), strict=True):
        if character.isascii():
            assert sign == ord(character)
            continue
        assert (sign == FIGURE) == bool(re.fullmatch(r"\d", character))
        assert (sign in (LETTER, CAPITAL, NUMERIC)) == bool(re.fullmatch(r"[^\W\d_]", character))
        assert (sign == BLANK) == bool(re.fullmatch(r"\s", character))
        assert (sign == CAPITAL) == (character.isupper() and character.isalnum())


@given(st.text(max_size=30))
def test_gaps_between_words_are_where_words_are_spaced(text: str) -> None:
    page = Page.of([text.replace(DOUBTFUL, "")])
    letters = [character != " " for character in spaced(page.text)]
    assert _LETTERS.take(page.signs).tolist() == letters


def test_what_is_in_doubt_is_told_apart() -> None:
    assert Page.of([f"a{DOUBTFUL}b"]).signs[2] == DOUBT
    assert Page.of(["\U0001f600\U00010400"]).signs.tolist()[1:3] != [DOUBT, DOUBT]
