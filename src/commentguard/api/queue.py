"""`GET /v1/comments`: the moderators' queue for a bot, in pages.

Deciding is `POST /v1/comments/{id}/correction`, which a bot needs the scope `feedback` for: one that
only reads, to tell a chat room what waits, gets no say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from fastapi import Request, Response
from sqlalchemy import Connection
from starlette.datastructures import QueryParams

from commentguard.api.access import Access
from commentguard.api.problems import Problem
from commentguard.api.score import JSON
from commentguard.api.stored import standing
from commentguard.service import decided, review
from commentguard.service.cutoffs import Cutoffs
from commentguard.service.keys import Scope
from commentguard.service.review import MAX_PAGE, ORDERS, Filter
from commentguard.storage import comments
from commentguard.storage.comments import Status, Stored, latest_verdict
from commentguard.verdict import Code, Label

_STATUSES = tuple(one for one in Status if one is not Status.ERASED)
ANY = "any"
CHOICES: dict[str, tuple[str, ...]] = {
    "status": (*(one.value for one in _STATUSES), ANY),
    "order": ORDERS,
    "label": tuple(one.value for one in Label),
    "reason": tuple(one.value for one in Code),
}
"""Parameters with their values."""
PARAMETERS = (*CHOICES, "decided_after", "client_id", "after", "limit")
DEFAULT_LIMIT = 50
_COUNTED = 100_000


async def get_comments(request: Request) -> Response:
    """Comments of the site as they stand: the held ones, unless `status`, `decided_after` or `client_id` asks
    for others.

    `next` goes into `after` for the next page and is null on the last; `total` counts what matches.
    """
    access: Access = request.app.state.access
    caller = await access.bearer(request, Scope.MODERATE)
    site = caller.own_site()
    look = _asked(request.query_params, site.id, Cutoffs.of(access.guard))
    access.guard.require_storage()
    found = await access.guard.search(look)
    return Response(orjson.dumps(found), 200, caller.headers, media_type=JSON)


def _asked(
    asked: QueryParams, site_id: str, cutoffs: Cutoffs
) -> Callable[[Connection], dict[str, Any]]:
    """What to look up. Raises `Problem` 422 for what cannot be asked: a filter that is overlooked would
    answer with comments that nobody asked for.
    """
    for name in asked:
        wrong = ""
        if name not in PARAMETERS:
            wrong = f"{name[:64]!r} is none of {', '.join(PARAMETERS)}"
        elif len(asked.getlist(name)) > 1:
            wrong = f"{name} is given more than once: one value of it counts"
        elif not asked[name] and name != "after":
            wrong = f"{name} is empty: leave it out where nothing is asked of it"
        if wrong:
            raise Problem(422, "invalid-value", wrong, f"/{name[:64]}")
    given = {name: _choice(asked, name) for name in CHOICES}
    since, client_id = _moment(asked), comments.storable(asked.get("client_id", ""))
    what = Filter(
        site_id=site_id, statuses=_statuses(given["status"], narrow=since is None and not client_id),
        label=given["label"], code=Code(given["reason"]) if given["reason"] else None,
        client_id=client_id, cutoffs=cutoffs,
    )  # fmt: skip
    if since is not None and given["order"]:
        told = "what was decided comes in the order in which it was"
        raise Problem(
            422, "invalid-value", f"order and decided_after exclude each other: {told}", "/order"
        )
    order, limit = given["order"] or ORDERS[0], _limit(asked)
    after = asked.get("after", "")[:64]
    if after and review.cursor(after, "oldest" if since is not None else order) is None:
        told = "after must be the `next` of the page before, asked for in the same order"
        raise Problem(422, "invalid-value", told, "/after")

    def look(connection: Connection) -> dict[str, Any]:
        if since is None:
            page = review.listed(connection, what, order=order, after=after, limit=limit)
            total = review.count(connection, what, _COUNTED)
        else:
            page = decided.decided(connection, what, since, after=after, limit=limit)
            total = decided.count(connection, what, since)
        items = [_item(connection, one) for one in page.items]
        return {"comments": items, "next": page.after or None, "total": total}

    return look


def _statuses(given: str, *, narrow: bool) -> tuple[Status, ...]:
    if given and given != ANY:
        return (Status(given),)
    return (Status.HELD,) if narrow and not given else _STATUSES


def _moment(asked: Mapping[str, str]) -> int | None:
    """`decided_after` in milliseconds."""
    text = asked.get("decided_after", "")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text[:64])
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return round(moment.timestamp() * 1000)
    except (ValueError, OverflowError):
        told = "decided_after must be a time in ISO 8601, such as 2026-11-24T09:30:00Z (a + is written %2B)"
        raise Problem(422, "invalid-value", told, "/decided_after") from None


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
