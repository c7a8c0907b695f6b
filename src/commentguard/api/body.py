"""Reading a request body without trusting its length, its charset or its shape."""

from __future__ import annotations

from typing import Any

import orjson
from fastapi import Request

from commentguard.api.problems import Problem
from commentguard.comment import Comment
from commentguard.errors import DataError

MAX_BODY = 256 * 1024
"""Bytes. A comment with its post fits many times over; the limit holds while streaming."""


async def read_body(request: Request) -> bytes:
    """The body, refused with 413 as soon as it is too long, whatever its headers claim."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > MAX_BODY:
        raise _too_large()
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > MAX_BODY:
            raise _too_large()
        pieces.append(piece)
    return b"".join(pieces)


def parse_comment(body: bytes) -> Comment:
    """A comment from JSON. Raises `Problem` 400 for what is not JSON, 422 for wrong types.

    orjson refuses NaN, lone surrogates and nesting deeper than 1,024 by itself.
    """
    try:
        row: Any = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Problem(400, "not-json", f"the body is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise Problem(422, "invalid-comment", "the body must be a JSON object")
    try:
        comment = Comment.from_mapping(row)
    except DataError as error:
        raise Problem(422, "invalid-comment", str(error), error.field) from error
    if "text" not in row:
        raise Problem(422, "invalid-comment", "text is missing", "/text")
    return comment


def _too_large() -> Problem:
    return Problem(413, "too-large", f"the body may hold at most {MAX_BODY} bytes")
