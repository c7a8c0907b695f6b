"""Places listed as a service area.

An advert names the towns it wants to be found for: neighbours of each other, beside an offer
or a contact. A reader names places too: where they live, walked, moved from, or look for
somebody. What tells them apart is geography (a service area is coherent, a life is not) and
company.

False positives to remember: "any good therapist in Marbella?", travel, moving house, origins,
places a study was made in.
"""

from __future__ import annotations

import re

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.text.places import Place, coherence, joined_runs
from commentguard.verdict import Code

_FIRE = 0.45
_SECOND_NAME = re.compile(r" [^\W\d_]{2,20}(?=[,.;\n]|$)")
_BEFORE = 45
_BUSINESS = 0.5
# A shop that says where it is says so near its offer.
_COMPANY = 160


class LocationAd:
    """How much the worst group of places reads like a service area."""

    name = "location_ad"
    columns = (Column("area", Code.LOCATION_AD), Column("places", Code.LOCATION_AD))
    wakes = traces.PLACE
    silent = Reading.nothing(2)

    def read(self, doc: Document) -> Reading:
        places = doc.places
        if not places:
            return self.silent
        value = 0.0
        spans = []
        for run in joined_runs(doc.text, places):
            area = service_area(doc, run)
            value = max(value, area)
            if area >= _FIRE:
                spans.append(doc.span(run[0].start, _whole_name(doc, run[-1].end)))
        share = min(1.0, len(places) / 5)
        if not spans:
            named = {Code.LOCATION_AD: tuple(doc.span(p.start, p.end) for p in places)}
            return Reading((value, share), named, faint=(Code.LOCATION_AD,))
        return Reading((value, share), {Code.LOCATION_AD: tuple(spans)}, (Code.LOCATION_AD,))


def _whole_name(doc: Document, end: int) -> int:
    """Where a name that the gazetteer knows in part ends: "Mijas *Costa*,"."""
    match = _SECOND_NAME.match(doc.text, end)
    return match.end() if match and end + 1 in doc.capitals else end


def service_area(doc: Document, run: tuple[Place, ...]) -> float:
    """From 0 (a reader's places) to 1 (an area served)."""
    start, end = run[0].start, run[-1].end
    hits = doc.hits
    distinct = len({place.name for place in run})
    served = hits.near("service_area", start - _BEFORE, start, 0) or hits.near(
        "service_area", end, end, 12
    )
    company = (
        served or doc.business >= _BUSINESS or hits.any_near(("cta", "offer"), start, end, _COMPANY)
    )
    contact = doc.contacts.begin(end - _COMPANY, end + _COMPANY)
    if company or contact:
        value = 0.35 + 0.25 * min(2, distinct - 1) * coherence(run)
        if served:
            value = max(value, 0.45) + 0.15
        elif company and contact:
            value += 0.15
    elif distinct >= 3 and coherence(run) == 1.0:
        value = 0.15 * (distinct - 1)
    else:
        return 0.0
    if hits.near("itinerary", start - _BEFORE, start, 0):
        value *= 0.4
    if not contact and (hits["seeking"] or "?" in doc.text[end : end + 60]):
        value *= 0.2
    return min(1.0, value)
