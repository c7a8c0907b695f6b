"""Notes of moderators for each other: kept by themselves, or together with a decision about the same comment."""

from __future__ import annotations

from fastapi import Request, Response
from sqlalchemy import Connection

from commentguard.service.people import Role
from commentguard.storage import comments, notes
from commentguard.storage.clock import now
from commentguard.web import forms, pages
from commentguard.web.forms import Form
from commentguard.web.refusal import Refusal
from commentguard.web.told import Told, telling
from commentguard.web.view import View
from commentguard.web.visitor import Visitor, desk, posted
from commentguard.web.ways import safe

_LONGEST = 2000
FIELD = "remark"
"""The field of a note, which stands in the form of the decision: whoever decides loses no word that is typed."""


@desk
async def keep_note(request: Request) -> Response:
    """POST /desk/comments/{comment_id}/notes"""
    who, form = await posted(request)
    comment_id = request.path_params["comment_id"][:32]
    here = safe(View.read(forms.query(request)).address(f"/desk/comments/{comment_id}"))
    text = written(form)
    if not text:
        return pages.go(telling(who, here, Told("That note is empty. Nothing was kept.")))
    if not await who.guard.settle(who.guard.store.write(lambda c: keep(c, who, comment_id, text))):
        raise Refusal(404, "There is no such comment for you to write about.")
    return pages.go(here)


def written(form: Form) -> str:
    """The note that a form carries, empty for none or blanks. Raises `Refusal` for one that is too long."""
    # Browsers send a line's end as two characters and count it as one.
    text = comments.storable(form.get(FIELD).replace("\r\n", "\n").strip())
    if len(text) > _LONGEST:
        raise Refusal(422, f"A note has at most {_LONGEST} characters. Nothing was changed.")
    return text


def keep(connection: Connection, who: Visitor, comment_id: str, text: str) -> bool:
    """Keep a note about a comment, if this person may write about it."""
    stored = comments.find(connection, comment_id)
    if stored is None or not who.may(Role.MODERATOR, stored.site_id):
        return False
    notes.add(connection, comment_id, now(), who.actor, text)
    return True
