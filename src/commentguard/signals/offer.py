"""Offers: first-person commerce.

"We offer", "my clients", "free consultation": somebody who sells is speaking. Words of
commerce that buyers use as well ("discount", "cheap") count fully only beside a solicitation or an
offer; by themselves they weigh as `weak` and are shown only in a comment that is unwanted anyway.

False positives to remember: "my therapist", "my groomer charged 45", a clinician's "in my
patients the sign is", a complaint about prices.
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.verdict import Code

_NEAR = 120
_WARNED = 0.3


class Offer:
    """What the author sells: strong phrases, weak ones in company or alone, a price with a contact."""

    name = "offer"
    columns = (
        Column("strong", Code.OFFER),
        Column("accompanied", Code.OFFER),
        Column("priced", Code.OFFER),
        Column("weak", Code.OFFER),
    )
    wakes = traces.PRICE | traces.said("offer", "offer_weak")
    silent = Reading.nothing(4)

    def read(self, doc: Document) -> Reading:
        strong, weak = doc.hits["offer"], doc.hits["offer_weak"]
        priced = _priced(doc)
        if not (strong or weak or priced):
            return self.silent
        quoted = _WARNED if doc.hits["warning"] else 1.0
        accompanied = tuple(
            hit
            for hit in weak
            if doc.hits.near("cta", hit.start, hit.end, _NEAR)
            or doc.hits.near("offer", hit.start, hit.end, _NEAR)
        )
        values = (
            quoted * min(1.0, 0.4 + 0.3 * len(strong)) if strong else 0.0,
            quoted * min(1.0, 0.4 + 0.2 * len(accompanied)) if accompanied else 0.0,
            quoted * priced,
            min(1.0, len(weak) / 3),
        )
        if quoted < 1.0:
            return Reading(values)
        shown = strong or accompanied
        places = [(hit.start, hit.end) for hit in shown or weak]
        places += doc.prices if priced else []
        spans = {Code.OFFER: tuple(doc.span(start, end) for start, end in places)}
        code = (Code.OFFER,)
        return Reading(values, spans, code) if shown else Reading(values, spans, faint=code)


def _priced(doc: Document) -> float:
    """A price in a comment that also says how to reach somebody: 0, or 0.7."""
    if not doc.prices or doc.hits["complaint"]:
        return 0.0
    reachable = any(not n.public for n in doc.numbers) or doc.links or doc.hits["cta"]
    return 0.7 if reachable and not doc.hits["first_person_report"] else 0.0
