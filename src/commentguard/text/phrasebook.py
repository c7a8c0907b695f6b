"""A hundred thousand phrases as a graph of words, of which only what is walked is ever drawn.

A lexicon line such as ``(call|ring|phone) (us|me) (now|today|)`` stands for many phrases; all
lines together for 140,000, and an automaton over all their letters takes most of a second and a
hundred megabytes to build. Here a node is a set of *rests*: what is left of each line once some
words have been read. Its branches are drawn when a text first arrives there (Brzozowski's
derivatives, 1964, one word at a time), so the lines are read at start and nothing is expanded.

Nodes with equal rests are one node, which bounds the graph by the lines and not by the texts.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from commentguard.errors import DataError
from commentguard.text.traces import said

_DELIMITER = re.compile(r"[ (]")
_GROUP = re.compile(r"\(([^()]*)\)")
_BRACKETS = re.compile(r"[()|]")

FUNCTION_WORDS = "function_words"
"""The class that tells what language is spoken, and not what is said."""


class Meaning(NamedTuple):
    """What a phrase stands for: its class, the languages whose lists hold it, its trace."""

    name: str
    languages: tuple[str, ...]
    trace: int


Phrase = tuple[int, int, Meaning, bool]
"""A phrase said in a text: its start and end there, its meaning, and whether it is one word."""

# Sorted, and no set: most nodes have one rest, and an empty set alone takes 200 bytes.
_Rest = tuple[str, str, str]
_Rests = tuple[_Rest, ...]


class Node:
    """A place in the graph: what ends here, and the words that lead on.

    `ends` are the meanings of phrases that end with the word just read, `spoken` the languages
    in which that word alone is a function word. `step` leads to the node behind a further word,
    `None` where no phrase goes on with it. `endless` says that the words with which one does cannot be
    listed, because any word with a certain beginning will do. Both are drawn when first asked for.
    """

    __slots__ = ("_book", "_rests", "endless", "ends", "spoken", "step")

    step: Callable[[str], Node | None]
    endless: bool

    def __init__(self, book: Phrasebook, rests: _Rests, ends: tuple[Meaning, ...]) -> None:
        self._book = book
        self._rests = rests
        self.ends = tuple(m for m in ends if m.name != FUNCTION_WORDS)
        self.spoken = tuple(code for m in ends if m.name == FUNCTION_WORDS for code in m.languages)

    def __getattr__(self, name: str) -> Any:
        # Python asks here only while a slot is empty, which none but these two ever is.
        if name == "step":
            self.step = self._book.step(self._rests)
        elif name == "endless":
            self.leads()
        else:
            raise AttributeError(name)
        return getattr(self, name)

    def leads(self) -> Collection[str] | None:
        """The words with which a phrase goes on, `None` where it is `endless`.

        Read anew each time: every word that begins phrases is asked once, and few are ever walked on
        from. What they lead to, drawn at the same time, was a tenth of what a process holds that has
        met its words.
        """
        words = {word for rest in self._rests for word, _ in _first_words(rest[0])}
        self.endless = any(word.endswith("*") for word in words)
        return None if self.endless else words - {""}


class _Branches(dict[str, Node | None]):
    """The nodes behind each word that leads on from one, `None` behind any other, each drawn when a text
    first arrives there."""

    __slots__ = ("_draw", "_further")

    def __init__(self, draw: Callable[[_Rests], Node], further: Mapping[str, _Rests]) -> None:
        super().__init__()
        self._draw, self._further = draw, further

    def __missing__(self, word: str) -> Node | None:
        rests = self._further.get(word)
        if rests is None:
            # Not kept: strangers may try any word.
            return None
        node = self[word] = self._draw(rests)
        return node


_NOWHERE: dict[str, Node] = {}


class Phrasebook:
    """Finds every phrase of its lines, starting at any word of a text.

    Lines are ``(pattern, class, language)``. A pattern holds words, ``(a|b|)`` for alternatives,
    which may nest, and may end in ``*`` for any ending of its last word.
    """

    def __init__(self, lines: Iterable[tuple[str, str, str]]) -> None:
        self._nodes: dict[_Rests, Node] = {}
        self._met: dict[_Rests, _Rests] = {}
        self.first = Node(self, tuple(lines), ()).step
        """The node behind a word that begins phrases, `None` behind any other; ask once, and remember."""

    def step(self, rests: _Rests) -> Callable[[str], Node | None]:
        """The way on from `rests`: a dictionary's look-up, but where a prefix may end a phrase."""
        # Lists, because most hold one entry and an empty set alone takes as much as five of them.
        further: dict[str, list[_Rest]] = {}
        prefixes: dict[str, set[_Rest]] = {}
        for rest, name, language in rests:
            for word, left in _first_words(rest):
                # What is left is the same behind each of a dozen words, and one string will do.
                tail = sys.intern(left)
                if not word.endswith("*"):
                    further.setdefault(word, []).append((tail, name, language))
                else:
                    prefixes.setdefault(word[:-1], set()).add((tail, name, language))
        further.pop("", None)
        if not further and not prefixes:
            return _NOWHERE.get
        ahead = {word: self._one(tails) for word, tails in further.items()}
        nodes = _Branches(self._node, ahead)
        if not prefixes:
            return nodes.__getitem__
        # Shorter prefixes first: of two phrases in one place, the first one speaks.
        meant = [
            (prefix, _meanings(r for r in prefixes[prefix] if _may_be_over(r[0])))
            for prefix in sorted(prefixes, key=len)
        ]
        onward = {p: {r for r in rests if r[0]} for p, rests in prefixes.items()}

        def step(word: str) -> Node | None:
            node = nodes[word]
            begun = [(prefix, meanings) for prefix, meanings in meant if word.startswith(prefix)]
            if not begun:
                return node
            tails = set[tuple[str, str, str]]().union(*(onward[prefix] for prefix, _ in begun))
            found = [m for _, meanings in begun for m in meanings]
            if tails:
                # What is left of the line goes on behind whatever ending the word had.
                node = self._node(tuple(sorted(tails.union(node._rests if node else ()))))
                found = [m for m in found if m not in node.ends]
            joined = Node(self, node._rests if node else (), ())
            joined.ends = (*found, *(node.ends if node else ()))
            joined.spoken = node.spoken if node else ()
            return joined

        return step

    def _one(self, tails: list[_Rest]) -> _Rests:
        """The rests of `tails`, the same object for equal ones."""
        rests = (tails[0],) if len(tails) == 1 else tuple(sorted(set(tails)))
        return self._met.setdefault(rests, rests)

    def _node(self, rests: _Rests) -> Node:
        node = self._nodes.get(rests)
        if node is None:
            done = [one for one in rests if _may_be_over(one[0])]
            node = self._nodes[rests] = Node(self, rests, _meanings(done))
        return node


