"""Hashed n-grams: the batch must equal the single text, and stay in its own text."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.features import ngrams
from commentguard.features.ngrams import BUCKETS, CHAR_ORDERS, NO_GRAM, Grams, grams
from commentguard.text.lexicon import spaced
from commentguard.text.page import Page
from commentguard.text.vocabulary import _hash
from commentguard.text.words import read_words

TEXTS = st.lists(st.text(alphabet="ab c1é\n.", max_size=30), min_size=1, max_size=6)


def hashed(texts: list[str]) -> Grams:
    return grams(read_words(Page.of(texts)))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_a_batch_equals_its_texts_one_by_one(texts: list[str]) -> None:
    batch = hashed(texts)
    for k, text in enumerate(texts):
        alone = hashed([text])
        start, end = batch.starts[k], batch.starts[k + 1] - 1
        for order, mine, theirs in zip(CHAR_ORDERS, batch.chars, alone.chars, strict=True):
            valid = max(0, len(text) - order + 1)
            assert (mine[start : start + valid] == theirs[1 : 1 + valid]).all()
        first, last = batch.first_word[k], batch.first_word[k + 1]
        assert (batch.words[first:last] == alone.words).all()
        pairs = max(0, last - first - 1)
        assert (batch.pairs[first : first + pairs] == alone.pairs[:pairs]).all()
        assert (batch.word_at[first:last] - start == alone.word_at - 1).all()
        assert last - first == len(spaced(text).split())
        assert end - start == len(text)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_there_is_no_gram_over_the_end_of_a_text(texts: list[str]) -> None:
    batch = hashed(texts)
    for k, text in enumerate(texts):
        for order, row in zip(CHAR_ORDERS, batch.chars, strict=True):
            fits = max(0, len(text) - order + 1)
            mine = row[batch.starts[k] : batch.starts[k + 1]]
            assert (mine[:fits] < BUCKETS).all()
            assert (mine[fits:] == NO_GRAM).all()
            assert row[batch.starts[k] - 1] == NO_GRAM
        first, last = batch.first_word[k], batch.first_word[k + 1]
        assert (batch.pairs[first : max(first, last - 1)] < BUCKETS).all()
        assert (batch.pairs[last - 1 : last] == NO_GRAM).all() or first == last


MASK = 0xFFFFFFFF


def bucket(hashed: int, salt: int) -> int:
    mixed = (hashed >> 15 ^ hashed) * 0x9E3779B1 + salt & MASK
    return ((mixed >> 13 ^ mixed) * 0xC2B2AE3D & MASK) >> 14


def salt(order: int) -> int:
    return order * 0x27D4EB2F & MASK


def as_read(text: str) -> list[int]:
    return [48 if "0" <= character <= "9" else ord(character) for character in text]


@pytest.mark.parametrize("long", [0, 1 << 12])
@given(texts=st.lists(st.text(max_size=30), min_size=1, max_size=5))
@settings(max_examples=150, deadline=None)
def test_buckets_are_those_of_plain_python(long: int, texts: list[str]) -> None:
    # Long pages are hashed in another way.
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ngrams, "_MANY_PLACES", long)
        batch = hashed(texts)
    for k, text in enumerate(texts):
        codes, origin = as_read(text), batch.starts[k]
        for order, row in zip(CHAR_ORDERS, batch.chars, strict=True):
            for at in range(len(text) - order + 1):
                rolling = codes[at]
                for code in codes[at + 1 : at + order]:
                    rolling = rolling * 0x01000193 + code & MASK
                assert row[origin + at] == bucket(rolling, salt(order))
        words = spaced(text).split()
        single = [_hash(word) for word in words]
        first = batch.first_word[k]
        for at, one in enumerate(single):
            assert batch.words[first + at] == bucket(one, salt(11))
        for at, (one, other) in enumerate(pairwise(single)):
            assert batch.pairs[first + at] == bucket(one * 0xC2B2AE3D + other & MASK, salt(12))


@pytest.mark.parametrize("text", ["a " * 8192, "ж" * 16384, "\U0001f600" * 4096, "", "\x00", "a"])
def test_the_longest_and_the_shortest_texts_fit(text: str) -> None:
    batch = hashed([text, text])
    assert (batch.chars[:, batch.starts[1] - 1] == NO_GRAM).all()
    assert (batch.chars[0][1 : len(text)] < BUCKETS).all()


def test_digits_are_one_sign() -> None:
    assert (hashed(["ring 123"]).words == hashed(["ring 987"]).words).all()


def test_buckets_are_spread() -> None:
    words = " ".join(
        f"w{chr(97 + k % 26)}{chr(97 + k // 26 % 26)}{chr(97 + k // 676)}" for k in range(5000)
    )
    found = hashed([words]).words
    assert found.max() < BUCKETS
    assert len(np.unique(found)) > 4900


def test_nothing_in_nothing_out() -> None:
    empty = hashed(["", ""])
    assert list(empty.starts) == [1, 2, 3]
    assert empty.by_word.size == 0
    assert (empty.chars == NO_GRAM).all()
