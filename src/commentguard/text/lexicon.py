"""Phrase lists in nine languages, matched in one pass.

The lists are reviewed text files (`lexicons/LANGUAGE/CLASS.txt`), one phrase a line, because
what counts as a call to action is linguistic knowledge and not code. All languages always
run: a comment is free to change language, and a guess may be wrong. Single words are the
ambiguous ones (*die*, *come*, *on*), so they count only in the guessed language.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from commentguard.errors import DataError
from commentguard.text.folding import fold_phrase
from commentguard.text.phrasebook import Node, Phrase, Phrasebook
from commentguard.text.transcribe import transcriber

# A hyphen inside a phrase reads as a space: "sub-for-sub".
_NOT_WORD = re.compile(r"[^\w'%#€$£@&+]|_")
_spaced = transcriber(lambda character: " " if _NOT_WORD.match(character) else character)
_NOT_PATTERN = re.compile(r"[^\w'%#€$£@&+()|*]|_")
_GROUP = re.compile(r"\(([^()]*)\)")
# What looks like a pattern and is none: a star inside a word, "?", "[a-z]".
_NO_PATTERN = re.compile(r"(?:^|[\s(|*])\*|\*[^\s)|]|\w\?|[\[\]]")
MAX_PHRASES = 2000
"""Phrases one line may stand for: a slip of the pen should not cost a megabyte."""

# Not matched in running text: looked up by their own readers.
_TABLES = frozenset({"digits", "given_names"})


def spaced(text: str) -> str:
    """`text`, same length, with a space for every character that is not part of a word.

    Two spaces in a row mean punctuation, and no phrase matches across them: *"come visit.
    Our shop"* does not hold *visit our shop*.
    """
    return _spaced(text)


class Hit(NamedTuple):
    """A phrase of a lexicon class at [start, end) of the folded text."""

    start: int
    end: int
    languages: tuple[str, ...]
    single: bool


class Hits:
    """Lexicon hits by class name; a class that was not hit is an empty tuple."""

    __slots__ = ("_by_class", "_ends")

    def __init__(self, by_class: dict[str, tuple[Hit, ...]]) -> None:
        self._by_class = by_class
        self._ends: dict[str, list[int]] = {}

    def __getitem__(self, name: str) -> tuple[Hit, ...]:
        return self._by_class.get(name, ())

    def __bool__(self) -> bool:
        return bool(self._by_class)

    def near(self, name: str, start: int, end: int, within: int) -> bool:
        """Whether class `name` was hit at most `within` characters from [start, end)."""
        hits = self[name]
        if not hits:
            return False
        # Hits of a class are sorted by start and by end at once; asking all of them for each of
        # them would be quadratic in the length of an advert.
        ends = self._ends.get(name)
        if ends is None:
            ends = self._ends[name] = [h.end for h in hits]
        first = bisect_left(ends, start - within)
        return first < len(hits) and hits[first].start - within <= end

    def outside(self, ranges: list[tuple[int, int]]) -> Hits:
        """These hits without the ones that lie inside any of `ranges`."""
        if not ranges:
            return self
        kept: dict[str, tuple[Hit, ...]] = {}
        for name, hits in self._by_class.items():
            found = tuple(
                h for h in hits if not any(a <= h.start and h.end <= b for a, b in ranges)
            )
            if found:
                kept[name] = found
        return Hits(kept)


def expand(line: str) -> list[str]:
    """Every phrase that a lexicon line stands for: ``(a|b|)`` are alternatives and may nest.

    Raises `DataError` on an unbalanced bracket or more than `MAX_PHRASES` phrases.
    """
    phrases, done = [line], []
    while phrases:
        phrase = phrases.pop()
        group = _GROUP.search(phrase)
        if group:
            before, after = phrase[: group.start()], phrase[group.end() :]
            phrases += [f"{before}{choice}{after}" for choice in group[1].split("|")]
        elif "(" in phrase or ")" in phrase:
            raise DataError(f"unbalanced brackets in lexicon line {line!r}")
        else:
            done.append(" ".join(phrase.split()))
        if len(done) + len(phrases) > MAX_PHRASES:
            raise DataError(f"more than {MAX_PHRASES} phrases in lexicon line {line!r}")
    return [phrase for phrase in dict.fromkeys(reversed(done)) if phrase]


def lines(language: str, name: str) -> Iterator[str]:
    """The lines of one lexicon file, without comments; nothing if there is no such file."""
    path = _folder().joinpath(language, f"{name}.txt")
    if path.is_file():
        for line in path.read_text("utf-8").splitlines():
            # A line of "# 1" is a phrase ("#1"), a comment has a space behind its sign.
            if line.strip() and not line.startswith(("# ", "#\t")) and line.strip() != "#":
                yield line.strip()


@cache
def phrases(language: str, name: str) -> frozenset[str]:
    """The folded phrases of one file, expanded: for look-ups outside running text."""
    return frozenset(fold_phrase(p) for line in lines(language, name) for p in expand(line))


def _folder() -> Traversable:
    return files("commentguard.text").joinpath("lexicons")


class Lexicon:
    """All phrases of all languages in one book."""

    def __init__(self) -> None:
        self._book = Phrasebook(
            (_normal(line), path.name.removesuffix(".txt"), folder.name)
            for folder in _folder().iterdir()
            if folder.is_dir() and folder.name != "shared" and not folder.name.startswith("_")
            for path in folder.iterdir()
            if path.name.removesuffix(".txt") not in _TABLES
            for line in lines(folder.name, path.name.removesuffix(".txt"))
        )

    def first(self, word: str) -> Node | None:
        """What follows `word`, if phrases begin with it."""
        return self._book.first(word)


def hits_of(phrases: Iterable[Phrase], language: str = "") -> Hits:
    """Hits by class of what is said in a text.

    Where a `language` is known, without single words of others.
    """
    by_class: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        name = phrase[2].name
        if name in by_class:
            by_class[name].append(phrase)
        else:
            by_class[name] = [phrase]
    kept: dict[str, tuple[Hit, ...]] = {}
    for name, found in by_class.items():
        hits = [
            Hit(start, end, meaning.languages, single)
            for start, end, meaning, single in (_longest(found) if len(found) > 1 else found)
            if not single or not language or language in meaning.languages
        ]
        if hits:
            kept[name] = tuple(hits)
    return Hits(kept)


def _normal(line: str) -> str:
    """A line as running text would be written, its brackets, bars and stars kept.

    Once a line and not once a phrase: a line may stand for hundreds. Raises `DataError` where a
    star ends no word, or "?" or "[a-z]" ask for what lines cannot do: such a line would never
    match, and nobody would notice.
    """
    if _NO_PATTERN.search(line):
        raise DataError(
            f"a star that ends no word, or a sign of patterns, in lexicon line {line!r}"
        )
    return _NOT_PATTERN.sub(" ", fold_phrase(line))


def _longest(said: list[Phrase]) -> list[Phrase]:
    """Drop a phrase that lies inside a longer one of its class: "visit my" in "visit my shop"."""
    said.sort(key=lambda phrase: (phrase[0], -phrase[1]))
    kept: list[Phrase] = []
    for phrase in said:
        if not kept or phrase[1] > kept[-1][1]:
            kept.append(phrase)
    return kept


@cache
def lexicon() -> Lexicon:
    """The lexicon, read on first use."""
    return Lexicon()
