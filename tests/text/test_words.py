"""Words read in columns: a batch equals its texts, nothing that begins a phrase is passed over."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.text import vocabulary
from commentguard.text.lexicon import lexicon
from commentguard.text.vocabulary import HASH, NO_WORD, Vocabulary
from commentguard.text.words import Words, read_words

SPOKEN = ["visit", "our", "shop", "call", "us", "now", "the", "die", "at", "dot", "nine", "qwrtp", "government"]  # fmt: skip
TEXTS = st.lists(st.lists(st.sampled_from([*SPOKEN, "é", ""]), max_size=8).map(" ".join), min_size=1, max_size=5)  # fmt: skip


def read(texts: list[str]) -> Words:
    return read_words(texts, [text.split() for text in texts])


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_batch_equals_its_texts_one_by_one(texts: list[str]) -> None:
    batch = read(texts)
    for row, text in enumerate(texts):
        mine, alone = batch.wordings[row], read([text]).wordings[0]
        # A last word and another text's first may look like a phrase; reading on finds the end.
        assert set(alone.begun) <= set(mine.begun)
        assert mine._replace(begun=[]) == alone._replace(begun=[])
        first, last = batch.first[row], batch.first[row + 1]
        places = zip(batch.at[first:last], batch.end[first:last], strict=True)
        start = batch.starts[row]
        assert [text[a - start : b - start] for a, b in places] == text.split()


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_word_that_begins_a_phrase_is_passed_over(texts: list[str]) -> None:
    for text, wording in zip(texts, read(texts).wordings, strict=True):
        words = text.split()
        begun = dict(wording.begun)
        for k, word in enumerate(words):
            node = lexicon().first(word)
            further = words[k + 1] if k + 1 < len(words) else ""
            if node is not None and (node.ends or node.step(further) is not None):
                assert text.startswith(word, begun[k])


def test_words_are_counted_by_what_they_are() -> None:
    wording = read(["nine one at dot dot qwrtp the"]).wordings[0]
    assert (wording.digits, wording.ats, wording.dots, wording.random) == (2, 1, 2, 1)
    assert wording.spoken["en"] >= 1


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


def test_the_row_of_no_word_says_nothing() -> None:
    held = Vocabulary()
    assert not held.table[NO_WORD].any()