def _meanings(rests: Iterable[tuple[str, str, str]]) -> tuple[Meaning, ...]:
    languages: dict[str, set[str]] = {}
    for _, name, language in rests:
        languages.setdefault(name, set()).add(language)
    return tuple(
        Meaning(name, tuple(sorted(found)), said(name)) for name, found in sorted(languages.items())
    )


def _may_be_over(pattern: str) -> bool:
    """Whether a pattern stands for nothing, among other things."""
    return not pattern or any(not word for word, _ in _first_words(pattern))


def _first_words(pattern: str) -> Iterator[tuple[str, str]]:
    """Every first word of a pattern with what is left behind it; "" where it may be over."""
    waiting = [pattern]
    while waiting:
        text = waiting.pop().lstrip()
        cut = _DELIMITER.search(text)
        if cut is None:
            yield text, ""
        elif cut.group() == " ":
            yield text[: cut.start()], text[cut.end() :].strip()
        else:
            choices, end = _group(text, cut.start())
            waiting += [text[: cut.start()] + choice + text[end:] for choice in choices]


def _group(text: str, start: int) -> tuple[list[str], int]:
    """The alternatives of the bracket that opens at `start`, and where it has closed."""
    flat = _GROUP.match(text, start)
    if flat:
        return flat[1].split("|"), flat.end()
    depth, last = 0, start + 1
    choices: list[str] = []
    for sign in _BRACKETS.finditer(text, start):
        depth += {"(": 1, ")": -1}.get(sign.group(), 0)
        if depth == 0 or (depth == 1 and sign.group() == "|"):
            choices.append(text[last : sign.start()])
            last = sign.end()
        if depth == 0:
            return choices, sign.end()
    raise DataError(f"unbalanced brackets in lexicon line {text!r}")
