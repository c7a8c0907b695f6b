"""How many real comments a site has held, how sure that is, and which to audit."""

from __future__ import annotations

from fastapi import Request, Response
from sqlalchemy import Connection

from commentguard.feedback.budget import Budget, needed
from commentguard.service import cards
from commentguard.service.allowance import stored
from commentguard.service.budget import PERIOD, Figures, figures
from commentguard.service.cards import Card
from commentguard.storage import comments
from commentguard.storage.clock import now
from commentguard.web import forms, pages
from commentguard.web.learning import chosen
from commentguard.web.queue import ready
from commentguard.web.shell import shell
from commentguard.web.visitor import desk, visitor

_SHOWN = 10


@desk
async def show(request: Request) -> Response:
    """GET /desk/budget"""
    who = await visitor(request)
    site = chosen(who, forms.query(request))
    at = now()

    def look(connection: Connection) -> tuple[Budget | None, Figures, list[Card]]:
        kept = stored(connection, site.id)
        budget = kept or Budget()
        found = figures(connection, site.id, at, who.guard.secret, budget)
        sample = [comments.find(connection, one) for one in found.to_audit[:_SHOWN]]
        return kept, found, cards.cards(connection, [one for one in sample if one is not None], at)

    kept, found, sample = await who.guard.search(look)
    budget = kept or Budget()
    return await pages.page(
        "budget.html", **shell(who, "budget"), site=site, kept=kept is not None, found=found,
        budget=budget, shown=[ready(who, card) for card in sample], period=PERIOD, days=budget.days,
        needed=needed(budget, found.spent.real_share), unaudited=needed(budget),
    )  # fmt: skip
