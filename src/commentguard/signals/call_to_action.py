"""Calls to action: "visit us", "book now", "message me".

An advert ends in a request that serves its author. The strong phrases say whom they serve
("visit **my** shop"); bare imperatives ("visit", "call") count only beside an offer or contact.

False positives to remember: "call me crazy", "see your doctor", "check out this study", "ring
999", quoting an advert to warn of it. Alone it fires on 1.8 % of real text messages between
friends ("call me now"), so it is never sufficient.
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.beside import Ranges
from commentguard.text.document import Document
from commentguard.text.hits import Hit
from commentguard.verdict import Code

_NEAR = 60
_WARNED = 0.3


class CallToAction:
    """Requests to come to the author: strong phrases, and weak ones in company."""

    name = "call_to_action"
    columns = (
        Column("strong", Code.CALL_TO_ACTION),
        Column("accompanied", Code.CALL_TO_ACTION),
        Column("weak", Code.CALL_TO_ACTION),
    )
    wakes = traces.said("cta", "cta_weak")
    silent = Reading.nothing(3)

    def read(self, doc: Document) -> Reading:
        strong, weak = doc.hits["cta"], doc.hits["cta_weak"]
        if not strong and not weak:
            return self.silent
        quoted = _WARNED if doc.hits["warning"] else 1.0
        within = Ranges((hit.start, hit.end) for hit in strong)
        accompanied = tuple(
            hit for hit in weak
            if _accompanied(doc, hit) and not within.hold(hit.start, hit.end)
        )  # fmt: skip
        values = (
            quoted * min(1.0, 0.4 + 0.3 * len(strong)) if strong else 0.0,
            quoted * min(1.0, 0.5 + 0.25 * len(accompanied)) if accompanied else 0.0,
            min(1.0, len(weak) / 3),
        )
        # Beside a strong phrase a weak one proves nothing more.
        shown = strong or accompanied
        if quoted < 1.0:
            return Reading(values)
        spans = {Code.CALL_TO_ACTION: tuple(doc.span(h.start, h.end) for h in shown or weak)}
        code = (Code.CALL_TO_ACTION,)
        return Reading(values, spans, code) if shown else Reading(values, spans, faint=code)


def _accompanied(doc: Document, hit: Hit) -> bool:
    """Whether a number, an address or an offer stands right beside the phrase."""
    if doc.hits.near("helpline", hit.start, hit.end, _NEAR):
        return False
    if doc.hits.near("offer", hit.start, hit.end, _NEAR):
        return True
    return doc.contacts.near(hit.start, hit.end, _NEAR)
