"""The two lists of a site: what is put on them from its settings or from a comment's page, and taken off."""

from __future__ import annotations

from fastapi import Request, Response
from sqlalchemy import Connection

from commentguard.service import lists
from commentguard.service.entries import Kind
from commentguard.service.lists import ALLOW, DENY, OwnersList
from commentguard.service.people import Role
from commentguard.storage import comments
from commentguard.storage.clock import now
from commentguard.web import forms, pages
from commentguard.web.forms import Form
from commentguard.web.refusal import Refusal
from commentguard.web.settings import kept, owned
from commentguard.web.told import Told, telling
from commentguard.web.view import View
from commentguard.web.visitor import desk, posted

_LISTS = {"allow": ALLOW, "deny": DENY}


@desk
async def allow(request: Request) -> Response:
    """POST /desk/settings/allow"""
    return await _add(request, ALLOW, "allowed")


@desk
async def disallow(request: Request) -> Response:
    """POST /desk/settings/allow/end"""
    return await _drop(request, ALLOW)


@desk
async def deny(request: Request) -> Response:
    """POST /desk/settings/deny"""
    return await _add(request, DENY, "denied")


@desk
async def undeny(request: Request) -> Response:
    """POST /desk/settings/deny/end"""
    return await _drop(request, DENY)


@desk
async def list_sender(request: Request) -> Response:
    """POST /desk/comments/{comment_id}/list: the address of whoever sent a comment, from the comment's own page."""
    who, form = await posted(request)
    comment_id = request.path_params["comment_id"][:32]
    which = _LISTS.get(form.get("list"))
    if which is None:
        raise Refusal(422, "There is no such list.")
    kind, label = _kind(form), form.get("label")[:320]

    def job(connection: Connection) -> tuple[int, bool]:
        stored = comments.find(connection, comment_id)
        if stored is None or not who.may(Role.ADMIN, stored.site_id):
            return 0, False
        added = lists.add_sender(connection, which, stored, kind, now(), who.actor, label)
        return added, which is DENY and lists.outweighed_sender(connection, stored, kind)

    number, outweighed = await who.guard.settle(who.guard.store.write(job))
    if not number:
        raise Refusal(403, "Only an admin of its site lists who sent a comment.")
    said = f"{'Held' if which is DENY else 'Let in'} from now on: entry {number} of the site's {which.name}."
    if outweighed:
        said = (
            f"Entry {number} of the site's {which.name}. The allow-list has it, too, and counts more: such comments "
            "are let in until it is removed there."
        )
    view = View.read(forms.query(request))
    return pages.go(telling(who, view.address(f"/desk/comments/{comment_id}"), Told(said)))


def _kind(form: Form) -> Kind:
    try:
        return Kind(form.get("kind"))
    except ValueError:
        raise Refusal(422, "There is no such kind of entry.") from None


async def _add(request: Request, which: OwnersList, said: str) -> Response:
    who, form = await posted(request)
    site_id = owned(who, form)
    value, label = form.get("value")[:320], form.get("label")[:320]
    kind = _kind(form)
    secret = who.guard.secret

    def job(connection: Connection) -> str:
        # The tick says what it is about: another phrase typed beside it is asked about anew.
        sure = form.get("sure")[:320] == value
        lists.add(
            connection, which, secret, site_id, kind, value, now(), who.actor, label, sure=sure
        )
        if which is DENY and lists.outweighed(connection, secret, site_id, kind, value):
            return "outweighed"
        return f"{said}_domain" if kind is Kind.DOMAIN else said

    return await kept(who, form, job, said)


async def _drop(request: Request, which: OwnersList) -> Response:
    who, form = await posted(request)
    site_id, number = owned(who, form), form.whole("entry") or -1
    return await kept(
        who, form, lambda c: lists.drop(c, which, site_id, number, now(), who.actor), "delisted"
    )
