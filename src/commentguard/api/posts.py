"""`/v1/posts`: what comments are about, told once instead of with every comment."""

from __future__ import annotations

from typing import Any

import orjson
from fastapi import Request, Response

from commentguard.api.access import Access
from commentguard.api.body import content_type, parse_object, read_body
from commentguard.api.problems import Problem, from_data
from commentguard.api.score import JSON
from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.service.keys import Scope
from commentguard.service.receive import make_post
from commentguard.storage import posts
from commentguard.storage.clock import now


async def put_post(request: Request) -> Response:
    """Tell what stands at a permalink. Later comments on it are judged against this text."""
    access: Access = request.app.state.access
    caller = await access.bearer(request, Scope.SCORE)
    site = caller.own_site()
    row = parse_object(await read_body(request), content_type(request))
    # The readers of `Comment` check types and name the field; the names differ, so map them.
    comment = Comment.from_mapping(_as_comment(row))
    if not comment.permalink:
        raise Problem(422, "invalid-value", "permalink is missing", "/permalink")
    post = make_post(
        site.id, comment.permalink, comment.post_title, comment.post_text, comment.post_tags, now()
    )
    access.guard.require_storage()
    fresh = await access.guard.settle(access.guard.store.write(lambda c: posts.keep(c, post)))
    answer = orjson.dumps({"permalink": post.permalink, "version": post.id, "changed": fresh})
    return Response(answer, 200, caller.headers, media_type=JSON)


def _as_comment(row: dict[str, Any]) -> dict[str, Any]:
    wrong = [
        DataError(f"{name} must be a string", field=f"/{name}")
        for name in ("permalink", "title", "text")
        if not isinstance(row.get(name, ""), str | None)
    ]
    tags = row.get("tags")
    if tags is not None and not (
        isinstance(tags, list) and all(isinstance(tag, str) for tag in tags)
    ):
        wrong.append(DataError("tags must be a list of strings", field="/tags"))
    if wrong:
        raise from_data(DataError.together(wrong), "invalid-value")
    return {
        "permalink": row.get("permalink"),
        "post_title": row.get("title"),
        "post_text": row.get("text"),
        "post_tags": tags,
    }
