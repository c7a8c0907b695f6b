"""The graph as arrays: words are known by their numbers, what is kept in a file is the same again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.text.plain_phrases import graph_of_lexicons

from commentguard.text.drawing import FUNCTION_WORDS, draw
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import lexicon
from commentguard.text.phrasebook import Phrasebook

LINES = [("cheap*", "offer", "en"), ("cheapest* (tiles|)", "offer", "nl"), ("the", FUNCTION_WORDS, "en")]  # fmt: skip


def test_every_word_has_a_number_of_its_own_and_no_other_has_one() -> None:
    book, words = lexicon(), graph_of_lexicons().words
    numbers = {book.number(word) for word in words}
    assert len(numbers) == len(words)
    assert 0 not in numbers
    assert [book.number(word) for word in ("qwrtpqwrtp", "", "\ud800")] == [0, 0, 0]


@given(st.text(alphabet="acehpstи", max_size=12))
def test_a_word_that_begins_like_several_has_the_number_of_the_longest(ending: str) -> None:
    book = Phrasebook.of(draw(LINES))
    expected = "cheapest*" if f"cheap{ending}".startswith("cheapest") else "cheap*"
    assert book.number(f"cheap{ending}") == book.number(expected) > 0


def test_words_of_one_crc_are_told_apart() -> None:
    # "plumless" and "buckeroo" are a known pair.
    book = Phrasebook.of(draw([("plumless", "offer", "en"), ("buckeroo", "offer", "en")]))
    assert {book.number("plumless"), book.number("buckeroo")} == {1, 2}


def test_function_words_are_known_by_their_languages() -> None:
    book = Phrasebook.of(draw(LINES))
    assert book.spoken(book.number("the")) == 1 << LANGUAGES.index("en")
    assert book.spoken(book.number("cheap")) == book.spoken(0) == 0


def test_the_longest_phrase_is_measured() -> None:
    assert Phrasebook.of(draw(LINES)).longest == 2


def test_what_is_kept_is_the_same_book_again() -> None:
    drawn = Phrasebook.of(graph_of_lexicons()).arrays()
    kept = lexicon().arrays()
    for name, array in drawn.items():
        assert array.dtype == kept[name].dtype
        np.testing.assert_array_equal(array, kept[name], err_msg=name)


@pytest.mark.parametrize("name", ["cta", "offer", "scam"])
def test_classes_are_known_by_number(name: str) -> None:
    book = lexicon()
    assert {m.name for m in book.meanings} == set(book.classes)
    assert [*book.classes].index(name) == book.classes[name]
