"""Engagement bait: "sub to me and I sub back", "like my page", "comment DONE".

Trading of attention, from chain letters to follow-for-follow. Bulk by nature.

False positives to remember: "what would you change?", "please log a passage plan", an author
inviting discussion.
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.verdict import Code


class EngagementBait:
    """Phrases that trade attention for attention."""

    name = "engagement_bait"
    columns = (Column("traded", Code.ENGAGEMENT_BAIT),)
    wakes = traces.said("bait")
    silent = Reading.nothing(1)

    def read(self, doc: Document) -> Reading:
        found = doc.hits["bait"]
        if not found:
            return self.silent
        if doc.hits["warning"]:
            return Reading((0.2,))
        spans = tuple(doc.span(hit.start, hit.end) for hit in found)
        value = min(1.0, 0.5 + 0.25 * len(found))
        return Reading((value,), {Code.ENGAGEMENT_BAIT: spans}, (Code.ENGAGEMENT_BAIT,))
