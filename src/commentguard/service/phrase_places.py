"""Where a listed phrase stands in a comment, for whoever has to see what a rule was about.

Looked for again when a person asks, and not kept: a verdict is written for every comment, and read for few.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from commentguard.comment import Comment
from commentguard.service.listed_phrases import readings, spelling, words_in
from commentguard.text.document import Document
from commentguard.verdict import Span

_MOST = 50


def places(phrase: str, text: str) -> list[Span]:
    """Where `phrase` stands in `text` as received, in order and apart, at most fifty times."""
    document = Document(Comment(text=text), slips=False)
    wanted = readings(phrase) - {()}
    found: set[tuple[int, int]] = set()
    for shown, back in ((document.visible, document.span_seen), (document.text, document.span)):
        found.update(_found(shown, wanted, back))
    apart: list[Span] = []
    for start, end in sorted(found):
        if apart and start < apart[-1].end:
            # The same place in two readings, of which one leaves out a mark.
            start, end = apart[-1].start, max(end, apart.pop().end)
        apart.append(Span(start, end))
    return apart[:_MOST]


def _found(
    text: str, wanted: set[tuple[str, ...]], back: Callable[[int, int], Span]
) -> Iterator[tuple[int, int]]:
    written, origins = _spelt(text)
    words = list(words_in(written))
    said = [match.group() for match in words]
    for phrase in wanted:
        for at, word in enumerate(said):
            if word == phrase[0] and tuple(said[at : at + len(phrase)]) == phrase:
                first, last = words[at].start(), words[at + len(phrase) - 1].end() - 1
                span = back(origins[first][0], origins[last][1])
                yield span.start, span.end


def _spelt(text: str) -> tuple[str, list[tuple[int, int]]]:
    """`text` in the spelling in which phrases are compared, and from where each character of it came."""
    pieces: list[str] = []
    origins: list[tuple[int, int]] = []
    start = 0
    for end in range(1, len(text) + 1):
        # A letter and the marks on it are spelt as one.
        if end < len(text) and unicodedata.combining(text[end]):
            continue
        piece = _spelling(text[start:end])
        pieces.append(piece)
        origins += [(start, end)] * len(piece)
        start = end
    return "".join(pieces), origins


_spelling = lru_cache(maxsize=4096)(spelling)
