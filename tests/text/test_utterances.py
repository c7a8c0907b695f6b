"""Sentences that are judged one by one: short ones join, many are thinned, order is kept."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.text.plain import find_utterances

from commentguard.comment import Comment
from commentguard.text.document import Document
from commentguard.text.passages import MAX_UTTERANCES


def utterances(text: str) -> list[str]:
    doc = Document(Comment(text=text))
    return [doc.text[start:end].strip() for start, end in doc.utterances]


def test_a_short_sentence_is_read_with_the_one_before() -> None:
    assert utterances("My loaf came out flat. Why? Call us for a free quote.") == [
        "my loaf came out flat. why?",
        "call us for a free quote.",
    ]


def test_a_short_first_sentence_stands_alone() -> None:
    assert utterances("Hi! We offer slate roofing.") == ["hi!", "we offer slate roofing."]


def test_nothing_has_no_sentences() -> None:
    assert utterances("") == utterances(" \n ") == []


def test_many_are_thinned_and_the_ends_kept() -> None:
    sentences = [(20 * k, 20 * k + 20) for k in range(3 * MAX_UTTERANCES)]
    found = find_utterances(sentences)
    assert len(found) == MAX_UTTERANCES
    assert found[0] == sentences[0]
    assert found[-1] == sentences[-1]
    assert found == sorted(set(found))


@given(lengths=st.lists(st.integers(1, 40), max_size=120))
def test_ranges_follow_each_other(lengths: list[int]) -> None:
    ends = [sum(lengths[: k + 1]) for k in range(len(lengths))]
    sentences = list(zip([0, *ends], ends, strict=False))
    found = find_utterances(sentences)
    assert all(a < b for a, b in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    assert bool(found) == bool(sentences)
