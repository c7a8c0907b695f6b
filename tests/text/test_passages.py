"""Sentences and windows are those that plain Python finds, in any company."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.text.plain import find_segments, find_sentences, find_utterances

from commentguard.text.page import Page
from commentguard.text.passages import MAX_UTTERANCES, MAX_WINDOWS, Passages

MANY = [
    "",
    " ",
    "\n",
    "A sentence. Another! A third",
    "e.g. this",
    "St. Ives.",
    ".",
    "…",
    "A.\n\nB.",
]
WORDS = (
    "ab ",
    "st. ",
    "word",
    ". ",
    "! ",
    '." ',
    "\n",
    "e.g. ",
    "longer words ",
    "x" * 300,
    " " * 5,
)


def check(texts: list[str]) -> None:
    found = Passages.on(Page.of(texts))
    for row, text in enumerate(texts):
        sentences = find_sentences(text)
        assert found.sentences(row) == sentences
        assert found.spoken(row) == find_utterances(sentences)
        for ranges, expected in (
            (found.utterances, find_utterances(sentences)),
            (found.segments, find_segments(text, sentences)),
        ):
            assert [(a, b) for of, a, b in ranges.T.tolist() if of == row] == expected


@given(
    st.lists(st.text("ab. .!?…\n \"')]\x1fst dr.é9_\u2003\u200b\uffff", max_size=40), max_size=4)
)
def test_many_texts_end_their_sentences_where_each_does(texts: list[str]) -> None:
    check(texts)
    check(texts + MANY)


@pytest.mark.parametrize("seed", range(20))
def test_windows_of_long_texts(seed: int) -> None:
    chosen = random.Random(seed)
    texts = ["".join(chosen.choices(WORDS, k=chosen.choice((60, 200, 900)))) for _ in range(4)]
    check(texts)
    check(texts + MANY)


def test_a_text_of_many_sentences_is_thinned_and_its_neighbours_are_not() -> None:
    crowded = "One sentence that is long enough. " * 700
    texts = [*MANY, crowded, "One. " * 40, crowded]
    check(texts)
    found = Passages.on(Page.of(texts))
    counts = [(found.utterances[0] == row).sum() for row in (9, 11)]
    assert counts == [MAX_UTTERANCES] * 2
    assert (found.segments[0] == 9).sum() == 2 * MAX_WINDOWS


def test_a_long_text_has_windows_and_a_short_one_has_none() -> None:
    long = "This is a sentence of some words. " * 30
    row, start, end = Passages.on(Page.of([long])).segments
    assert 2 <= len(row) <= 2 * MAX_WINDOWS
    assert (start >= 0).all()
    assert (start < end).all()
    assert (end <= len(long)).all()
    assert Passages.on(Page.of(["Short."])).segments.shape == (3, 0)


@pytest.mark.parametrize(
    "text",
    [
        "a." * 8192,
        "\n" * 16384,
        "x" * 16384,
        ". " * 8000,
        "ж. " * 5000,
        "st. " * 4096,
        "a\n" * 8192,
        "",
    ],
)
def test_the_longest_and_the_shortest_texts_fit(text: str) -> None:
    check([text, text])


def test_no_texts_no_passages() -> None:
    found = Passages.on(Page.of([]))
    assert found.utterances.shape == found.segments.shape == (3, 0)


def test_windows_of_the_longest_text_that_is_read_leave_no_gap() -> None:
    text = "We walked along the canal and it rained a good deal. " * 309
    _, starts, ends = Passages.on(Page.of([text])).segments
    large = int(np.flatnonzero(starts == 0)[1])
    for start, end in ((starts[:large], ends[:large]), (starts[large:], ends[large:])):
        assert start[0] == 0
        assert end[-1] == len(text.rstrip())
        assert (start[1:] <= end[:-1]).all()


def test_windows_are_of_a_sentence_and_of_a_paragraph_and_the_end_is_in_one() -> None:
    first, advert = (
        "My beans came up late this year, and the snails had half of them. ",
        "Call Bob.",
    )
    text = first * 6 + advert
    _, starts, ends = Passages.on(Page.of([text])).segments
    found = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    assert found[0] == first.strip()
    assert found[5:8] == [first.strip(), first + advert, (first * 3).strip()]
    assert found[-1] == first * 3 + advert


def test_a_window_that_is_of_both_sizes_is_there_once() -> None:
    text = ("word " * 40)[:-1] + ". " + ("word " * 40)[:-1] + ". "
    assert len(Passages.on(Page.of([text])).segments.T) == 2
