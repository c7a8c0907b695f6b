"""Text that remembers where it came from.

Every stage of the text layer removes or replaces characters, and every span shown to a
moderator must point into the text *as received*. An `OffsetMap` carries that knowledge as
breakpoints: positions where the distance between new and old text changes. Most comments
need one breakpoint; a list with one entry per character would cost more than the folding.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import starmap

from commentguard.verdict import Span

# Without a frame of Python's own for each: a verdict has dozens.
_span_of: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """A monotone map from positions in a derived text to positions in its source.

    `here[k]` and `there[k]` say that position `here[k]` came from `there[k]`, and that the
    positions up to `here[k + 1]` follow one for one. `here` is strictly increasing from 0.
    """

    here: tuple[int, ...] = (0,)
    there: tuple[int, ...] = (0,)

    @property
    def is_identity(self) -> bool:
        return self is IDENTITY or (self.here == (0,) and self.there == (0,))

    def source(self, position: int) -> int:
        """Where the character at `position` stood in the source."""
        k = bisect_right(self.here, position) - 1
        return self.there[k] + position - self.here[k]

    def span(self, start: int, end: int) -> Span:
        """The source range of a non-empty half-open range.

        The end is mapped through its last character: what was dropped *behind* a match (a
        zero-width character, a closing tag) is not part of the evidence.
        """
        if self.is_identity:
            return Span(start, end)
        here, there, last = self.here, self.there, max(end - 1, start)
        first = bisect_right(here, start) - 1
        behind = bisect_right(here, last, first) - 1
        return Span(there[first] + start - here[first], there[behind] + last - here[behind] + 1)

    def spans(self, ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
        """`span` of each of several ranges, in less time where nothing was changed."""
        return tuple(map(_span_of, ranges) if self.is_identity else starmap(self.span, ranges))

    def derive(self, text: str) -> str:
        """The characters of the source `text` that each position here came from."""
        ends = (*self.here[1:], None)
        pieces = [
            text[there : len(text) if end is None else there + end - here]
            for here, there, end in zip(self.here, self.there, ends, strict=True)
        ]
        return "".join(pieces)

    def after(self, earlier: OffsetMap) -> OffsetMap:
        """Compose: this map was made from a text that itself came through `earlier`."""
        if earlier.is_identity:
            return self
        if self.is_identity:
            return earlier
        points = dict(zip(self.here, self.there, strict=True))
        # A breakpoint of the earlier map matters wherever this map passes over it.
        ends = (*self.here[1:], None)
        for start, origin, end in zip(self.here, self.there, ends, strict=True):
            first = bisect_right(earlier.here, origin)
            for position in earlier.here[first:]:
                if end is not None and start + position - origin >= end:
                    break
                points[start + position - origin] = position
        here = sorted(points)
        return OffsetMap(tuple(here), tuple(earlier.source(points[h]) for h in here))


IDENTITY = OffsetMap()
"""The map of a text that was left as it was; one for all, since most texts are."""


class Builder:
    """Collects pieces of a derived text and the breakpoints between them."""

    __slots__ = ("_here", "_length", "_next", "_pieces", "_there")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._here: list[int] = [0]
        self._there: list[int] = [0]
        self._length = 0
        self._next = 0

    def copy(self, piece: str, origin: int) -> None:
        """Append `piece`, whose characters stood one for one at `origin` and on."""
        if not piece:
            return
        self._mark(origin)
        self._pieces.append(piece)
        self._length += len(piece)
        self._next = origin + len(piece)

    def replace(self, piece: str, origin: int, width: int) -> None:
        """Append `piece` in place of `width` source characters at `origin`.

        A replacement of another length maps each new character to the first source
        character; the last one to the last, so that a span over all covers all.
        """
        if len(piece) == width:
            self.copy(piece, origin)
            return
        for k, character in enumerate(piece):
            last = k == len(piece) - 1
            self.copy(character, origin + width - 1 if last else origin)

    def finish(self) -> tuple[str, OffsetMap]:
        return "".join(self._pieces), OffsetMap(tuple(self._here), tuple(self._there))

    def _mark(self, origin: int) -> None:
        if origin == self._next:
            return
        if self._length == self._here[-1]:
            self._there[-1] = origin
        else:
            self._here.append(self._length)
            self._there.append(origin)
