"""Scams: loans to strangers, doubled coins, recovered funds, spells, papers, miracle cures.

They follow a few scripts that change their nouns and keep their verbs, so phrase lists age
well. Unlike an advert, a scam is harm done to readers.

False positives to remember: a neighbour describing the trick, quoting one to warn others, a
post about fraud.
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.verdict import Code

_WARNED = 0.3


class Scam:
    """Phrases of known scams, quiet where the comment warns of them."""

    name = "scam"
    columns = (Column("scripted", Code.SCAM),)
    wakes = traces.said("scam")
    silent = Reading.nothing(1)

    def read(self, doc: Document) -> Reading:
        found = doc.hits["scam"]
        if not found:
            return self.silent
        value = min(1.0, 0.4 + 0.2 * len(found))
        if doc.hits["warning"]:
            return Reading((value * _WARNED,))
        spans = tuple(doc.span(hit.start, hit.end) for hit in found)
        return Reading((value,), {Code.SCAM: spans}, (Code.SCAM,))
