"""Prefix sums of weights: what a kernel adds up is what plain Python adds up, in the same order."""

from __future__ import annotations

import itertools
import string

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.comment import Comment
from commentguard.features.encoder import Encoder
from commentguard.features.ngrams import BUCKETS, NO_GRAM
from commentguard.scoring.linear import CHARACTERS, COUNT, WORDS, Head, Heads, weigh

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


LONG = st.integers(1, 300).map(lambda times: "call me " * times)
BY_COUNT = {count: heads(count) for count in (1, 2, 3, 5)}


@pytest.mark.parametrize("count", BY_COUNT)
@given(texts=st.lists(st.text(max_size=40) | LONG, min_size=1, max_size=4))
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
        for buckets, starts, stretch in (
            (chars, encoded.grams.starts.tolist(), CHARACTERS),
            (words, encoded.grams.first_word.tolist(), WORDS),
        ):
            said: set[int] = set()
            begin = 0
            for place, column_of in enumerate(buckets.T.tolist()):
                begin = place if place in starts else begin
                if (place - begin) % stretch == 0:
                    said = set()
                # A sum of several weights is taken first, and then added.
                here = 0.0
                for bucket in column_of:
                    here += weights.item(NO_GRAM if bucket in said else bucket)
                    said.add(bucket)
                total += here
                expected.append(total)
        assert weighed.sums[:, column].tolist() == expected


def test_the_longest_text_is_added_up() -> None:
    letters = string.ascii_lowercase
    text = " ".join(map("".join, itertools.islice(itertools.product(letters, repeat=4), 3000)))
    assert weigh(ENCODER.encode([Comment(text=text)]), BY_COUNT[3]).sums[-1, COUNT] > 10_000


def test_heads_of_other_columns_are_refused() -> None:
    encoded = ENCODER.encode([Comment(text="a word")])
    narrow = Head(0.0, np.zeros(3, np.float32), np.zeros(BUCKETS, np.float32))
    with pytest.raises(ValueError, match="columns"):
        weigh(encoded, Heads.of(narrow))


def test_biases_are_floats_whatever_they_were_written_as() -> None:
    head = Head(1, np.zeros(3, np.float32), np.zeros(BUCKETS, np.float32))
    assert Heads.of(head, head).bias.dtype == np.float64


def test_what_a_text_repeats_counts_once() -> None:
    once, often, beside = (
        weigh(ENCODER.encode([Comment(text=text) for text in texts]), BY_COUNT[2])
        for texts in (["call now"], ["call now call now"], ["call now", "call now"])
    )
    # The pair "now call" and what characters run over the gap are new; no word is.
    assert once.sums[-1, COUNT] - once.sums[once.words, COUNT] == 3
    assert often.sums[-1, COUNT] - often.sums[often.words, COUNT] == 4
    assert beside.sums[-1, COUNT] - beside.sums[beside.words, COUNT] == 6
    assert often.sums[often.words, COUNT] < 2 * once.sums[once.words, COUNT]
    assert beside.sums[beside.words, COUNT] == 2 * once.sums[once.words, COUNT]


def test_what_a_text_says_again_far_behind_counts_again() -> None:
    advert, other = "Call now. ", "Rain fell upon my beans. " * 30
    near, far = (
        weigh(ENCODER.encode([Comment(text=text)]), BY_COUNT[2]).sums
        for text in (advert + advert + other, advert + other + advert)
    )
    second = near[2 * len(advert), COUNT] - near[len(advert), COUNT]
    again = far[len(other) + 2 * len(advert) - 1, COUNT] - far[len(other) + len(advert), COUNT]
    assert again > 2 * second


@given(texts=st.lists(st.text(max_size=40), max_size=4))
@settings(max_examples=40, deadline=None)
def test_nothing_is_remembered_from_one_batch_to_the_next(texts: list[str]) -> None:
    encoded = ENCODER.encode([Comment(text=text) for text in texts])
    first = weigh(encoded, BY_COUNT[3]).sums.copy()
    assert np.array_equal(first, weigh(encoded, BY_COUNT[3]).sums)
