"""Praise that could sit under any post: "very informative, keep up the good work".

Spam praises because praise gets approved, and carries its load in the name or the link.
Readers praise too, often in the same words, so this never holds a comment by itself: it is
shown only where there is a load.

False positives to remember: short genuine thanks, non-native speakers.
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.verdict import Code

# Stock phrases that make up a quarter of the words leave little else.
_FULL_SHARE = 0.4
_FIRE = 0.4
_HINT = 0.15
_BUSINESS = 0.5


class GenericPraise:
    """How much of the comment is stock praise: with something to sell, and without."""

    name = "generic_praise"
    columns = (Column("loaded", Code.GENERIC_PRAISE), Column("free"))
    wakes = traces.said("praise")
    silent = Reading.nothing(2)

    def read(self, doc: Document) -> Reading:
        praise = doc.hits["praise"]
        if not praise:
            return self.silent
        covered = sum(hit.end - hit.start for hit in praise)
        share = min(1.0, covered / max(1, len(doc.text)) / _FULL_SHARE)
        value = max(share, min(1.0, len(praise) / 4))
        business = doc.business >= _BUSINESS
        loaded = doc.links or doc.anchors or doc.comment.author_url or doc.numbers or business
        if not loaded:
            return Reading((0.0, value))
        shown = value >= _FIRE and (doc.links or doc.anchors or business)
        code = (Code.GENERIC_PRAISE,)
        if shown:
            return Reading((value, 0.0), {}, code)
        return Reading((value, 0.0), faint=code if value >= _HINT else ())
