"""Superlatives about one's own offer: "unbeatable", "second to none", "the best in town".

Everybody uses superlatives; sellers use them within a sentence or two of what they sell. So a
phrase fires only in the company of an offer, a solicitation or a contact.

False positives to remember: "best decision I ever made", "best post so far", "the best part".
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.text.hits import Hit
from commentguard.verdict import Code

# About two sentences of a comment.
_NEAR = 160
_BUSINESS = 0.5
_WORDS = 120


class Superlative:
    """Superlatives in company, superlatives alone, and the wording of testimonials."""

    name = "superlative"
    columns = (
        Column("selling", Code.SUPERLATIVE),
        Column("alone", Code.SUPERLATIVE),
        Column("testimonial", sign=1),
    )
    wakes = traces.said("superlative", "testimonial")
    silent = Reading.nothing(3)

    def read(self, doc: Document) -> Reading:
        found, testimonials = doc.hits["superlative"], doc.hits["testimonial"]
        if not found and not testimonials:
            return self.silent
        selling = tuple(hit for hit in found if _sells(doc, hit))
        values = (
            min(1.0, 0.4 + 0.3 * len(selling)) if selling else 0.0,
            # A long text has room for two superlatives that sell nothing.
            min(1.0, (len(found) - len(selling)) / 2) * min(1.0, _WORDS / max(1, len(doc.words))),
            min(1.0, len(testimonials) / 2),
        )
        if not found or doc.hits["warning"]:
            return Reading(values)
        spans = {Code.SUPERLATIVE: tuple(doc.span(h.start, h.end) for h in selling or found)}
        code = (Code.SUPERLATIVE,)
        return Reading(values, spans, code) if selling else Reading(values, spans, faint=code)


def _sells(doc: Document, hit: Hit) -> bool:
    if doc.business >= _BUSINESS:
        return True
    near = doc.hits.near
    if any(
        near(name, hit.start, hit.end, _NEAR) for name in ("offer", "cta", "scam", "service_area")
    ):
        return True
    return doc.contacts.begin(hit.end - _NEAR, hit.end + _NEAR)
