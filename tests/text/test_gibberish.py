"""What looks random, in a text and in many words at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentguard.text.gibberish import random_parts, random_parts_of

RANDOM = ["asdfghjkl", "qwerty", "bcdfg", "xkqjz", "hgfdkjhg", "wvzx-asdf", "see xkqjzz"]
PLAIN = [
    "",
    "rhythm",
    "strengths",
    "a",
    "qwe",
    "wwwwww",
    "xkqjz1",
    "1xkqjz",
    "éxkqjz",
    "brrrr",
    "leeds",
]


@pytest.mark.parametrize("text", RANDOM)
def test_random_letters_are_seen(text: str) -> None:
    assert random_parts(text)


@pytest.mark.parametrize("text", PLAIN)
def test_words_are_left_alone(text: str) -> None:
    assert not random_parts(text)


def test_each_of_two_parts_counts() -> None:
    assert random_parts("wvzx-asdf") == random_parts("wvzx") + random_parts("asdf") > 1


@given(
    st.lists(
        st.one_of(
            st.text(st.sampled_from("abcdfgkqwxz1_é-"), max_size=14),
            st.sampled_from([*RANDOM[:-1], *PLAIN]),
            st.text(max_size=6),
        )
    )
)
def test_many_words_are_told_what_each_is_told(words: list[str]) -> None:
    words = [word for word in words if not any(map(str.isspace, word))]
    assert random_parts_of(words) == [random_parts(word) for word in words]
    assert sum(random_parts_of(words)) == random_parts("\n".join(words))
