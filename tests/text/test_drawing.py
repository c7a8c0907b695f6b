"""The graph of phrases holds what its lines stand for, word by word, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.text.plain_phrases import behind

from commentguard.errors import DataError
from commentguard.text.drawing import FUNCTION_WORDS, Graph, Meaning, Node, draw
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import expand

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
LINES = st.lists(
    st.lists(st.tuples(PATTERNS, st.booleans()), min_size=1, max_size=2).map(
        lambda parts: " ".join(part + "*" * is_open for part, is_open in parts)
    ),
    min_size=1,
    max_size=3,
)
WORDS = st.lists(st.sampled_from(["a", "b", "ab", "aa", "c", "ca", "abab", "z"]), max_size=8)


def found(graph: Graph, words: list[str]) -> set[tuple[int, int]]:
    """(first, last) word of every phrase that `graph` holds."""
    places = set()
    for first in range(len(words)):
        node: Node | None = graph.nodes[-1]
        last = first
        while node is not None and last < len(words):
            node = behind(graph, node, words[last])
            if node is not None and node.ends:
                places.add((first, last))
            last += 1
    return places


def reads(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@given(LINES, WORDS)
@settings(max_examples=300, deadline=None)
def test_it_holds_what_the_expanded_phrases_say(lines: list[str], words: list[str]) -> None:
    wanted = set()
    for phrase in {phrase for line in lines for phrase in expand(line)}:
        parts = phrase.split(" ")
        for first in range(len(words) - len(parts) + 1):
            if all(map(reads, words[first : first + len(parts)], parts)):
                wanted.add((first, first + len(parts) - 1))
    assert found(draw([(line, "cta", "en") for line in lines]), words) == wanted


@given(LINES)
@settings(max_examples=100, deadline=None)
def test_nodes_stand_behind_those_that_they_lead_to_and_no_two_are_alike(lines: list[str]) -> None:
    graph = draw([(line, "cta", "en") for line in lines])
    assert len(set(graph.nodes)) == len(graph.nodes)
    for place, node in enumerate(graph.nodes):
        assert all(number < place for _, number in node.leads)
        assert [word for word, _ in node.leads] == sorted({word for word, _ in node.leads})
        assert {word for word, _ in node.leads} <= set(graph.words)


def node_behind(lines: list[tuple[str, str, str]], word: str) -> Node:
    graph = draw(lines)
    found = behind(graph, graph.nodes[-1], word)
    assert found is not None
    return found


def test_meanings_are_joined_by_class_and_function_words_kept_apart() -> None:
    lines = [("die", FUNCTION_WORDS, "de"), ("die", "scam", "en"), ("die", "scam", "de")]
    node = node_behind(lines, "die")
    assert node.spoken == 1 << LANGUAGES.index("de")
    assert node.ends == (Meaning("scam", ("de", "en")),)


def test_of_a_class_the_shorter_prefix_speaks_before_the_word_itself() -> None:
    lines = [("cheap*", "offer", "en"), ("cheaply", "offer", "nl"), ("cheaply", "scam", "nl")]
    ends = node_behind(lines, "cheaply").ends
    assert set(ends) == {Meaning("offer", ("en",)), Meaning("scam", ("nl",))}


def test_unbalanced_brackets_are_refused() -> None:
    with pytest.raises(DataError):
        draw([("call (us|me", "cta", "en")])
