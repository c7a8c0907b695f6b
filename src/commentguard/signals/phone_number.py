"""Telephone numbers offered to strangers, plain or disguised.

People who take part in a discussion rarely leave a number; people selling something nearly
always do, and since filters learned to read digits they spell them, set them apart, or dress
them up.

False positives to remember: helplines, emergency numbers, order numbers, dates, ISBN, prices,
versions, IP addresses, a number that another reader asked for.
"""

from __future__ import annotations

import unicodedata

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.text.numbers import Number
from commentguard.verdict import Code, Span

# Weights of the parts of a number's plausibility, measured on 10,000 comments.
_VALID, _POSSIBLE, _CONTEXT, _GROUPED, _PLUS, _DISGUISED = 0.55, 0.22, 0.25, 0.15, 0.15, 0.35
_FIRE = 0.5
_PUBLIC = 0.1


class PhoneNumber:
    """The most plausible number to ring; disguised ones count for themselves."""

    name = "phone_number"
    columns = (
        Column("possible", Code.PHONE_NUMBER),
        Column("valid", Code.PHONE_NUMBER),
        Column("disguised", Code.OBFUSCATED_CONTACT),
        Column("public", sign=-1),
    )
    wakes = traces.NUMBER
    silent = Reading.nothing(4)

    def read(self, doc: Document) -> Reading:
        if not doc.numbers:
            return self.silent
        possible = valid = disguised = public = 0.0
        spans: dict[Code, tuple[Span, ...]] = {}
        for number in doc.numbers:
            span = doc.span(number.start, number.end)
            hidden = number.kind != "plain" or _dressed(span.cut(doc.comment.text))
            value = plausibility(number, hidden)
            public = max(public, float(number.public))
            if hidden:
                disguised = max(disguised, value)
            else:
                possible = max(possible, value)
                valid = max(valid, float(number.valid) * (_PUBLIC if number.public else 1.0))
            if value >= _FIRE:
                code = Code.OBFUSCATED_CONTACT if hidden else Code.PHONE_NUMBER
                spans[code] = (*spans.get(code, ()), span)
        return Reading((possible, valid, disguised, public), spans, tuple(spans))


def plausibility(number: Number, hidden: bool) -> float:
    """From 0 to 1: is this a number that readers are meant to ring?"""
    value = _VALID if number.valid else _POSSIBLE * number.possible
    value += _CONTEXT * number.context + _GROUPED * number.grouped + _PLUS * number.international
    if hidden:
        value += _DISGUISED
    return min(1.0, value) * (_PUBLIC if number.public else 1.0)


def _dressed(written: str) -> bool:
    """Full-width, circled or keycap digits; another script's own digits are no disguise."""
    return not written.isascii() and any(
        c == "\u20e3" or unicodedata.decomposition(c).startswith(("<wide>", "<circle>", "<font>"))
        for c in written
        if c.isnumeric() or c == "\u20e3"
    )
