"""Whether a phrase for the deny-list would hold what nobody means: too short a word, or one that readers use.

Asked before it is listed. A phrase that holds ordinary comments is seen by nobody but their readers until
somebody wonders at the queue.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, select

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.service.listed_phrases import ALONE, said_in, spoken
from commentguard.storage.comments import Status
from commentguard.storage.listed import Entry
from commentguard.storage.tables import comments

RECENT = 100
"""The newest published comments that a phrase is tried on: a fraction of a second."""

_LETTERS = 3
_FEWEST, _SHARE = 3, 0.1
# Where one character is a syllable or a whole word, two are a word as long as any.
_SYLLABLES = re.compile(f"[{ALONE}\uac00-\ud7a3]")


def check_meant(connection: Connection, site_id: str, phrase: str) -> None:
    """Raises `DataError` about `/sure` for a phrase that holds more than its owner may think."""
    told = [_short(phrase), _reach(connection, site_id, phrase)]
    if any(told):
        raise DataError(f"“{phrase}” {' and '.join(filter(None, told))}", field="/sure")


def _short(phrase: str) -> str:
    letters = "".join(said_in(phrase))
    if len(letters) >= _LETTERS or _SYLLABLES.search(letters):
        return ""
    return f"has fewer than {_LETTERS} letters"


def _reach(connection: Connection, site_id: str, phrase: str) -> str:
    c = comments.c
    query = (
        select(c.text, c.author)
        .where(c.site_id == site_id, c.status == Status.PUBLISHED.value)
        .order_by(c.received_at.desc(), c.id.desc())
        .limit(RECENT)
    )
    recent = [Comment(text=row.text, author=row.author) for row in connection.execute(query)]
    entry = [Entry(0, site_id, "phrase", 0, phrase, None, "", 0, None)]
    held = sum(bool(spoken(entry, one)) for one in recent)
    if held < max(_FEWEST, _SHARE * len(recent)):
        return ""
    return f"would have held {held} of the {len(recent)} newest published comments"
