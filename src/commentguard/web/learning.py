"""What a site has learned from its people, in words."""

from __future__ import annotations

from fastapi import Request, Response

from commentguard.feedback.summary import Summary
from commentguard.service.learned import what_was_learned
from commentguard.service.learning import SiteLearning
from commentguard.storage.sites import Site
from commentguard.web import forms, pages
from commentguard.web.forms import Form
from commentguard.web.refusal import Refusal
from commentguard.web.shell import shell
from commentguard.web.visitor import Visitor, desk, visitor


@desk
async def show(request: Request) -> Response:
    """GET /desk/learning"""
    who = await visitor(request)
    site = chosen(who, forms.query(request))
    summary: Summary | None = None
    learner = who.guard.learner
    if isinstance(learner, SiteLearning):
        summary = await what_was_learned(who.guard, learner, site.id)
    widest = max((abs(line.weight) for line in summary.lines), default=1.0) if summary else 1.0
    return await pages.page(
        "learning.html", **shell(who, "learning"), site=site, summary=summary, widest=widest
    )


def chosen(who: Visitor, form: Form) -> Site:
    """The site that a page about one site shows: the one that is asked for, else the first."""
    own = {site.id: site for site in who.sites()}
    if not own:
        raise Refusal(404, "There is no site that you may look at.")
    return own.get(form.get("site")) or next(iter(own.values()))
