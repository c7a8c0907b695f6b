"""Asking for comments of one site by an index that begins with something else.

For whom a look-up is meant decides how it must be written. To PostgreSQL `site_id = ?` is a constant: it
leaves the site out of the order, and then walks all comments by their primary key, the newest first, in
the hope of a match that a flood on another site made likely. A range that holds one value, with the site
in the order, leaves the index that was made for the question as the only way without sorting.
"""

from __future__ import annotations

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, select

from commentguard.storage.tables import comments

SITE: BindParameter[str] = bindparam("site")


def of_site() -> ColumnElement[bool]:
    """Whether a comment is of the site in the parameter `site`."""
    return comments.c.site_id.between(SITE, SITE)


NEWEST = (comments.c.site_id.desc(), comments.c.id.desc())
"""Of one site: the newest first."""


def decided_copies(name: str, most: int) -> Select[str]:
    """The newest `most` comments of one site that share the fingerprint `name` and people decided."""
    return (
        select(comments.c.id)
        .where(comments.c[name] == bindparam(name), of_site(), comments.c.decided_at.is_not(None))
        .order_by(*NEWEST)
        .limit(most)
    )
