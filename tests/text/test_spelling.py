"""Known words, and the known words that an unknown one is a slip away from."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentguard.text.language import LANGUAGES
from commentguard.text.spelling import LONGEST, NUMBERS, Next, as_bytes, spelling

KNOWN = (("visit", "en"), ("tienda", "es"), ("телефон", "ru"), ("werkstatt", "de"), ("and", "en"))

# Typed, language, read as.
SLIPS = (
    ("vsiit", "en", "visit"),
    ("appoinment", "en", "appointment"),
    ("pleease", "en", "please"),
    ("4ppo1ntm3nt", "en", "appointment"),
    ("fre3", "en", "free"),
    ("ca1l", "en", "call"),
    ("tiedna", "es", "tienda"),
    ("телефно", "ru", "телефон"),
)

# Nothing that could be a word, nothing near, or too short.
LEFT = (
    "",
    "x",
    "zq",
    "qqqqqqqqq",
    "12345",
    "qxzvkwq",
    "vi sit",
    "visit.now",
    "naïve",
    "a" * 30,
    "вsit",
)


@pytest.mark.parametrize(("word", "language"), KNOWN)
def test_known_words_have_their_languages_and_nothing_next_to_them(
    word: str, language: str
) -> None:
    found = spelling().next_to(word)
    assert found.languages >> LANGUAGES.index(language) & 1
    assert not found.words


@pytest.mark.parametrize(("typed", "language", "word"), SLIPS)
def test_a_slip_has_its_word_next_to_it(typed: str, language: str, word: str) -> None:
    found = spelling().next_to(typed)
    assert not found.languages
    assert spelling().word(found.words[LANGUAGES.index(language)]) == word
    assert len(found.words) == len(LANGUAGES) + 1


@pytest.mark.parametrize("typed", LEFT)
def test_what_is_no_slip_is_left(typed: str) -> None:
    assert spelling().next_to(typed) == Next()


def test_a_language_without_the_word_has_none() -> None:
    found = spelling().next_to("телефно")
    assert found.words[LANGUAGES.index("en")] == -1


def _known() -> dict[str, int]:
    """Every known word with how common it is, read back from what kernels read."""
    book = spelling()
    count = len(book._ends) - 1
    return {book.word(number): int(book._held[3][number]) for number in range(count)}


COMMON = _known()
LATIN = sorted(word for word in COMMON if word.isascii() and word.isalpha() and len(word) >= 4)


def _one_slip_away(typed: str) -> Iterator[str]:
    for k in range(len(typed) - 1):
        yield typed[:k] + typed[k + 1] + typed[k] + typed[k + 2 :]
    for k in range(len(typed)):
        if len(typed) > 4:
            yield typed[:k] + typed[k + 1 :]
    for k in range(len(typed) + 1):
        for letter in string.ascii_lowercase:
            yield typed[:k] + letter + typed[k:]


@given(
    st.sampled_from(LATIN),
    st.sampled_from(("swap", "drop", "double")),
    st.integers(0, LONGEST),
)
def test_the_commonest_word_one_slip_away_is_found(word: str, slip: str, at: int) -> None:
    k = at % (len(word) - 1)
    typed = {
        "swap": word[:k] + word[k + 1] + word[k] + word[k + 2 :],
        "drop": word[:k] + word[k + 1 :],
        "double": word[:k] + word[k] + word[k:],
    }[slip]
    found = spelling().next_to(typed)
    if typed in COMMON or len(typed) > LONGEST:
        assert not found.words
        return
    near = [COMMON[other] for other in _one_slip_away(typed) if other in COMMON]
    if found.words:
        assert COMMON[spelling().word(found.words[-1])] == max(near)
    else:
        # Nothing else keeps a slip from its word than that somebody uses it.
        assert spelling()._was_seen(typed)


@given(st.text(max_size=30))
def test_any_text_can_be_asked_about(text: str) -> None:
    found = spelling().next_to(text)
    assert len(found.words) in (0, len(LANGUAGES) + 1)
    assert len(as_bytes(text)) in (0, len(text))


@given(st.lists(st.one_of(st.text(max_size=30), st.sampled_from([typed for typed, _, _ in SLIPS]))))
def test_words_asked_about_at_once_are_told_as_one_by_one(words: list[str]) -> None:
    book = spelling()
    told = [book.next_to(word) for word in words]
    for found, (languages, near) in zip(told, book.look_up(words), strict=True):
        assert found == Next(languages, NUMBERS.unpack(near) if near else ())


@pytest.mark.parametrize("length", [6, 8, 12])
def test_one_in_fifty_of_what_nobody_wrote_is_taken_for_seen(length: int) -> None:
    """Two sums of one word that agree wherever one does would let through one in thirty."""
    made = random.Random(length)
    words = ("".join(made.choices(string.ascii_lowercase, k=length)) for _ in range(20_000))
    assert 0.01 < sum(map(spelling()._was_seen, words)) / 20_000 < 0.025
