"""Words read in columns: a batch equals its texts, and what is counted is what is there."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.text import vocabulary
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import spaced
from commentguard.text.page import DOUBTFUL, Page
from commentguard.text.traces import said
from commentguard.text.vocabulary import COUNTED, COUNTS, HASH, NO_WORD, Vocabulary
from commentguard.text.words import Words, read_words

SPOKEN = ["visit", "our", "shop", "call", "us", "now", "the", "die", "at", "dot", "nine", "qwrtp", "government"]  # fmt: skip
TEXTS = st.lists(st.lists(st.sampled_from([*SPOKEN, "é", ""]), max_size=8).map(" ".join), min_size=1, max_size=5)  # fmt: skip


def read(texts: list[str]) -> Words:
    return read_words(Page.of(texts))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_batch_equals_its_texts_one_by_one(texts: list[str]) -> None:
    batch = read(texts)
    for row, text in enumerate(texts):
        alone = read([text])
        limits = batch.said.limits
        assert batch.said.packed[limits[row] : limits[row + 1]] == alone.said.packed
        assert batch.said.languages[row] == alone.said.languages[0]
        assert (batch.totals[row] == alone.totals[0]).all()
        assert batch.said.traces[row] == alone.said.traces[0]
        first, last = batch.first[row], batch.first[row + 1]
        places = zip(batch.begins[first:last], batch.ends[first:last], strict=True)
        assert [batch.page.text[a:b] for a, b in places] == text.split()
        assert batch.length(row) == len(text.split())


def test_no_phrase_goes_over_two_spaces() -> None:
    assert read(["visit our shop"]).said.traces[0] & said("cta")
    assert not read(["visit  our shop"]).said.traces[0] & said("cta")
    assert not read(["visit", "our shop"]).said.traces[0] & said("cta")


def test_words_are_counted_by_what_they_are() -> None:
    words = read(["nine one at dot dot qwrtp the"])
    assert words.totals[0, :4].tolist() == [2, 1, 2, 1]
    assert words.totals[0, LANGUAGES.index("en") - len(LANGUAGES)] >= 1


@given(st.lists(st.text(alphabet="abc éж", max_size=12), min_size=1, max_size=4))
def test_words_are_known_again(texts: list[str]) -> None:
    once, again = read(texts), read(texts)
    assert (once.told == again.told).all()
    for word, begin, end in zip(once.told, once.begins, once.ends, strict=False):
        assert (
            word
            == vocabulary.vocabulary().table[vocabulary.vocabulary()[once.page.text[begin:end]]]
        ).all()


def test_a_word_is_known_again_far_into_a_page() -> None:
    words = read(["abcdefg " * 9000])
    assert len({tuple(row) for row in words.told[:-1].tolist()}) == 1


def test_a_stranger_cannot_make_it_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "_FULL", 50)
    monkeypatch.setattr(vocabulary, "_current", Vocabulary())
    held = vocabulary.vocabulary()
    rows = [held[f"word{number}"] for number in range(2000)]
    assert len(set(rows)) == 2000
    assert NO_WORD not in rows
    assert held["a" * 16384] != held["a" * 16384]
    assert held.table[rows[-1], HASH]
    assert vocabulary.vocabulary() is not held
    assert len(vocabulary.vocabulary()) == 0


ANY = st.lists(
    st.text(max_size=40).map(lambda text: text.replace(DOUBTFUL, "")), min_size=1, max_size=6
)


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_any_text_is_cut_and_counted_as_plain_python_does(texts: list[str]) -> None:
    read_twice = [read(texts), read(texts)]
    for words in read_twice:
        begin = 0
        for row, text in enumerate(texts):
            origin = words.page.gaps.item(row) + 1
            expected = [
                (m.start() + origin, m.end() + origin) for m in re.finditer("[^ ]+", spaced(text))
            ]
            first, last = words.first.item(row), words.first.item(row + 1)
            assert first == begin
            begin = last
            places = zip(words.begins.tolist(), words.ends.tolist(), strict=True)
            assert list(places)[first:last] == expected
            held = vocabulary.vocabulary()
            rows = [held.table[held[words.page.text[a:b]]] for a, b in expected]
            assert words.told[first:last].tolist() == [told.tolist() for told in rows]
            counts = [told[COUNTS : COUNTS + len(COUNTED)].tolist() for told in rows]
            totals = [sum(column) for column in zip(*counts, strict=True)] or [0] * len(COUNTED)
            spoken = len(COUNTED) - len(LANGUAGES)
            assert words.totals[row, :spoken].tolist() == totals[:spoken]
        assert words.first.item(-1) == begin == len(words.begins)
        assert not words.told[-1].any()


@pytest.mark.parametrize("text", ["a " * 8192, "ж" * 16384, "\U0001f600a" * 8192, "", "\x00", "a"])
def test_the_longest_and_the_shortest_texts_fit(text: str) -> None:
    words = read([text, text])
    assert len(words.begins) == 2 * len(spaced(text).split())


def test_words_that_come_for_one_slot_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Vocabulary()
    monkeypatch.setattr(vocabulary, "_current", held)
    text = " ".join(f"w{number}" for number in range(2000))
    once = read([text])
    # Every slot that is taken now belongs to another word.
    held._slots[held._slots > 0] ^= np.uint64(1 << 63)
    assert (read([text]).told == once.told).all()


def test_words_that_were_met_are_found_in_their_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Vocabulary()
    monkeypatch.setattr(vocabulary, "_current", held)
    # Each several times in one page, before any is there.
    text = " ".join(f"w{number}" for number in range(3000)) + " "
    read([text * 3])
    met: list[str] = []

    def meet(word: str, name: int) -> int:
        met.append(word)
        return held[word]

    monkeypatch.setattr(held, "meet", meet)
    read([text])
    assert len(met) < 10


def test_a_row_beyond_the_table_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    # Another thread may enter a word, and make the table larger, while this one is in a kernel.
    held = Vocabulary()
    monkeypatch.setattr(vocabulary, "_current", held)
    once = read(["alpha beta"])
    held._slots[held._slots > 0] |= np.uint64((1 << 20) - 1)
    assert (read(["alpha beta"]).told == once.told).all()


def test_words_that_are_one_to_every_polynomial_are_two() -> None:
    # The words of Thue and Morse, whose difference every odd number makes a multiple of 2^64.
    one = "".join("ab"[place.bit_count() % 2] for place in range(2048))
    other = one.translate({ord("a"): "b", ord("b"): "a"})

    def polynomial(word: str, base: int) -> int:
        total = 0
        for character in word:
            total = (total * base + ord(character)) % 2**64
        return total

    assert all(polynomial(one, base) == polynomial(other, base) for base in (5, 0x9E3779B1))
    assert len(set(read([f"{one} {other} {one}"]).names.tolist())) == 2


@pytest.mark.parametrize("before", ["", "q", "зв"])
def test_words_that_differ_in_their_last_letter_alone_are_told_apart(
    before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What such words are known by differs in the lowest bits alone, and thousands of them meet in slots."""
    held = Vocabulary()
    monkeypatch.setattr(vocabulary, "_current", held)
    letters = [
        *range(0x3400, 0x4DC0),
        *range(0x4E00, 0xA000),
        *range(0xAC00, 0xD7A4),
        *range(0x20000, 0x2A6E0),
    ]
    words = [f"{before}{chr(code)}" for code in random.Random(1).sample(letters, 20_000)]
    for _ in range(2):
        told = read([" ".join(words)]).told[: len(words)]
        assert (told == held.table[[held[word] for word in words]]).all()


def test_the_row_of_no_word_says_nothing() -> None:
    held = Vocabulary()
    assert not held.table[NO_WORD].any()
