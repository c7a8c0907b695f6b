"""Who signs: a person, or a business and its keywords.

"Car Detailing Perth WA" is not a name. Search-engine spam puts its keyword where the name
goes because platforms turn the name into a link.

False positives to remember: surnames that are trades, hyphenated and double names, "Dr Lee",
"London Mum", project handles, letters behind a name, the site's own people.
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.business import person_name
from commentguard.text.document import Document
from commentguard.verdict import Code

_FIRE = 0.5
# A place or many words alone are no business; on an advert they are its name.
_HINT = 0.15
_STAFF = frozenset(
    {"administrator", "admin", "editor", "author", "owner", "moderator", "contributor"}
)


class Author:
    """How much the author name reads like a business, and what the platform knows of them."""

    name = "author"
    columns = (
        Column("business", Code.BUSINESS_AUTHOR),
        Column("person", sign=-1),
        Column("approved", sign=-1),
        Column("staff", sign=-1),
    )
    wakes = traces.AUTHOR
    silent = Reading.nothing(4)

    def read(self, doc: Document) -> Reading:
        comment = doc.comment
        approved = min(1.0, (comment.author_approved or 0) / 3)
        staff = float(comment.author_role.lower() in _STAFF)
        if not comment.author.strip():
            return Reading((0.0, 0.0, approved, staff))
        business = doc.business
        person = float(business < _FIRE and person_name(comment.author))
        values = (business, person, approved, staff)
        code = (Code.BUSINESS_AUTHOR,)
        if business >= _FIRE:
            return Reading(values, {}, code)
        return Reading(values, faint=code if business >= _HINT else ())
