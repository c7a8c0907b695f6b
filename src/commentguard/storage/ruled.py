"""Whether a rule decided about a comment on arrival, and not its score.

A rule is whatever a verdict notes: an entry of a site's lists, a person's word about the same comment, an
administrator's hand, a text read in part. Read from the first verdict, which is what became of the comment; the
later ones are of rechecks. The trap: it opens a verdict for every comment that it is asked about, so ask it last.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_, select, true

from commentguard.storage.tables import comments, verdicts


def _arrival(what: ColumnElement[Any]) -> ColumnElement[Any]:
    return (
        select(what)
        .where(verdicts.c.comment_id == comments.c.id)
        .order_by(verdicts.c.id)
        .limit(1)
        .correlate(comments)
        .scalar_subquery()
    )


RULED: ColumnElement[bool] = _arrival(verdicts.c.body[("notes", 0)].as_string()).is_not(None)
"""Whether a rule gave the comment of this row its action."""

FIXED: ColumnElement[bool] = or_(
    RULED, _arrival(verdicts.c.body["truncated"].as_boolean()) == true()
)
"""Whether another score would have changed nothing: where a rule decided, or would have if the score had not."""
