"""What a text says, by lexicon class, each judged when it is first asked for.

A comment says phrases of a dozen classes and is asked for three: which single words are of another language, and
what stands between quotation marks, is worked out for those.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from commentguard.text import traces
from commentguard.text.beside import Ranges
from commentguard.text.lexicon import lexicon
from commentguard.text.quotes import find_quotes
from commentguard.text.said import LENGTH_BITS, MEANING_BITS, MEANINGS, PLACES, START_BITS, Said

_PLACE, _MEANING = PLACES - 1, MEANINGS - 1


class Hit(NamedTuple):
    """A phrase at [start, end) of the folded text, and the languages whose lists hold it."""

    start: int
    end: int
    languages: tuple[str, ...]


class Hits(dict[str, tuple[Hit, ...]]):
    """Lexicon hits by class name; a class that was not hit is an empty tuple.

    Single words of other languages than the text's `language` count only where that is not known. What
    lies inside a quotation of `quoting`, the folded text where it may hold one, does not count.

    A dictionary of what was asked for already: only look-ups by name and `bool` mean anything. It must
    not hold on to the document, which holds it: what points back at itself is left to the collector.
    """

    __slots__ = ("_ends", "_language", "_quotes", "_quoting", "_row", "_said", "_traces")

    def __init__(self, said: Said, row: int, language: str = "", quoting: str = "") -> None:
        super().__init__()
        self._language, self._quoting = language, quoting
        self._quotes: list[tuple[int, int]] = []
        self._ends: dict[str, list[int]] = {}
        self._said, self._row, self._traces = said, row, said.traces[row]

    def __missing__(self, name: str) -> tuple[Hit, ...]:
        judged = self[name] = self._judged(name) if self._traces & traces.said(name) else ()
        return judged

    def __bool__(self) -> bool:
        return any(self[name] for name in lexicon().classes)

    def any_of(self, names: tuple[str, ...]) -> bool:
        """Whether any of the classes `names` was hit."""
        return self._traces & traces.said(*names) != 0 and any(self[name] for name in names)

    def any_near(self, names: tuple[str, ...], start: int, end: int, within: int) -> bool:
        """`near` for any of the classes `names`."""
        return self._traces & traces.said(*names) != 0 and any(
            self.near(name, start, end, within) for name in names
        )

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

    def _judged(self, name: str) -> tuple[Hit, ...]:
        book, language, hits = lexicon(), self._language, []
        for packed in self._said.by(book.classes[name], self._row):
            languages = book.languages[packed >> MEANING_BITS & _MEANING]
            if packed & 1 and language and language not in languages:
                continue
            start = packed >> START_BITS & _PLACE
            hits.append(Hit(start, start + (packed >> LENGTH_BITS & _PLACE), languages))
        if self._quoting and hits:
            self._quotes, self._quoting = find_quotes(self._quoting), ""
        if self._quotes and hits:
            quotes = Ranges(self._quotes)
            hits = [h for h in hits if not quotes.hold(h.start, h.end)]
        return tuple(hits)
