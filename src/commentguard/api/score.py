"""`/v1/score` and `/v1/comments:batchScore`: verdicts that nobody remembers."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
from fastapi import Request, Response

from commentguard.api.access import Access, Caller
from commentguard.api.body import (
    MAX_BATCH,
    MAX_BATCH_BODY,
    comment_of,
    content_type,
    ignored,
    parse_object,
    read_body,
)
from commentguard.api.problems import Problem
from commentguard.comment import Comment
from commentguard.service import meters
from commentguard.service.keys import Scope

JSON = "application/json"
# Comments scored before others get their turn: a few milliseconds.
_TURN = 8


async def score(request: Request) -> Response:
    """Judge one comment. Stateless: nothing is stored, no history is consulted."""
    access: Access = request.app.state.access
    caller = await access.bearer(request, Scope.SCORE, keyless=True)
    row = parse_object(await read_body(request), content_type(request))
    comment = comment_of(row)
    verdict = await access.guard.sitting.judge(caller.site, comment)
    meters.verdicts(_site(caller), verdict.action.value).inc()
    answer = orjson.dumps({**verdict.to_mapping(comment.text), **ignored(row)})
    return Response(answer, 200, caller.headers, media_type=JSON)


async def batch_score(request: Request) -> Response:
    """Judge up to 256 comments. Stateless. One that cannot be read gets a problem in its place."""
    access: Access = request.app.state.access
    caller = await access.bearer(request, Scope.SCORE)
    rows = parse_object(await read_body(request, MAX_BATCH_BODY), content_type(request)).get(
        "comments"
    )
    if not isinstance(rows, list):
        raise Problem(422, "invalid-batch", "comments must be a list", "/comments")
    if len(rows) > MAX_BATCH:
        raise Problem(422, "batch-too-long", f"at most {MAX_BATCH} comments", "/comments")
    headers = caller.headers
    if caller.key is not None and len(rows) > 1:
        headers = access.spend(caller.key, len(rows), paid=1)
    results: list[dict[str, Any]] = []
    for k in range(0, len(rows), _TURN):
        results += _judged(access, caller, rows[k : k + _TURN])
        await asyncio.sleep(0)
    return Response(orjson.dumps({"results": results}), 200, headers, media_type=JSON)


def _judged(access: Access, caller: Caller, rows: list[Any]) -> list[dict[str, Any]]:
    """A verdict about each row, or the problem that it is."""
    read = [_read(row) for row in rows]
    comments = [one for one in read if isinstance(one, Comment)]
    verdicts = iter(access.guard.judge_many(caller.site, comments))
    results: list[dict[str, Any]] = []
    for row, one in zip(rows, read, strict=True):
        if isinstance(one, Problem):
            results.append({"problem": one.to_mapping()})
        else:
            verdict = next(verdicts)
            meters.verdicts(_site(caller), verdict.action.value).inc()
            results.append({"verdict": verdict.to_mapping(one.text), **ignored(row)})
    return results


def _read(row: Any) -> Comment | Problem:
    try:
        return comment_of(row)
    except Problem as problem:
        return problem


def _site(caller: Caller) -> str:
    return caller.site.id if caller.site else "-"
