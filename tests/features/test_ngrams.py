"""Hashed n-grams: the batch must equal the single text, and stay in its own text."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.features.ngrams import BUCKETS, CHAR_ORDERS, Grams, grams
from commentguard.text.lexicon import spaced
from commentguard.text.words import read_words

TEXTS = st.lists(st.text(alphabet="ab c1é\n.", max_size=30), min_size=1, max_size=6)


def hashed(texts: list[str]) -> Grams:
    gaps = [spaced(text) for text in texts]
    return grams(texts, read_words(gaps, [text.split() for text in gaps]))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_a_batch_equals_its_texts_one_by_one(texts: list[str]) -> None:
    batch = hashed(texts)
    for k, text in enumerate(texts):
        alone = hashed([text])
        start, end = batch.starts[k], batch.starts[k + 1]
        for order, mine, theirs in zip(CHAR_ORDERS, batch.chars, alone.chars, strict=True):
            valid = max(0, len(text) - order + 1)
            assert (mine[start : start + valid] == theirs[:valid]).all()
        first, last = batch.first_word[k], batch.first_word[k + 1]
        assert (batch.words[first:last] == alone.words).all()
        pairs = max(0, last - first - 1)
        assert (batch.pairs[first : first + pairs] == alone.pairs[:pairs]).all()
        assert (batch.word_at[first:last] - start == alone.word_at).all()
        assert last - first == len(spaced(text).split())
        assert end - start == len(text)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_what_runs_over_the_end_is_named(texts: list[str]) -> None:
    batch = hashed(texts)
    over = np.zeros(batch.chars.shape, dtype=bool)
    over.reshape(-1)[batch.over] = True
    for k, text in enumerate(texts):
        for order, row in zip(CHAR_ORDERS, over, strict=True):
            fits = max(0, len(text) - order + 1)
            mine = row[batch.starts[k] : batch.starts[k + 1]]
            assert not mine[:fits].any()
            assert mine[fits:].all()
        if batch.first_word[k + 1] > batch.first_word[k]:
            assert batch.first_word[k + 1] - 1 in batch.last
    assert len(batch.last) == sum(bool(spaced(text).split()) for text in texts)


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
    assert list(empty.starts) == [0, 0, 0]
    assert empty.by_word.size == empty.chars.size == empty.over.size == 0
