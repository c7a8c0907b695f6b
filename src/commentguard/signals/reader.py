"""Marks of a reader: questions, experiences, disclosure, warnings, answers that were asked for.

The other signals collect what speaks for an advert; without this one the model would know
nothing that speaks for the person who is asked for the number, warns of the caller, or tells
where they grew up. It carries no reason codes, since nobody is held for being a reader, and its
weights are never positive.

False positives to remember (here: adverts that pass for readers): undisclosed testimonials
begin with an experience; the phrases count little by themselves.
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.document import Document

_CLASSES = (
    "seeking",
    "itinerary",
    "disclosure",
    "asked",
    "warning",
    "first_person_report",
    "helpline",
    "list_reader",
    "citation",
    "complaint",
    "commons",
)


_SAID = [(name, traces.said(name)) for name in _CLASSES]
_ASKED = _CLASSES.index("asked")


class Reader:
    """One column for each class of phrases that readers use and sellers rarely do."""

    name = "reader"
    columns = tuple(Column(name, sign=-1) for name in _CLASSES)
    wakes = traces.said(*_CLASSES)
    silent = Reading.nothing(11)

    def read(self, doc: Document) -> Reading:
        hits, shown = doc.hits, doc.traces
        # Two of eleven are said: the others are not even looked up.
        values = [min(1.0, len(hits[name]) / 2) if shown & trace else 0.0 for name, trace in _SAID]
        if values[_ASKED] and doc.speaker.own:
            # "Since you ask: ours is…" is said by sellers; an answer gives what is somebody else's.
            values[_ASKED] = 0.0
        return Reading(tuple(values))
