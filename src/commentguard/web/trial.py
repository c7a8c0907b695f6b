"""The test box: paste a comment, see the verdict marked up and what would change it. Nothing is kept."""

from __future__ import annotations

from functools import partial
from typing import Any

import anyio
from fastapi import Request, Response
from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.service.counterfactual import Alternatives, alternatives
from commentguard.service.denylist import Hit, hit
from commentguard.service.fingerprints import fingerprint
from commentguard.service.guard import Guard
from commentguard.service.people import Role
from commentguard.service.precedence import Before, listed, settled
from commentguard.storage.sites import Site
from commentguard.text.intake import unread
from commentguard.verdict import Verdict
from commentguard.web import forms, pages
from commentguard.web.evidence import Piece, edged, pieces
from commentguard.web.forms import Form
from commentguard.web.refusal import Refusal
from commentguard.web.shell import shell
from commentguard.web.visitor import Visitor, desk, posted, visitor

FIELDS = (
    "author",
    "author_email",
    "author_url",
    "author_ip",
    "post_title",
    "post_text",
    "parent_text",
)


@desk
async def show(request: Request) -> Response:
    """GET /desk/try"""
    who = await visitor(request)
    return await _page(who, forms.query(request).get("site"), Comment(), None, None)


@desk
async def judge(request: Request) -> Response:
    """POST /desk/try"""
    who, form = await posted(request)
    site, comment = _site(who, form), _comment(form)
    if not comment.text.strip():
        raise Refusal(422, "There is no text to judge.")
    # Some thirty judgements: too much for the thread on which requests are answered.
    verdict, others = await anyio.to_thread.run_sync(_judged, who.guard, site, comment)
    rule = None
    if site is not None:
        job = partial(_by_lists, who.guard, site.id, comment, verdict)
        verdict, rule = await who.guard.settle(who.guard.store.read(job))
    return await _page(who, site.id if site else "", comment, verdict, others, rule)


def _by_lists(
    guard: Guard, site_id: str, comment: Comment, verdict: Verdict, connection: Connection
) -> tuple[Verdict, Hit | None]:
    """The verdict with the site's lists above it, and the entry that holds the comment if one does."""
    print_ = fingerprint(comment, guard.secret)
    allowed, denied = listed(connection, site_id, comment, print_, guard.secret)
    found = settled(verdict, Before(allowed=allowed, denied=denied), lambda given, said: given)
    return found, hit(connection, site_id, comment, found.notes)


def _judged(guard: Guard, site: Site | None, comment: Comment) -> tuple[Verdict, Alternatives]:
    verdict = guard.judge(site, comment)
    return verdict, alternatives(guard, site, comment, verdict)


def _site(who: Visitor, form: Form) -> Site | None:
    """The site as which is judged: its policy, and what it has learned."""
    sites = {site.id: site for site in who.sites()}
    return sites.get(form.get("site")) or next(iter(sites.values()), None)


def _comment(form: Form) -> Comment:
    given: dict[str, Any] = {name: form.get(name)[:2000] for name in FIELDS}
    approved = form.get("author_approved")
    # Browsers send lines ended in two characters; spans count those of the text. It is not cut to
    # what is scored: that a comment is longer decides about it.
    given["text"] = form.get("text").replace("\r\n", "\n")
    if approved.isascii() and approved.isdecimal() and len(approved) < 6:
        given["author_approved"] = int(approved)
    return Comment.from_mapping(given)


def _pieces(text: str, body: dict[str, Any], rule: Hit | None) -> list[Piece]:
    found = pieces(text, body, rule.spans if rule else ())
    return edged(found, unread(text) if body["truncated"] else None)


async def _page(
    who: Visitor,
    site_id: str,
    comment: Comment,
    verdict: Verdict | None,
    others: Alternatives | None,
    rule: Hit | None = None,
) -> Response:
    body = verdict.to_mapping(comment.text) if verdict is not None else {}
    flips = others.flips(verdict.action) if others is not None and verdict is not None else ()
    return await pages.page(
        "try.html", **shell(who, "try", site_id), comment=comment, verdict=body, chosen=site_id,
        pieces=_pieces(comment.text, body, rule) if body else [], others=others, flips=flips,
        rule=rule, listing=f"/desk/settings?site={pages.quoted(site_id)}" if who.may(Role.MODERATOR, site_id) else "",
    )  # fmt: skip
