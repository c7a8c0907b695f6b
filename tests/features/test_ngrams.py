"""Hashed n-grams: the batch must equal the single text, and stay in its own text."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.features.ngrams import BUCKETS, CHAR_ORDERS, grams
from commentguard.text.lexicon import spaced

TEXTS = st.lists(st.text(alphabet="ab c1é\n.", max_size=30), min_size=1, max_size=6)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_a_batch_equals_its_texts_one_by_one(texts: list[str]) -> None:
    batch = grams(texts, [spaced(t) for t in texts])
    for k, text in enumerate(texts):
        alone = grams([text], [spaced(text)])
        start, end = batch.starts[k], batch.starts[k + 1]
        for order, mine, theirs in zip(CHAR_ORDERS, batch.chars, alone.chars, strict=True):
            valid = max(0, len(text) - order + 1)
            assert (mine[start : start + valid] == theirs[:valid]).all()
        first, last = batch.first_word[k], batch.first_word[k + 1]
        assert (batch.words[first:last] == alone.words).all()
        assert (
            batch.pairs[first : max(first, last - 1)] == alone.pairs[: max(0, last - first - 1)]
        ).all()
        assert (batch.word_at[first:last] - start == alone.word_at).all()
        assert last - first == len(spaced(text).split())
        assert end - start == len(text)


def test_digits_are_one_sign() -> None:
    one, other = "ring 123", "ring 987"
    assert (grams([one], [one]).words == grams([other], [other]).words).all()


def test_buckets_are_spread() -> None:
    words = " ".join(
        f"w{chr(97 + k % 26)}{chr(97 + k // 26 % 26)}{chr(97 + k // 676)}" for k in range(5000)
    )
    found = grams([words], [words]).words
    assert found.max() < BUCKETS
    assert len(np.unique(found)) > 4900


def test_nothing_in_nothing_out() -> None:
    empty = grams(["", ""], ["", ""])
    assert list(empty.starts) == [0, 0, 0]
    assert len(empty.words) == 0
