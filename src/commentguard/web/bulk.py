"""Deciding many at once, by filter or by score range: first what would happen, then doing it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import Request, Response
from sqlalchemy import Connection

from commentguard.service import bulk, cards, review
from commentguard.service.bulk import BINS
from commentguard.service.cutoffs import Cutoffs
from commentguard.service.people import Role
from commentguard.service.review import Filter
from commentguard.storage import comments
from commentguard.storage.clock import now
from commentguard.web import forms, pages
from commentguard.web.decisions import MOST, carry_out, decision_of, said, teaching, why_of
from commentguard.web.forms import Form
from commentguard.web.queue import looked, ready
from commentguard.web.refusal import Refusal
from commentguard.web.shell import shell
from commentguard.web.told import Told, telling
from commentguard.web.view import View
from commentguard.web.visitor import Visitor, desk, posted, visitor


@desk
async def preview(request: Request) -> Response:
    """GET /desk/bulk"""
    who = await visitor(request)
    view = View.read(forms.query(request))
    what = _covered(who, view)
    at = now()

    def look(connection: Connection) -> dict[str, Any]:
        found = bulk.preview(connection, what)
        sample = [comments.find(connection, one) for one in found.sample]
        return {
            "found": found,
            # The histogram shows what a range leaves out, too.
            "histogram": found.around,
            "sample": cards.cards(connection, [one for one in sample if one is not None], at),
        }

    values = await looked(who, what, look)
    shown = [ready(who, card, 400) for card in values.pop("sample")]
    return await pages.page(
        "bulk.html", **shell(who, "queue"), **values, view=view, shown=shown, until=at,
        most=MOST, bins=BINS, highest=max(1, *values["histogram"]),
    )  # fmt: skip


@desk
async def carry(request: Request) -> Response:
    """POST /desk/bulk: exactly what was previewed, and nothing that arrived since."""
    who, form = await posted(request)
    view, decision, why = View.read(form), decision_of(form), why_of(form)
    what = replace(_covered(who, view), until=_until(form))
    ids = await looked(who, what, lambda c: review.matching(c, what, MOST))
    if not ids:
        raise Refusal(422, "Nothing matches any more.")
    outcome = await carry_out(who, list(ids), decision, why=why)
    told = Told(said(outcome, decision), outcome.batch)
    answer = pages.go(telling(who, View(site=view.site).address(), told))
    return teaching(who, outcome, answer)


def _covered(who: Visitor, view: View) -> Filter:
    """What is covered: on the sites where this person decides, every comment and not one a campaign."""
    sites = who.sites(Role.MODERATOR)
    if not sites:
        raise Refusal(403, "Only a moderator may do that.")
    return replace(
        view.filter(sites, everywhere=False, cutoffs=Cutoffs.of(who.guard)), grouped=False
    )


def _until(form: Form) -> int:
    until = form.whole("until")
    if until is None:
        raise Refusal(422, "This form cannot be read; open the preview again.")
    return until
