"""The graph of phrases as arrays, which a kernel walks (`kernel/phrases.lua`), and files keep.

Words are numbered by their CRC, so that the number of one is found by bisection and compared with what is
written: as a dictionary of strings they would take megabytes of every process that serves.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from commentguard.errors import DataError
from commentguard.kernel.runtime import address
from commentguard.text.codes import among
from commentguard.text.drawing import Graph, Meaning
from commentguard.text.pairs import Pairs

Uint = NDArray[np.uint32]

NODE = 3
"""Numbers of a node: its first edge, its first end, and its function words. The next node has where they stop."""

MANY = 1 << 16
"""Edges are a word and a node in 32 bits, ends a class and a meaning."""

_PREFIX = re.compile(rb"([^\n*]+)\*\n")


class Places(NamedTuple):
    """Where a kernel finds the graph.

    `first` is an address: there each word has the node behind it at the begin of phrases, doubled, and 1
    more where phrases end there (0 for none). Counted from there, in numbers, `nodes`, `edges` and `ends` begin.
    """

    first: int
    nodes: int
    edges: int
    ends: int


class Phrasebook:
    """The phrases of a graph, laid out to be found from any word of a text on.

    `meanings` are what phrases stand for, known by their places, and `languages` those of each; `classes`
    has the number of each class. The trap: a kernel that was given its `places` reads them after the
    book is gone, so somebody must hold it.
    """

    def __init__(self, kept: Mapping[str, NDArray[Any]]) -> None:
        self._kept = kept
        self._block = kept["block"]
        # Asked for each new word; the array of places would be looked up by name each time.
        self._nodes: int = kept["parts"].item(0)
        self.pairs = Pairs()
        """Nodes, and words that lead on from them."""
        self._enter_pairs()
        self.longest: int = kept["longest"].item()
        """Words of the longest phrase."""
        self._crcs = array("I", kept["crcs"].tobytes())
        self._words = kept["words"].tobytes()
        self._limits = array("I", kept["limits"].tobytes())
        told = [line.split() for line in kept["meanings"].tobytes().decode().splitlines()]
        self.meanings = [Meaning(name, tuple(languages)) for name, *languages in told]
        self.languages = [meaning.languages for meaning in self.meanings]
        names = dict.fromkeys(meaning.name for meaning in self.meanings)
        self.classes = {name: number for number, name in enumerate(names)}
        shortened = [found.decode() for found in _PREFIX.findall(self._words)]
        self._prefixes = tuple(sorted(shortened, key=len, reverse=True))

    @classmethod
    def of(cls, graph: Graph) -> Self:
        """The book of a graph just drawn.

        Raises `DataError` where there are more words, nodes or meanings than 16 bits can count.
        """
        return cls(_arrays(graph))

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """What a file keeps of it, and what it is made of again."""
        return self._kept

    def places(self) -> Places:
        """Where it lies, for as long as somebody holds the book."""
        return Places(address(self._block), *self._kept["parts"].tolist())

    def spoken(self, number: int) -> int:
        """A bit for each of `LANGUAGES` in which the word with this number alone is a function word."""
        behind = self._block.item(number) >> 1
        return self._block.item(self._nodes + NODE * behind + 2) if behind else 0

    def number(self, word: str) -> int:
        """What `word` is known by, 0 if no phrase holds it."""
        found = self._number(word)
        if not found and word.startswith(self._prefixes):
            longest = next(prefix for prefix in self._prefixes if word.startswith(prefix))
            found = self._number(f"{longest}*")
        return found

    def numbers(self, words: Sequence[str], codes: Sequence[int]) -> list[int]:
        """The `number` of each of some words, known by `codes`."""
        held = among(codes, self._crcs)
        return [
            self.number(word) if there or word.startswith(self._prefixes) else 0
            for word, there in zip(words, held, strict=True)
        ]

    def _enter_pairs(self) -> None:
        nodes, edges, ends = self._kept["parts"].tolist()
        begins = self._block[nodes:edges:NODE]
        self.pairs.add_codes(
            np.arange(len(begins) - 1, dtype=np.uint32).repeat(np.diff(begins)),
            self._block[edges:ends] >> np.uint32(16),
        )

    def _number(self, word: str) -> int:
        sought = word.encode("utf-8", "surrogatepass")
        crc = crc32(sought)
        k = bisect_left(self._crcs, crc)
        while k < len(self._crcs) and self._crcs[k] == crc:
            if self._words[self._limits[k] : self._limits[k + 1] - 1] == sought:
                return k + 1
            k += 1
        return 0


def _arrays(graph: Graph) -> dict[str, NDArray[Any]]:
    words = sorted(graph.words, key=lambda word: crc32(word.encode()))
    raw = [word.encode() + b"\n" for word in words]
    number = {word: k for k, word in enumerate(words, 1)}
    meanings = sorted({meaning for node in graph.nodes for meaning in node.ends})
    place = {meaning: k for k, meaning in enumerate(meanings)}
    if max(len(words), len(graph.nodes), len(meanings)) >= MANY - 1:
        raise DataError("the lexicons hold too many words for a graph")
    classes = {name: k for k, name in enumerate(dict.fromkeys(m.name for m in meanings))}
    first = np.zeros(len(words) + 1, dtype=np.uint32)
    for word, behind in graph.nodes[-1].leads:
        first[number[word]] = behind + 1 << 1 | bool(graph.nodes[behind].ends)
    # The first node is none, and where texts begin is in `first`.
    nodes, edges, ends = [(0, 0, 0)], list[int](), list[int]()
    for node in graph.nodes[:-1]:
        nodes.append((len(edges), len(ends), node.spoken))
        edges += sorted(number[word] << 16 | behind + 1 for word, behind in node.leads)
        ends += [classes[m.name] << 16 | place[m] for m in node.ends]
    nodes.append((len(edges), len(ends), 0))
    flat = (np.array(numbers, dtype=np.uint32).ravel() for numbers in (nodes, edges, ends))
    parts = [first, *flat]
    told = "\n".join(" ".join((meaning.name, *meaning.languages)) for meaning in meanings)
    return {
        "block": np.concatenate(parts),
        "longest": np.array([_longest(graph)]),
        "parts": np.cumsum([len(part) for part in parts[:-1]]),
        "crcs": np.array([crc32(word[:-1]) for word in raw], dtype=np.uint32),
        "words": np.frombuffer(b"".join(raw), dtype=np.uint8),
        "limits": np.array([*accumulate(map(len, raw), initial=0)], dtype=np.uint32),
        "meanings": np.frombuffer(told.encode(), dtype=np.uint8),
    }


def _longest(graph: Graph) -> int:
    further = list[int]()
    for node in graph.nodes:
        further.append(1 + max((further[behind] for _, behind in node.leads), default=-1))
    return further[-1]
