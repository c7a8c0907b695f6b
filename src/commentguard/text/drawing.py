"""A hundred thousand phrases, drawn as one graph of words.

A node is what is left of the lines that a text has walked: a set of *rests*. Equal sets are one node, and
so are nodes that end and lead on alike: 140,000 phrases take 17,000 nodes. Drawing them takes most of a
second, which is why the graph of the lexicons that come with the program is kept beside them (`lexicon`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from commentguard.text.language import LANGUAGES
from commentguard.text.patterns import first_words

FUNCTION_WORDS = "function_words"
"""The class that tells what language is spoken, and not what is said."""


class Meaning(NamedTuple):
    """What a phrase stands for: its class by `name`, and the languages whose lists hold it."""

    name: str
    languages: tuple[str, ...]


class Node(NamedTuple):
    """A place in the graph: what ends here, and which nodes words lead to, in their order.

    `ends` are the meanings of phrases that end with the word just read, one a class; `spoken` has a bit for each of
    `LANGUAGES` in which they are function words.
    """

    ends: tuple[Meaning, ...]
    spoken: int
    leads: tuple[tuple[str, int], ...]


class Graph(NamedTuple):
    """`nodes` in an order in which each stands behind those that it leads to; the last is where texts begin.

    `words` are all that lead anywhere, sorted. One that ends in ``*`` stands for every word that is not
    among them, begins like it, and like no longer one.
    """

    nodes: list[Node]
    words: list[str]


Rest = tuple[str, str, str]
"""What is left of a line, its class and its language."""

_Rests = tuple[Rest, ...]


def draw(lines: Iterable[Rest]) -> Graph:
    """The graph of lines ``(pattern, class, language)``.

    A pattern holds words, ``(a|b|)`` for alternatives, which may nest, and may end in ``*`` for any
    ending of its last word. Raises `DataError` on an unbalanced bracket.
    """
    drawing = _Drawing(tuple(dict.fromkeys(lines)))
    return Graph(drawing.nodes, drawing.words)


class _Drawing:
    """A graph while it is drawn: from the node where texts begin, each node behind those that it leads to."""

    def __init__(self, lines: _Rests) -> None:
        self._begins: dict[str, tuple[tuple[str, str], ...]] = {}
        self.words = self._all_words({line[0] for line in lines})
        self.nodes: list[Node] = []
        self._drawn: dict[tuple[_Rests, tuple[Meaning, ...]], int] = {}
        self._alike: dict[Node, int] = {}
        self._node(lines, ())

    def _all_words(self, patterns: set[str]) -> list[str]:
        """Every first word of the patterns and of what is left of them, each read once."""
        waiting, found = list(patterns), set[str]()
        while waiting:
            pattern = waiting.pop()
            if pattern not in self._begins:
                self._begins[pattern] = begins = tuple(first_words(pattern))
                found.update(word for word, _ in begins)
                waiting += [left for _, left in begins]
        return sorted(found - {""})

    def _node(self, rests: _Rests, found: tuple[Meaning, ...]) -> int:
        """The number of the node where `rests` are left, and the phrases `found` end besides."""
        number = self._drawn.get((rests, found))
        if number is None:
            done = self._meanings(rests)
            # Of two phrases of a class in one place, the first one speaks.
            ends = {m.name: m for m in reversed((*found, *done))}
            spoken = ends.pop(FUNCTION_WORDS, Meaning("", ())).languages
            node = Node(
                tuple(ends.values()),
                sum(1 << LANGUAGES.index(code) for code in spoken),
                tuple(self._leads(rests)),
            )
            number = self._alike.setdefault(node, len(self.nodes))
            if number == len(self.nodes):
                self.nodes.append(node)
            self._drawn[rests, found] = number
        return number

    def _leads(self, rests: _Rests) -> list[tuple[str, int]]:
        """The words that lead on, with the nodes behind them."""
        further: dict[str, list[Rest]] = {}
        for pattern, name, language in rests:
            for word, left in self._begins[pattern]:
                further.setdefault(word, []).append((left, name, language))
        further.pop("", None)
        # Shorter ones first: theirs are the meanings that speak.
        prefixes = sorted((word[:-1] for word in further if word.endswith("*")), key=len)
        opened = {prefix: further.pop(f"{prefix}*") for prefix in prefixes}
        asked = {*further, *(word for prefix in prefixes for word in self._beginning(prefix))}
        return [(word, self._behind(word, further.get(word, []), opened)) for word in sorted(asked)]

    def _behind(self, word: str, exact: list[Rest], opened: dict[str, list[Rest]]) -> int:
        """The node behind `word`, where `exact` rests are left, and those of each prefix that it has."""
        begun = [tails for prefix, tails in opened.items() if word.startswith(prefix)]
        left = {tail for tails in begun for tail in tails if tail[0]}.union(exact)
        found = [meaning for tails in begun for meaning in self._meanings(tails)]
        return self._node(tuple(sorted(left)), tuple(found))

    def _beginning(self, prefix: str) -> list[str]:
        """The words of all lines that begin with `prefix`."""
        first = bisect_left(self.words, prefix)
        last = bisect_left(self.words, f"{prefix}\U0010ffff")
        return self.words[first:last]

    def _meanings(self, rests: Iterable[Rest]) -> list[Meaning]:
        """What is said where some of `rests` may be over."""
        languages: dict[str, set[str]] = {}
        for pattern, name, language in rests:
            if any(not word for word, _ in self._begins[pattern]):
                languages.setdefault(name, set()).add(language)
        return [Meaning(name, tuple(sorted(found))) for name, found in sorted(languages.items())]
