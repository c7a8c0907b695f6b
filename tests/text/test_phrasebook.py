"""The graph of phrases finds what its lines stand for, word by word, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.errors import DataError
from commentguard.text.lexicon import expand
from commentguard.text.phrasebook import FUNCTION_WORDS, Node, Phrasebook

ATOMS = st.sampled_from(["a", "b", "ab", "c"])
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(" ".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}|) {two[1]}"),
        st.tuples(inner, inner).map(lambda two: f"{two[0]}({two[1]}|)"),
    ),
    max_leaves=6,
)
WORDS = st.lists(st.sampled_from(["a", "b", "ab", "aa", "c", "ca", "abab", ""]), max_size=8)


def found(book: Phrasebook, words: list[str]) -> set[tuple[int, int]]:
    """(first, last) word of every phrase that `book` finds."""
    places = set()
    for first, start in enumerate(map(book.first, words)):
        node: Node | None = start
        last = first
        while node is not None:
            if node.ends:
                places.add((first, last))
            last += 1
            node = node.step(words[last]) if last < len(words) else None
    return places


def reads(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@given(
    st.lists(st.lists(st.tuples(PATTERNS, st.booleans()), min_size=1, max_size=2), min_size=1, max_size=3),
    WORDS,
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_it_finds_what_the_expanded_phrases_find(
    patterns: list[list[tuple[str, bool]]], words: list[str]
) -> None:
    lines = [" ".join(part + "*" * is_open for part, is_open in parts) for parts in patterns]
    wanted = set()
    for phrase in {phrase for line in lines for phrase in expand(line)}:
        parts = phrase.split(" ")
        for first in range(len(words) - len(parts) + 1):
            if all(map(reads, words[first : first + len(parts)], parts)):
                wanted.add((first, first + len(parts) - 1))
    assert found(Phrasebook([(line, "cta", "en") for line in lines]), words) == wanted


def test_meanings_are_joined_by_class_and_function_words_kept_apart() -> None:
    book = Phrasebook([("die", FUNCTION_WORDS, "de"), ("die", "scam", "en"), ("die", "scam", "de")])
    node = book.first("die")
    assert node is not None
    assert node.spoken == ("de",)
    assert [(m.name, m.languages) for m in node.ends] == [("scam", ("de", "en"))]


def test_a_shorter_prefix_speaks_before_the_word_itself() -> None:
    book = Phrasebook([("cheap*", "offer", "en"), ("cheaply", "offer", "nl")])
    node = book.first("cheaply")
    assert node is not None
    assert [m.languages for m in node.ends] == [("en",), ("nl",)]


def test_equal_rests_are_one_node() -> None:
    book = Phrasebook([("(call|ring) (us|me) now", "cta", "en")])
    call, ring = book.first("call"), book.first("ring")
    assert call is ring


def test_unbalanced_brackets_are_refused_where_they_are_read() -> None:
    with pytest.raises(DataError):
        Phrasebook([("call (us|me", "cta", "en")]).first("call").step("us")  # type: ignore[union-attr]
