"""The audit log: who did what when, with before and after; as a page and as a file."""

from __future__ import annotations

import json
from typing import Any

from fastapi import Request, Response
from sqlalchemy import Row

from commentguard.service.people import Role, actor_named
from commentguard.storage import insight
from commentguard.storage.clock import iso
from commentguard.storage.people import EVERY_SITE
from commentguard.web import forms, pages
from commentguard.web.audit_words import KINDS, change, done, reason
from commentguard.web.export import table
from commentguard.web.forms import Form
from commentguard.web.refusal import Refusal
from commentguard.web.shell import shell
from commentguard.web.visitor import Visitor, desk, visitor

_PAGE = 100
_EXPORTED = 50_000
_MACHINES = ("cli", "guard", "local")


@desk
async def show(request: Request) -> Response:
    """GET /desk/audit"""
    who = await visitor(request)
    form = forms.query(request)
    lines = await _lines(who, form, _PAGE + 1)
    more = lines[_PAGE - 1].id if len(lines) > _PAGE else ""
    told = [
        (
            line,
            done(line.action),
            change(line.detail),
            reason(line.detail, line.note),
            _told(line.detail),
        )
        for line in lines[:_PAGE]
    ]
    return await pages.page(
        "audit.html", **shell(who, "audit"), lines=told, more=more, actor=form.get("actor"),
        action=form.get("action"), site=form.get("site"), kinds=KINDS,
    )  # fmt: skip


@desk
async def export(request: Request) -> Response:
    """GET /desk/audit.csv"""
    who = await visitor(request)
    lines = await _lines(who, forms.query(request), _EXPORTED)
    rows = [
        (
            iso(one.at), one.actor, one.action, one.site_id, one.target,
            one.detail.get("before", ""), one.detail.get("after", ""),
            json.dumps(one.detail, ensure_ascii=False), reason(one.detail, one.note),
        )
        for one in lines
    ]  # fmt: skip
    head = ("at", "actor", "action", "site", "target", "before", "after", "detail", "why")
    return table("audit", head, [[_flat(cell) for cell in row] for row in rows])


async def _lines(who: Visitor, form: Form, limit: int) -> list[Row[Any]]:
    own = [site.id for site in who.sites(Role.MODERATOR)]
    if not own and not who.may(Role.ADMIN):
        raise Refusal(403, "Only a moderator may read the audit log.")
    if form.get("site") in own:
        own = [form.get("site")]
    elif who.may(Role.ADMIN, EVERY_SITE):
        # What concerns no site, or all of them: sign-ins, accounts.
        own += ["", EVERY_SITE]
    below = form.whole("below")
    found = await who.guard.settle(
        who.guard.store.read(
            lambda c: insight.audit_lines(
                c,
                own,
                actor=_actor(form.get("actor").strip()[:100]),
                action=form.get("action").strip()[:40],
                below=below,
                limit=limit,
            )
        )
    )
    return list(found)


def _actor(named: str) -> str:
    """People are looked for by their name; machines are named in full (`key:…`, `cli`, `guard`)."""
    return named if ":" in named or named in ("", *_MACHINES) else actor_named(named.lower())


def _told(detail: dict[str, Any]) -> str:
    """The rest of a line, without what has columns of its own."""
    kept = {name: value for name, value in detail.items() if name not in ("before", "after", "why")}
    return ", ".join(f"{name}: {_flat(value)}" for name, value in kept.items() if value != "")


def _flat(value: Any) -> Any:
    return value if isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)
