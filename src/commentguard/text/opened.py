"""One comment, opened: the folded text, and the way back to the text as received."""

from __future__ import annotations

from collections.abc import Iterable

from commentguard.comment import Comment
from commentguard.text.disguise import Disguise
from commentguard.text.finding import Finding
from commentguard.text.folding import Folded
from commentguard.text.intake import admit, is_admitted
from commentguard.text.markup import Anchor, may_hold_markup, strip
from commentguard.text.offsets import IDENTITY
from commentguard.verdict import Span


class Opened:
    """A comment without its markup and in one spelling.

    `text` is the folded string that all findings have their positions in; `span` turns them into
    positions in `comment.text`, the string as received. `visible` is what a reader sees.
    """

    text: str
    visible: str
    truncated = False
    tags = 0
    offsets = _to_received = _to_visible = _from_markup = IDENTITY
    _anchors: tuple[Anchor, ...] = ()
    _disguises: tuple[Disguise, ...] = ()
    _doubtful = False

    def __init__(self, comment: Comment) -> None:
        self.comment = comment
        text = comment.text
        if is_admitted(text) and not may_hold_markup(text):
            self.visible = text
            return
        intake = admit(text)
        markup = strip(intake.text)
        self.truncated = intake.truncated
        self.visible = markup.text
        self.tags = markup.tags
        self._anchors = markup.anchors
        self._from_markup = intake.offsets
        self.offsets = self._to_received = markup.offsets.after(intake.offsets)

    def fold(self, folded: Folded) -> None:
        """Take what folding made of `visible`; nothing else works before."""
        self.text = folded.text
        if folded.offsets is not IDENTITY:
            self._to_visible = folded.offsets
            self.offsets = folded.offsets.after(self._to_received)
        if folded.disguises:
            self._disguises = folded.disguises
        if folded.doubtful:
            self._doubtful = True

    @property
    def kept(self) -> bool:
        """Whether nothing but case and spelling of single characters was folded."""
        return self._to_visible.is_identity

    @property
    def cased(self) -> str:
        """`text` in the case in which it was written, same length."""
        size = len(self.text)
        if self._to_visible.is_identity:
            return self.visible if len(self.visible) == size else self.visible[:size]
        # Behind the last sign that was kept there may be others, or none for a sign that became two.
        return self._to_visible.derive(self.visible)[:size].ljust(size)

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) of `text` without white space at its ends."""
        part = self.text[start:end]
        return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())

    def span(self, start: int, end: int) -> Span:
        """The range of the comment as received that [start, end) of `text` came from."""
        return self.offsets.span(start, end)

    def span_seen(self, start: int, end: int) -> Span:
        """The range of the comment as received that [start, end) of `visible` came from."""
        return self._to_received.span(start, end)

    def received(self, ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
        """`span` for several ranges."""
        return self.offsets.spans(ranges)

    @Finding
    def anchors(self) -> tuple[Anchor, ...]:
        """Addresses inside tags, with positions in the comment as received."""
        moved = []
        for anchor in self._anchors:
            span = self._from_markup.span(anchor.start, anchor.end)
            moved.append(Anchor(anchor.url, span.start, span.end))
        return tuple(moved)

    @Finding
    def disguises(self) -> tuple[Disguise, ...]:
        """What the folding undid, with positions in the comment as received."""
        moved = []
        for disguise in self._disguises:
            span = self._to_received.span(disguise.start, disguise.end)
            moved.append(Disguise(disguise.kind, span.start, span.end))
        return tuple(moved)
