"""What changes while a page is open: others' decisions and claims, and how much waits."""

from __future__ import annotations

from typing import Any

import orjson
from fastapi import Request, Response
from sqlalchemy import Connection

from commentguard.service import claims, review
from commentguard.service.people import Role
from commentguard.service.review import Filter
from commentguard.storage import claims as rows
from commentguard.storage import comments, moves
from commentguard.storage.clock import now
from commentguard.storage.comments import Status
from commentguard.web import pages
from commentguard.web.view import View
from commentguard.web.visitor import Visitor, desk, posted
from commentguard.web.wording import STATUSES, number, person

_SHOWN = 600


@desk
async def live(request: Request) -> Response:
    """POST /desk/live: `id` are the comments on the page, `place` where the log stood, `current`
    the one that is being looked at, which is claimed.

    A POST because it claims, and because 500 identifiers are too long for an address.
    """
    who, form = await posted(request)
    ids = [one[:32] for one in form.all("id")[:_SHOWN]]
    current = form.get("current")[:32]
    place = form.whole("place") or 0
    view = View.read(form)
    sites = [site.id for site in who.sites()]

    def look(connection: Connection) -> dict[str, Any]:
        what = Filter(
            site_id=view.site if view.site in sites else "", site_ids=tuple(sites),
            statuses=view.statuses,
        )  # fmt: skip
        moved = moves.since(connection, place, sites)
        return {
            "waiting": number(review.count(connection, what, 100_000)),
            "place": moved[-1].id if moved else place,
            "moved": [
                {
                    "id": move.comment_id,
                    "by": person(move.actor),
                    "status": STATUSES[Status(move.status_after)],
                }
                for move in moved
                if move.actor != who.actor and move.undone_at is None
            ],
            "claims": {
                comment_id: person(actor)
                for comment_id, actor in rows.of(connection, ids, now()).items()
                if actor != who.actor
            },
        }

    if current:
        await who.guard.settle(who.guard.store.write(lambda c: _claim(c, who, current)))
    found = await who.guard.settle(who.guard.store.read(look))
    return Response(orjson.dumps(found), media_type="application/json", headers=pages.HEADERS)


def _claim(connection: Connection, who: Visitor, comment_id: str) -> None:
    stored = comments.find(connection, comment_id)
    if stored is not None and who.may(Role.MODERATOR, stored.site_id):
        claims.hold(connection, comment_id, who.actor)
