"""Digits in words."""

from __future__ import annotations

import pytest

from commentguard.text.spelled import (
    MIN_SPELLED,
    find_spelled,
    is_counting,
    passes_for_digits,
    spelled_digits,
)

RUNG = [
    ("ring zero seven seven double one four two nine", "07711429"),
    ("call oh1632 nine six zero one four eight", "01632960148"),
    ("ring null eins sieben zwei acht drei vier sechs", "01728346"),
    ("cero seis cinco nueve uno dos ocho", "0659128"),
    ("zero seven 700, nine double oh 461", "07700900461"),
]

QUIET = [
    "",
    "one of my two dogs chased seven hens into three barns",
    "one two three four five six seven eight",
    "nine eight seven six five four three two one",
    "zero zero zero zero zero zero zero",
    "zero seven seven",
    "we scored two one, then three two, and lost the rest",
    "zero seven     seven one     four two     nine eight",
    "step one: knead. step two: rest. step three: bake. step four: eat.",
]


@pytest.mark.parametrize(("text", "digits"), RUNG)
def test_a_number_in_words_is_found_where_it_stands(text: str, digits: str) -> None:
    ((start, end, found),) = find_spelled(text)
    assert found == digits
    assert text[start:end].split()[-1] == text.split()[-1]
    assert text[:start].strip() in {"", "ring", "call"}


@pytest.mark.parametrize("text", QUIET)
def test_what_counts_or_tells_is_no_number(text: str) -> None:
    assert find_spelled(text) == []


def test_parts_of_a_word_that_name_digits_are_counted() -> None:
    assert [spelled_digits(word) for word in ("seven", "seventh", "one-two", "")] == [1, 0, 2, 0]


def test_a_word_passes_for_digits_where_nothing_in_it_breaks_a_number_off() -> None:
    passing = ("nine", "o", "700", "7oo", "double")
    assert [passes_for_digits(word) for word in passing] == [True, True, True, False, True]
    assert not passes_for_digits("dogs")


def test_counting_goes_up_or_down_or_stands_still() -> None:
    assert all(map(is_counting, ("1234567", "7654321", "0000000")))
    assert not is_counting("01632960148")
    assert MIN_SPELLED == 3
