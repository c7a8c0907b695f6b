"""`GET /v1/comments`: the moderators' queue for a bot, in pages.

Deciding is `POST /v1/comments/{id}/correction`, which a bot needs the scope `feedback` for: one that
only reads, to tell a chat room what waits, gets no say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import Request, Response
from sqlalchemy import Connection

from commentguard.api.access import Access
from commentguard.api.problems import Problem
from commentguard.api.score import JSON
from commentguard.api.stored import standing
from commentguard.service import review
from commentguard.service.keys import Scope
from commentguard.service.review import MAX_PAGE, ORDERS, Filter
from commentguard.storage.comments import Status, Stored, latest_verdict
from commentguard.verdict import Code, Label

CHOICES: dict[str, tuple[str, ...]] = {
    "status": tuple(one.value for one in Status if one is not Status.ERASED),
    "order": ORDERS,
    "label": tuple(one.value for one in Label),
    "reason": tuple(one.value for one in Code),
}
"""Parameters with their values; `after` and `limit` come beside them."""
DEFAULT_LIMIT = 50
_COUNTED = 100_000


async def get_comments(request: Request) -> Response:
    """Comments of the site as they stand, the held ones unless asked otherwise.

    `next` goes into `after` for the next page and is null on the last; `total` counts what matches.
    """
    access: Access = request.app.state.access
    caller = await access.bearer(request, Scope.MODERATE)
    site = caller.own_site()
    asked = request.query_params
    given = {name: _choice(asked, name) for name in CHOICES}
    what = Filter(
        site_id=site.id, statuses=(Status(given["status"] or Status.HELD.value),),
        label=given["label"], code=Code(given["reason"]) if given["reason"] else None,
    )  # fmt: skip
    order, limit, after = given["order"] or ORDERS[0], _limit(asked), asked.get("after", "")[:64]
    access.guard.require_storage()

    def look(connection: Connection) -> dict[str, Any]:
        page = review.listed(connection, what, order=order, after=after, limit=limit)
        return {
            "comments": [_item(connection, one) for one in page.items],
            "next": page.after or None,
            "total": review.count(connection, what, _COUNTED),
        }

    found = await access.guard.settle(access.guard.store.read(look))
    return Response(orjson.dumps(found), 200, caller.headers, media_type=JSON)


def _item(connection: Connection, stored: Stored) -> dict[str, Any]:
    return {
        **standing(stored),
        "campaign": stored.campaign,
        # A mapping leaves out what is empty, and a comment may be: its text is promised all the same.
        "comment": {"text": "", **stored.comment.to_mapping()},
        "verdict": latest_verdict(connection, stored.id),
    }


def _choice(asked: Mapping[str, str], name: str) -> str:
    value = asked.get(name, "")
    if value and value not in CHOICES[name]:
        wanted = ", ".join(CHOICES[name])
        raise Problem(422, "invalid-value", f"{name} must be one of {wanted}", f"/{name}")
    return value


def _limit(asked: Mapping[str, str]) -> int:
    text = asked.get("limit", str(DEFAULT_LIMIT))
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and 1 <= int(text) <= MAX_PAGE):
        raise Problem(422, "invalid-value", f"limit must lie between 1 and {MAX_PAGE}", "/limit")
    return int(text)
