"""Wording hidden from filters: look-alike letters, invisible characters, l33t, s p a c i n g.

The text layer undoes the disguise, so the words behind it are read as what they say; that
somebody took the trouble is evidence of its own, and nearly free of false positives.

False positives to remember: joined emoji, scripts that need joiners, soft hyphens from paste,
a Russian bird's name in an English sentence, "mp3", "S.M.L.".
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.disguise import in_word
from commentguard.text.document import Document
from commentguard.text.memory import Memory
from commentguard.verdict import Code, Span

_FULL = {"lookalike": 2, "invisible": 2, "fancy": 2, "leet": 3, "apart": 1}
# A pasted page carries stray invisible characters; a disguise sits in several words.
_FIRE = 0.5


class Obfuscation:
    """How often each kind of disguise was undone."""

    name = "obfuscation"
    columns = tuple(Column(kind, Code.UNICODE_EVASION) for kind in _FULL)
    wakes = traces.DISGUISE
    silent = Reading.nothing(5)

    def read(self, doc: Document) -> Reading:
        disguises = doc.disguises
        if not disguises:
            return self.silent
        counts = dict.fromkeys(_FULL, 0)
        for disguise in disguises:
            counts[disguise.kind] += 1
        if doc.technical:
            # "x_1", "l0" and letters set apart are how formulas are written.
            counts["leet"] = counts["apart"] = 0
        values = tuple(min(1.0, counts[kind] / full) for kind, full in _FULL.items())
        shown = {kind for kind, value in zip(_FULL, values, strict=True) if value >= _FIRE}
        if not shown:
            return Reading(values)
        spans: list[Span] = []
        for one in disguises:
            # Where every second sign is hidden, each would show its forty neighbours on either side again.
            covered = spans and spans[-1].start <= one.start and one.end <= spans[-1].end
            if one.kind in shown and not covered:
                spans.append(_word(doc, one.start, one.end))
        return Reading(
            values, {Code.UNICODE_EVASION: tuple(dict.fromkeys(spans))}, (Code.UNICODE_EVASION,)
        )


def _word(doc: Document, start: int, end: int) -> Span:
    """The word around an invisible character: a span that nobody can see proves nothing."""
    text = doc.comment.text
    floor, ceiling = max(0, start - 40), min(len(text), end + 40)
    while start > floor and _IN_WORD[text[start - 1]]:
        start -= 1
    while end < ceiling and _IN_WORD[text[end]]:
        end += 1
    return Span(start, end)


# A text full of disguises asks the same of the same characters thousands of times.
_IN_WORD = Memory(in_word)
