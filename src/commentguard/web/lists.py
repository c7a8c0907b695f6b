"""The two lists on a site's settings page: what is put on them, and taken off."""

from __future__ import annotations

from fastapi import Request, Response
from sqlalchemy import Connection

from commentguard.service import lists
from commentguard.service.entries import Kind
from commentguard.service.lists import ALLOW, DENY, OwnersList
from commentguard.storage.clock import now
from commentguard.web.refusal import Refusal
from commentguard.web.settings import kept, owned
from commentguard.web.visitor import desk, posted


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


async def _add(request: Request, which: OwnersList, said: str) -> Response:
    who, form = await posted(request)
    site_id = owned(who, form)
    value, label = form.get("value")[:320], form.get("label")[:320]
    try:
        kind = Kind(form.get("kind"))
    except ValueError:
        raise Refusal(422, "There is no such kind of entry.") from None
    secret = who.guard.secret

    def job(connection: Connection) -> None:
        lists.add(connection, which, secret, site_id, kind, value, now(), who.actor, label)

    return await kept(who, form, job, said)


async def _drop(request: Request, which: OwnersList) -> Response:
    who, form = await posted(request)
    site_id, entry = owned(who, form), form.get("entry")
    number = int(entry) if entry.isascii() and entry.isdecimal() and len(entry) < 19 else -1
    return await kept(
        who, form, lambda c: lists.drop(c, which, site_id, number, now(), who.actor), "delisted"
    )
