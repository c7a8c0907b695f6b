"""Asking for comments of one site by an index that begins with something else.

For whom a look-up is meant decides how it must be written. To PostgreSQL `site_id = ?` is a constant: it
leaves the site out of the order, and then walks all comments by their primary key, the newest first, in
the hope of a match that a flood on another site made likely. A range that holds one value, with the site
in the order, leaves the index that was made for the question as the only way without sorting.
"""

from __future__ import annotations

from sqlalchemy import BindParameter, ColumnElement, bindparam

from commentguard.storage.tables import comments

SITE: BindParameter[str] = bindparam("site")


def of_site() -> ColumnElement[bool]:
    """Whether a comment is of the site in the parameter `site`."""
    return comments.c.site_id.between(SITE, SITE)


NEWEST = (comments.c.site_id.desc(), comments.c.id.desc())
"""Of one site: the newest first."""
