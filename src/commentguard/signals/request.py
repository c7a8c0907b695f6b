"""Whether names and contacts were asked for: by the post, or by the comment it answers.

"Anyone know a sweep near Otley?" makes the number below it an answer. Bloggers ask as readers do
("who fitted yours? leave names"), in the post itself. But firms answer too, with their own number:
a discount for answers would be theirs as well. So what counts as an answer is somebody else's
contact, and a seller who nominates himself is told apart.

False positives to remember (here: adverts that pass): a firm that speaks of itself as *they*;
undisclosed customers.
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.document import Document

_QUESTION = 0.5
# How sure the wording makes it that the writer is the one who sells.
_SAYS_SO, _SOUNDS_SO = 1.0, 0.7
_BUSINESS = 0.5


class Request:
    """How clearly something was asked for, and who answers with a contact."""

    name = "request"
    columns = (
        Column("answers", sign=-1),
        Column("gives", sign=-1),
        Column("recommends", sign=-1),
        Column("nominates", sign=1),
    )
    wakes = traces.POST
    silent = Reading.nothing(4)

    def read(self, doc: Document) -> Reading:
        around = doc.asked
        asked = 1.0 if around.above or around.post else _QUESTION * around.question
        if not asked:
            return self.silent
        seller = _seller(doc)
        contact = any(not n.public for n in doc.numbers) or bool(doc.links)
        told = contact or bool(doc.prices or doc.places or doc.hits["cta"])
        answers = asked * (1.0 - seller)
        speaker = doc.speaker
        recommends = bool(speaker.customer or speaker.they) and told
        return Reading((answers, answers * contact, answers * recommends, asked * seller * told))


def _seller(doc: Document) -> float:
    """From 0 to 1: does the writer answer with what is their own?"""
    speaker = doc.speaker
    if speaker.own:
        return _SAYS_SO
    if speaker.customer:
        return 0.0
    sounds = bool(speaker.we or doc.hits["offer"]) or doc.business >= _BUSINESS
    return _SOUNDS_SO * sounds
