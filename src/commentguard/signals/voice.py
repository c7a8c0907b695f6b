"""Whose contact it is: "we" beside a number, or "he only has a few, ring early".

The same number, the same town and the same price stand in an advert and in a customer's
answer. What differs is who speaks: sellers say *we* where they say how to be reached, readers
say *he*, *she* and *they*. Only sentences that hold a contact, a price or a solicitation count.

False positives to remember: families and clubs say *we*; a reader who gives their own number
because they were asked says *I*.
"""

from __future__ import annotations

from bisect import bisect_right

from commentguard.evidence import Column, Reading
from commentguard.text.document import Document
from commentguard.verdict import Code

# Two pronouns beside a contact are as clear as ten.
_CAP = 2
_POINTS = ("cta", "offer", "service_area")


class Voice:
    """First person plural, and third person, in the sentences that say how to be reached."""

    name = "voice"
    columns = (Column("we", Code.OFFER), Column("they", sign=-1))

    def read(self, doc: Document) -> Reading:
        we, they = doc.hits["we"], doc.hits["they"]
        if not we and not they:
            return _NOTHING
        points = _reach(doc)
        if not points:
            return _NOTHING
        begins = [start for start, _ in doc.sentences]
        told = {bisect_right(begins, at) for at in points}
        # The sentence before a contact usually says who will answer.
        told |= {sentence - 1 for sentence in told}
        ours = [hit for hit in we if bisect_right(begins, hit.start) in told]
        theirs = sum(bisect_right(begins, hit.start) in told for hit in they)
        if not ours:
            return Reading((0.0, min(theirs, _CAP) / _CAP))
        spans = {Code.OFFER: tuple(doc.span(hit.start, hit.end) for hit in ours)}
        return Reading((min(len(ours), _CAP) / _CAP, 0.0), spans, faint=(Code.OFFER,))


_NOTHING = Reading((0.0, 0.0))


def _reach(doc: Document) -> list[int]:
    points = [n.start for n in doc.numbers if not n.public]
    points += [link.start for link in doc.links]
    points += [start for start, _ in doc.prices]
    points += [hit.start for name in _POINTS for hit in doc.hits[name]]
    return points
