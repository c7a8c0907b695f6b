"""What people decided about a site's comments, as labels to train on.

A comment has the last label that nobody took back; trash says nothing about what it is. Copies of one text by one
author count once, by the newest decision: a campaign that somebody cleared away in bulk would outweigh
everything else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection

from commentguard.service.review import fetched
from commentguard.storage import corrections
from commentguard.storage.comments import Status, Stored
from commentguard.storage.corrections import Correction

_STEP = 500


class Labelled(NamedTuple):
    """A comment with the post that it was judged against, and what a person called it."""

    stored: Stored
    label: str


def labelled(connection: Connection, site_id: str) -> Iterator[Labelled]:
    """The labelled comments of a site, the newest decision first; none that is erased, or is a copy."""
    said: defaultdict[str, list[Correction]] = defaultdict(list)
    for one in corrections.of_site(connection, site_id):
        if one.comment_id is not None:
            said[one.comment_id].append(one)
    last = {
        comment: standing
        for comment, of_comment in said.items()
        if (standing := corrections.in_force(of_comment)) is not None
    }
    newest = sorted(last, key=lambda comment: last[comment].id, reverse=True)
    seen: set[tuple[int, str, str]] = set()
    for begin in range(0, len(newest), _STEP):
        for stored in fetched(connection, newest[begin : begin + _STEP]):
            comment = stored.comment
            who = (stored.exact, comment.author, comment.author_email)
            if stored.status is not Status.ERASED and who not in seen:
                seen.add(who)
                yield Labelled(stored, last[stored.id].label)
