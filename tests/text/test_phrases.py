"""Phrases of texts: the kernel finds what plain Python finds, in a batch and alone."""

from __future__ import annotations

import random
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.text.plain_phrases import Found, graph_of_lexicons, said, spoken

from commentguard.text import traces
from commentguard.text.language import LANGUAGES, LEAD_PERCENT, MIN_HITS, MIN_PERCENT
from commentguard.text.lexicon import expand, lexicon, read_lines
from commentguard.text.page import Page
from commentguard.text.said import (
    CLASS_BITS,
    LENGTH_BITS,
    MEANING_BITS,
    MEANINGS,
    PLACES,
    START_BITS,
    Said,
)
from commentguard.text.words import read_words

_CHOSEN = random.Random(1)
_ALL = [line for line, _, _ in read_lines()]
_CHOSEN.shuffle(_ALL)
# Only so many are expanded: all of them take seconds, in every process that collects these tests.
LINES = list(islice((line for line in _ALL if len(expand(line)) < 50), 400))
PHRASES = [_CHOSEN.choice(expand(line)).replace("*", "ene") for line in LINES]
WORDS = ["visit", "our", "shop", "the", "qwrtp", "cheapest", "sanitaryware", "die", "na", "a", "lot", "of", "ich", "habe", "que", "de", "não"]  # fmt: skip
TEXTS = st.lists(
    st.lists(st.sampled_from([*PHRASES, *WORDS]), max_size=9).map(" ".join), min_size=1, max_size=5
)


def unpacked(found: Said, row: int) -> list[Found]:
    """The phrases of a text, with the places of their signs instead of their words."""
    told = []
    for packed in found.packed[found.limits[row] : found.limits[row + 1]]:
        start = packed >> START_BITS & PLACES - 1
        meaning = lexicon().meanings[packed >> MEANING_BITS & MEANINGS - 1]
        assert lexicon().classes[meaning.name] == packed >> CLASS_BITS
        end = start + (packed >> LENGTH_BITS & PLACES - 1)
        told.append((meaning.name, start, end, meaning.languages, bool(packed & 1)))
    return told


def expected(words: list[str]) -> list[Found]:
    starts = [len(" ".join(words[:k])) + (k > 0) for k in range(len(words))]
    return [
        (name, starts[first], starts[last] + len(words[last]), languages, single)
        for name, first, last, languages, single in said(graph_of_lexicons(), words)
    ]


def told(counts: list[int], words: int) -> int:
    """Which language leads far enough, counted from 1."""
    second, most = sorted(counts)[-2:]
    if most < MIN_HITS or most * 100 < words * MIN_PERCENT or most * 100 < second * LEAD_PERCENT:
        return 0
    return counts.index(most) + 1


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_page_says_what_plain_python_finds(texts: list[str]) -> None:
    words = read_words(Page.of(texts))
    for row, text in enumerate(texts):
        wanted = expected(text.split())
        assert unpacked(words.said, row) == wanted
        assert words.said.traces[row] == traces.said(*[found[0] for found in wanted])
        for number, name in enumerate(lexicon().classes):
            assert len(words.said.by(number, row)) == sum(found[0] == name for found in wanted)
        bits = spoken(graph_of_lexicons(), text.split())
        counts = [sum(bit >> place & 1 for bit in bits) for place in range(len(LANGUAGES))]
        assert words.totals[row, -len(LANGUAGES) :].tolist() == counts
        assert words.said.languages[row] == told(counts, len(text.split()))


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_two_spaces_end_every_phrase(texts: list[str]) -> None:
    for text in texts:
        apart = read_words(Page.of([text.replace(" ", "  ")])).said
        words = text.split()
        at, wanted = 0, []
        for word in words:
            wanted += [
                (name, at, at + len(word), languages, True)
                for name, _, _, languages, _ in expected([word])
            ]
            at += len(word) + 2
        assert sorted(unpacked(apart, 0)) == sorted(wanted)


def test_as_many_phrases_as_a_text_may_hold_find_room() -> None:
    for phrase in ("cheapest prices", "visit our shop", "call us now"):
        text = f"{phrase} " * (16384 // (len(phrase) + 1))
        found = read_words(Page.of([text, text])).said
        assert unpacked(found, 0) == unpacked(found, 1) != []
