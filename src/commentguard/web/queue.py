"""The queue: what waits, filtered and ordered, in pages; and one comment with its history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request, Response
from sqlalchemy import Connection

from commentguard.service import cards, claims, lists, people, review, timeline
from commentguard.service.cards import Card
from commentguard.service.correct import NotFound
from commentguard.service.cutoffs import Cutoffs
from commentguard.service.decide import Clash
from commentguard.service.people import Role
from commentguard.service.review import Filter
from commentguard.service.shortened import left_out
from commentguard.storage import comments, moves, related
from commentguard.storage.clock import now
from commentguard.storage.comments import Status
from commentguard.storage.people import EVERY_SITE
from commentguard.text.intake import unread
from commentguard.web import forms, pages
from commentguard.web.evidence import Folded, edged, folded, pieces
from commentguard.web.shell import shell
from commentguard.web.told import heard
from commentguard.web.view import AGES, ANY, PAGE_SIZES, SHOWN, View, author_mark
from commentguard.web.visitor import Visitor, desk, visitor

T = TypeVar("T")
# In the list a text is cut after so much; the rest opens on the spot.
_CUT = 900
_WHOLE = 1 << 30
_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Shown:
    """A card ready for its template."""

    card: Card
    text: Folded
    site_name: str
    may_decide: bool
    author_mark: str
    left_out: int

    @property
    def leads_out(self) -> bool:
        """Whether its permalink is the address of a page: what else a sender writes there might run as a script."""
        return self.card.stored.comment.permalink.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue."""

    cards: list[Card]
    after: str
    waiting: int
    counted: int
    place: int


def ready(who: Visitor, card: Card, cut: int = _CUT) -> Shown:
    """A card with its evidence marked."""
    stored = card.stored
    text = stored.comment.text
    found = pieces(text, card.verdict, card.rule.spans if card.rule else ())
    beyond = unread(text) if card.verdict.get("truncated") else None
    site = who.guard.directory.sites.get(stored.site_id)
    return Shown(
        card, folded(edged(found, beyond), cut), site.name if site else stored.site_id,
        who.may(Role.MODERATOR, stored.site_id),
        "" if stored.author_key is None else author_mark(stored.author_key),
        left_out(text),
    )  # fmt: skip


@desk
async def queue(request: Request) -> Response:
    """GET /desk"""
    who = await visitor(request)
    form = forms.query(request)
    view, after = View.read(form), form.get("after")[:64]
    filter_ = filter_of(who, view)
    partial = "hx-request" in request.headers and "hx-boosted" not in request.headers
    more_only = partial and bool(after)
    found = await looked(who, filter_, lambda c: _look(c, filter_, view, after, more_only))
    shown = [ready(who, card) for card in found.cards]
    values: dict[str, Any] = {
        "shown": shown, "view": view, "found": found,
        "more": view.address(after=found.after) if found.after else "",
    }  # fmt: skip
    if more_only:
        return await pages.page("_cards.html", **shell(who), **values)
    return await pages.page(
        "queue.html", **shell(who, "queue"), **values, ages=tuple(AGES), sizes=PAGE_SIZES,
        statuses=[*(status.value for status in SHOWN), ANY], first=not after,
        told=heard(who, form),
    )  # fmt: skip


@desk
async def comment(request: Request) -> Response:
    """GET /desk/comments/{comment_id}: looking at it closely also claims it.

    The rest of the address is the view of the queue from which somebody came, and goes back to.
    """
    who = await visitor(request)
    form = forms.query(request)
    view = View.read(form)
    filter_ = filter_of(who, view)
    comment_id = request.path_params["comment_id"][:32]
    at = now()
    # Comments of sites that this person may not look at stay unseen here too.
    mine = [site.id for site in who.sites()]

    def look(connection: Connection) -> dict[str, Any]:
        stored = comments.find(connection, comment_id)
        if stored is None or stored.status is Status.ERASED:
            raise NotFound("there is no such comment")
        (card,) = cards.cards(connection, [stored], at)
        return {
            "card": card,
            "events": timeline.timeline(connection, stored),
            "alike": related.of_campaign(connection, stored),
            "same_author": related.of_author(connection, stored),
            "same_contact": related.of_contact(connection, stored, mine),
            "entries": lists.about_sender(connection, stored),
            "next": review.following(connection, filter_, stored, view.order),
            "page": review.page_of(connection, filter_, stored, view.order, int(view.size)),
        }

    found = await looked(who, filter_, look)
    card: Card = found.pop("card")
    who.need(Role.VIEWER, card.stored.site_id)
    if card.stored.status is Status.HELD and who.may(Role.MODERATOR, card.stored.site_id):
        await who.guard.settle(
            who.guard.store.write(lambda c: claims.hold(c, comment_id, who.actor))
        )
    return await pages.page(
        "comment.html", **shell(who, "queue"), item=ready(who, card, _WHOLE), view=view,
        sender=list(lists.sender_keys(card.stored)), label_size=lists.LABEL,
        **found, here=view.address(f"/desk/comments/{comment_id}"), told=heard(who, form),
        clash=Clash(comment_id, card.holder, card.stored.status, claimed=True)
        if card.holder not in ("", who.actor) else None,
    )  # fmt: skip


async def looked(who: Visitor, what: Filter, job: Callable[[Connection], T]) -> T:
    """The result of a read that lists `what`, which no other request waits behind where it may take long."""
    if review.reads_rows(what):
        return await who.guard.search(job)
    return await who.guard.settle(who.guard.store.read(job))


def filter_of(who: Visitor, view: View) -> Filter:
    """The filter of a view, within what this person may look at."""
    everywhere = people.may(who.session.user, Role.VIEWER, EVERY_SITE)
    return view.filter(who.sites(), everywhere, Cutoffs.of(who.guard))


def _look(connection: Connection, what: Filter, view: View, after: str, more_only: bool) -> Queue:
    counting = view.narrowed and not more_only
    page = review.listed(
        connection, what, order=view.order, after=after, limit=int(view.size),
        counted=_COUNTED if counting and not after else 0,
    )  # fmt: skip
    waiting = counted = 0
    if not more_only:
        whole = Filter(site_id=what.site_id, site_ids=what.site_ids, statuses=what.statuses)
        counted = waiting = review.count(connection, whole, 100_000)
    if counting:
        counted = review.count(connection, what, _COUNTED) if after else page.ahead
    return Queue(
        cards.cards(connection, page.items, now()), page.after, waiting, counted,
        moves.latest(connection),
    )  # fmt: skip
