"""Errors as RFC 9457 problem details: one shape for everything that goes wrong."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import orjson
from fastapi import Request, Response
from starlette.exceptions import HTTPException

_TYPES = "https://commentguard.example/problems/"


class Problem(Exception):  # noqa: N818 - the RFC's own word
    """A refusal: `kind` names a stable type, `pointer` the offending field as a JSON pointer."""

    def __init__(self, status: int, kind: str, detail: str, pointer: str = "") -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail, self.pointer = status, kind, detail, pointer


def render(problem: Problem) -> Response:
    body: dict[str, Any] = {
        "type": _TYPES + problem.kind,
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.pointer:
        body["errors"] = [{"pointer": problem.pointer, "detail": problem.detail}]
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else None
    return Response(
        orjson.dumps(body), problem.status, headers, media_type="application/problem+json"
    )


async def on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return render(error)


async def on_http_exception(request: Request, error: Exception) -> Response:
    """What the framework refuses (404, 405) in the same shape as what we refuse."""
    assert isinstance(error, HTTPException)
    kind = HTTPStatus(error.status_code).name.lower().replace("_", "-")
    response = render(Problem(error.status_code, kind, str(error.detail)))
    response.headers.update(error.headers or {})
    return response
