"""`/v1/comments`: comments that are kept, and what people say about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import Request, Response
from sqlalchemy import Connection

from commentguard.api.access import Access, Caller
from commentguard.api.body import (
    comment_of,
    content_type,
    ignored,
    once_of,
    parse_object,
    read_body,
)
from commentguard.api.problems import Problem
from commentguard.api.score import JSON
from commentguard.api.stored import standing
from commentguard.service.correct import NotFound, correct, describe, undo
from commentguard.service.keys import Scope
from commentguard.service.once import Once, Replayed, claimed
from commentguard.service.receive import receive
from commentguard.storage import comments, corrections
from commentguard.verdict import Label

_MAX_NOTE = 1000


async def post_comment(request: Request) -> Response:
    """Judge a comment with its history and store it.

    201: it is on disk. 200 with `degraded` true: storage did not answer, so the verdict was made
    without history and nothing was kept; repeat the request later, under the same idempotency key.
    """
    access: Access = request.app.state.access
    caller = await access.bearer(request, Scope.SCORE)
    site = caller.own_site()
    body = await read_body(request)
    row = parse_object(body, content_type(request))
    comment, more = comment_of(row), ignored(row)
    once = _once(request, caller, body)
    with claimed(access.guard, once):
        received = await receive(access.guard, site, comment, once=once)
    if isinstance(received, Replayed):
        return _replayed(received, caller, more)
    headers = dict(caller.headers)
    if received.stored:
        headers["Location"] = f"/v1/comments/{received.id}"
    answer = orjson.dumps({**received.mapping, **more})
    return Response(answer, 201 if received.stored else 200, headers, media_type=JSON)


async def get_comment(request: Request) -> Response:
    """A stored comment: where it stands, its latest verdict, and what people said."""
    access: Access = request.app.state.access
    caller = await access.bearer(request, Scope.SCORE)
    site = caller.own_site()
    access.guard.require_storage()
    found = await access.guard.settle(
        access.guard.store.read(lambda c: _described(c, site.id, _named(request)))
    )
    if found is None:
        raise NotFound("there is no such comment")
    return Response(orjson.dumps(found), 200, caller.headers, media_type=JSON)


async def post_correction(request: Request) -> Response:
    """Say what a comment is. Saying it again changes nothing."""
    access: Access = request.app.state.access
    caller = await access.bearer(request, Scope.FEEDBACK)
    site = caller.own_site()
    body = await read_body(request)
    label, note = _correction(parse_object(body, content_type(request)))
    once = _once(request, caller, body)
    with claimed(access.guard, once):
        corrected = await correct(
            access.guard, site, _named(request), label, actor=caller.actor(), note=note, once=once
        )
    if isinstance(corrected, Replayed):
        return _replayed(corrected, caller)
    answer = orjson.dumps(corrected.to_mapping())
    return Response(answer, 200, caller.headers, media_type=JSON)


async def delete_correction(request: Request) -> Response:
    """Take back what a key said last, unless somebody has decided since; the comment then stands as before.

    404 where there is nothing to take back.
    """
    access: Access = request.app.state.access
    caller = await access.bearer(request, Scope.FEEDBACK)
    site = caller.own_site()
    once = _once(request, caller, b"")
    with claimed(access.guard, once):
        done = await undo(access.guard, site, _named(request), actor=caller.actor(), once=once)
    if isinstance(done, Replayed):
        return _replayed(done, caller)
    return Response(orjson.dumps(done.to_mapping()), 200, caller.headers, media_type=JSON)


def _described(connection: Connection, site_id: str, comment_id: str) -> dict[str, Any] | None:
    stored = comments.find(connection, comment_id)
    if stored is None or stored.site_id != site_id:
        return None
    return {
        **standing(stored),
        "verdict": comments.latest_verdict(connection, stored.id),
        "corrections": [describe(c) for c in corrections.of_comment(connection, stored.id)],
    }


def _correction(row: dict[str, Any]) -> tuple[Label, str]:
    try:
        label = Label(str(row.get("label")))
    except ValueError:
        wanted = ", ".join(label.value for label in Label)
        raise Problem(422, "invalid-value", f"label must be one of {wanted}", "/label") from None
    note = row.get("note") or ""
    if not isinstance(note, str):
        raise Problem(422, "invalid-value", "note must be a string", "/note")
    if len(note) > _MAX_NOTE:
        raise Problem(422, "invalid-value", f"note: at most {_MAX_NOTE} characters", "/note")
    return label, note


def _once(request: Request, caller: Caller, body: bytes) -> Once | None:
    return once_of(request, caller.key.id, body) if caller.key else None


def _replayed(
    replayed: Replayed, caller: Caller, more: Mapping[str, Any] | None = None
) -> Response:
    """The answer as it was kept, with `more` that was answered and not kept: it follows from the same body."""
    headers = {**caller.headers, "Idempotent-Replayed": "true"}
    answer = orjson.dumps({**orjson.loads(replayed.answer), **more}) if more else replayed.answer
    return Response(answer, replayed.status, headers, media_type=JSON)


def _named(request: Request) -> str:
    # A NUL in the path names nothing; PostgreSQL would call it an error.
    return comments.storable(str(request.path_params["comment_id"]))
