"""Prefix sums of weights: what a kernel adds up is what plain Python adds up, in the same order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.comment import Comment
from commentguard.features.encoder import Encoder
from commentguard.features.ngrams import BUCKETS
from commentguard.scoring.linear import COUNT, Head, Heads, weigh

ENCODER = Encoder()
RANDOM = np.random.default_rng(5)


def heads(count: int) -> Heads:
    return Heads.of(
        *(
            Head(
                0.1 * k,
                RANDOM.normal(size=len(ENCODER.columns)).astype(np.float32),
                RANDOM.normal(size=BUCKETS).astype(np.float32),
            )
            for k in range(count)
        )
    )


BY_COUNT = {count: heads(count) for count in (1, 2, 3, 5)}


@pytest.mark.parametrize("count", BY_COUNT)
@given(texts=st.lists(st.text(max_size=40), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_sums_are_those_of_plain_python(count: int, texts: list[str]) -> None:
    mine = BY_COUNT[count]
    encoded = ENCODER.encode([Comment(text=text) for text in texts])
    weighed = weigh(encoded, mine)
    chars, words = encoded.grams.chars, encoded.grams.by_word
    assert weighed.words == chars.shape[1]
    assert len(weighed.sums) == 1 + chars.shape[1] + words.shape[1]
    for column in (*range(count), COUNT):
        weights = (
            np.append(np.ones(BUCKETS), 0.0)
            if column == COUNT
            else mine.table[:, column].astype(float)
        )
        total, expected = 0.0, [0.0]
        for buckets in (chars, words):
            for place in buckets.T:
                # A sum of several weights is taken first, and then added.
                here = 0.0
                for bucket in place:
                    here += weights.item(bucket)
                total += here
                expected.append(total)
        assert weighed.sums[:, column].tolist() == expected


def test_the_longest_text_is_added_up() -> None:
    encoded = ENCODER.encode([Comment(text="word " * 3000)])
    assert weigh(encoded, BY_COUNT[3]).sums[-1, COUNT] > 50_000


def test_heads_of_other_columns_are_refused() -> None:
    encoded = ENCODER.encode([Comment(text="a word")])
    narrow = Head(0.0, np.zeros(3, np.float32), np.zeros(BUCKETS, np.float32))
    with pytest.raises(ValueError, match="columns"):
        weigh(encoded, Heads.of(narrow))


def test_biases_are_floats_whatever_they_were_written_as() -> None:
    head = Head(1, np.zeros(3, np.float32), np.zeros(BUCKETS, np.float32))
    assert Heads.of(head, head).bias.dtype == np.float64
