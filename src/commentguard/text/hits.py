"""What a text says, by lexicon class, each judged when it is first asked for.

A comment says phrases of a dozen classes and is asked for three: which phrases lie inside longer ones, whose
single words are of another language, and what stands between quotation marks is worked out for those.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import NamedTuple

from commentguard.text.phrasebook import Phrase
from commentguard.text.quotes import find_quotes


class Hit(NamedTuple):
    """A phrase of a lexicon class at [start, end) of the folded text."""

    start: int
    end: int
    languages: tuple[str, ...]
    single: bool


def _any_language() -> str:
    return ""


class Hits(dict[str, tuple[Hit, ...]]):
    """Lexicon hits by class name; a class that was not hit is an empty tuple.

    Single words of other languages than the text's count only where its `language` is not known. What
    lies inside a quotation of `quoting`, the folded text where it may hold one, does not count.

    A dictionary of what was asked for already: only look-ups by name and `bool` mean anything. It must
    not hold on to the document, which holds it: what points back at itself is left to the collector.
    """

    __slots__ = ("_ends", "_language", "_quotes", "_quoting", "_said")

    def __init__(
        self,
        phrases: Iterable[Phrase],
        language: Callable[[], str] = _any_language,
        quoting: str = "",
    ) -> None:
        super().__init__()
        self._language, self._quoting = language, quoting
        self._quotes: list[tuple[int, int]] = []
        self._ends: dict[str, list[int]] = {}
        self._said: dict[str, list[Phrase]] = {}
        said = self._said
        for phrase in phrases:
            name = phrase[2].name
            if name in said:
                said[name].append(phrase)
            else:
                said[name] = [phrase]

    def __missing__(self, name: str) -> tuple[Hit, ...]:
        found = self._said.get(name)
        judged = self[name] = self._judged(found) if found else ()
        return judged

    def __bool__(self) -> bool:
        return any(self[name] for name in self._said)

    def any_of(self, names: Iterable[str]) -> bool:
        """Whether any of the classes `names` was hit."""
        said = self._said
        return any(self[name] for name in names if name in said)

    def any_near(self, names: Iterable[str], start: int, end: int, within: int) -> bool:
        """`near` for any of the classes `names`."""
        said = self._said
        return any(self.near(name, start, end, within) for name in names if name in said)

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

    def _judged(self, said: list[Phrase]) -> tuple[Hit, ...]:
        found = _longest(said) if len(said) > 1 else said
        language = self._language() if any(phrase[3] for phrase in found) else ""
        hits = [
            Hit(start, end, meaning.languages, single)
            for start, end, meaning, single in found
            if not single or not language or language in meaning.languages
        ]
        if self._quoting and hits:
            self._quotes, self._quoting = find_quotes(self._quoting), ""
        if self._quotes and hits:
            hits = [
                h for h in hits if not any(a <= h.start and h.end <= b for a, b in self._quotes)
            ]
        return tuple(hits)


def _longest(said: list[Phrase]) -> list[Phrase]:
    """Drop a phrase that lies inside a longer one of its class: "visit my" in "visit my shop"."""
    said.sort(key=lambda phrase: (phrase[0], -phrase[1]))
    kept: list[Phrase] = []
    for phrase in said:
        if not kept or phrase[1] > kept[-1][1]:
            kept.append(phrase)
    return kept
