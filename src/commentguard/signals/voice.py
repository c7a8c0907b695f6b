"""Whose contact it is: "we" beside a number, or "he only has a few, ring early".

The same number, the same town and the same price stand in an advert and in a customer's
answer. What differs is who speaks: sellers say *we*, *bring it to me*, *I charge* where they say
how to be reached, readers say *he*, *she charged me*, *they fixed ours*. Only sentences that hold
a contact, a price or a solicitation count.

False positives to remember: families and clubs say *we*; a reader who gives their own number
because they were asked says *I*; customers say *we used* and *ours*, but so do the false witnesses of frauds.
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.text.speaker import NOBODY
from commentguard.verdict import Code

# Two pronouns beside a contact are as clear as ten.
_CAP = 2


class Voice:
    """Sellers, in the plural and the singular, and readers, beside what says how to be reached."""

    name = "voice"
    columns = (
        Column("we", Code.OFFER),
        Column("they", sign=-1),
        Column("own", Code.OFFER),
        Column("customer", sign=-1),
    )
    wakes = traces.SPEAKER
    silent = Reading.nothing(4)

    def read(self, doc: Document) -> Reading:
        speaker = doc.speaker
        if speaker is NOBODY:
            return self.silent
        # "We used them twice" is said by a customer, whatever the pronoun.
        ours = () if speaker.customer and not speaker.own else speaker.we
        told = (*ours, *speaker.own)
        values = (
            min(len(ours), _CAP) / _CAP,
            0.0 if told else min(speaker.they, _CAP) / _CAP,
            min(len(speaker.own), _CAP) / _CAP,
            0.0 if speaker.own or _staged(doc) else min(speaker.customer, _CAP) / _CAP,
        )
        if not told:
            return Reading(values)
        spans = {Code.OFFER: tuple(doc.span(hit.start, hit.end) for hit in told)}
        return Reading(values, spans, faint=(Code.OFFER,))


def _staged(doc: Document) -> bool:
    """Whether the customer is one that frauds invent ("I got mine in two days"): they all bring some."""
    return bool(doc.hits["scam"]) and not doc.hits["warning"]
