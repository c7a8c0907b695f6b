"""Whether the contact was asked for: the comment it answers is a request.

"Anyone know a sweep near Otley?" makes the number below it an answer. Platforms send the
comment that was replied to; where they do not, this signal is silent.

False positives to remember (here: adverts that pass): firms nominate themselves under
requests too, so being asked never outweighs *we* and *our* by itself.
"""

from __future__ import annotations

from functools import lru_cache

from commentguard.comment import Comment
from commentguard.evidence import Column, Reading
from commentguard.text.document import Document

_QUESTION = 0.5


class Request:
    """How clearly the parent comment asks for something, if this comment gives a contact."""

    name = "request"
    columns = (Column("answers", sign=-1), Column("gives", sign=-1))

    def read(self, doc: Document) -> Reading:
        parent = doc.comment.parent_text
        if not parent:
            return _NOTHING
        asked = _asks(parent, doc.comment.lang)
        gives = any(not n.public for n in doc.numbers) or bool(doc.links)
        return Reading((asked, asked * gives))


_NOTHING = Reading((0.0, 0.0))


@lru_cache(maxsize=1024)
def _asks(parent: str, lang: str) -> float:
    read = Document(Comment(text=parent[:2000], lang=lang))
    if read.hits["seeking"]:
        return 1.0
    return _QUESTION * ("?" in parent)
