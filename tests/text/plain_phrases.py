"""Phrases found word by word in plain Python: what the kernel that walks the graph is held to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from commentguard.text.drawing import Graph, Node, draw
from commentguard.text.lexicon import read_lines

Found = tuple[str, int, int, tuple[str, ...], bool]
"""Class, first word, last word, languages, and whether it is one word."""


@cache
def graph_of_lexicons() -> Graph:
    return draw(read_lines())


def behind(graph: Graph, node: Node, word: str) -> Node | None:
    """The node that `word` leads to from `node`."""
    if not _has(graph.words, word):
        shorter = (f"{word[:length]}*" for length in range(len(word), -1, -1))
        word = next((prefix for prefix in shorter if _has(graph.words, prefix)), "")
    # Words lead on in their order, a hundred thousand phrases begin at one node.
    at = bisect_left(node.leads, (word,))
    found = [to for lead, to in node.leads[at : at + 1] if lead == word]
    return graph.nodes[found[0]] if found else None


def _has(ordered: list[str], word: str) -> bool:
    at = bisect_left(ordered, word)
    return ordered[at : at + 1] == [word]


def said(graph: Graph, words: list[str]) -> list[Found]:
    """The phrases of a text of `words` with one space between any two, by class and begin.

    One that lies within another of its class is not among them.
    """
    kept: list[Found] = []
    for found in sorted(_all(graph, words), key=lambda one: (one[0], one[1], -one[2])):
        if not kept or found[0] != kept[-1][0] or found[2] > kept[-1][2]:
            kept.append(found)
    return kept


def spoken(graph: Graph, words: list[str]) -> list[int]:
    """For each end of a phrase of function words, the bits of their languages."""
    return [node.spoken for _, _, node in _walked(graph, words) if node.spoken]


def _all(graph: Graph, words: list[str]) -> Iterator[Found]:
    for first, last, node in _walked(graph, words):
        for meaning in node.ends:
            yield meaning.name, first, last, meaning.languages, first == last


def _walked(graph: Graph, words: list[str]) -> Iterator[tuple[int, int, Node]]:
    for first in range(len(words)):
        node: Node | None = graph.nodes[-1]
        for last in range(first, len(words)):
            node = node and behind(graph, node, words[last])
            if node is None:
                break
            yield first, last, node
