"""Errors as RFC 9457 problem details: one shape for everything that goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import Request, Response
from starlette.exceptions import HTTPException

from commentguard.errors import DataError
from commentguard.service.correct import NotFound
from commentguard.service.guard import StorageDown, TooSlow
from commentguard.service.once import Conflict

# The path is not said back: an answer to an Akismet client must not hold `true` because its path did.
_IN_WORDS = {
    404: "nothing answers under this path",
    405: "this path does not answer that method; `Allow` names those that it does",
}
_TYPES = "https://commentguard.example/problems/"
MEDIA_TYPE = "application/problem+json"


class Problem(Exception):  # noqa: N818 - the RFC's own word
    """A refusal: `kind` names a stable type, `pointer` the offending field as a JSON pointer.

    `faults` are pointers and messages of all fields that are wrong.
    """

    def __init__(self, status: int, kind: str, detail: str, pointer: str = "") -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail = status, kind, detail
        self.faults: tuple[tuple[str, str], ...] = ((pointer, detail),) if pointer else ()
        self.headers: dict[str, str] = {"WWW-Authenticate": "Bearer"} if status == 401 else {}

    def to_mapping(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": _TYPES + self.kind,
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        if self.faults:
            body["errors"] = [{"pointer": at, "detail": told} for at, told in self.faults]
        return body


def render(problem: Problem) -> Response:
    return Response(
        orjson.dumps(problem.to_mapping()), problem.status, problem.headers, media_type=MEDIA_TYPE
    )


def from_data(error: DataError, kind: str = "invalid-comment") -> Problem:
    problem = Problem(422, kind, str(error))
    problem.faults = error.faults
    return problem


async def on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return render(error)


async def on_http_exception(request: Request, error: Exception) -> Response:
    """What the framework refuses (404, 405) in the same shape as what we refuse."""
    assert isinstance(error, HTTPException)
    kind = HTTPStatus(error.status_code).name.lower().replace("_", "-")
    detail = _IN_WORDS.get(error.status_code, str(error.detail))
    response = render(Problem(error.status_code, kind, detail))
    response.headers.update(error.headers or {})
    return response


async def on_refusal(request: Request, error: Exception) -> Response:
    """What the service refuses, translated."""
    return render(translated(error))


def translated(error: Exception) -> Problem:
    match error:
        case NotFound():
            return Problem(404, "not-found", str(error))
        case TooSlow():
            problem = Problem(503, "too-slow", str(error))
            problem.headers["Retry-After"] = "10"
            return problem
        case StorageDown():
            problem = Problem(503, "storage-down", str(error))
            problem.headers["Retry-After"] = "2"
            return problem
        case Conflict(busy=True):
            return Problem(409, "idempotency-in-flight", str(error))
        case Conflict():
            return Problem(422, "idempotency-mismatch", str(error))
        case DataError():
            return from_data(error, "invalid-value")
        case _:
            raise error


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    Problem: on_problem,
    HTTPException: on_http_exception,
    NotFound: on_refusal,
    StorageDown: on_refusal,
    Conflict: on_refusal,
    DataError: on_refusal,
}
"""For `FastAPI(exception_handlers=…)`."""
