"""The ASGI application: `commentguard.api.app:app`.

Importing it reads no model; the model is loaded when the server starts. The handlers are
`async def` and score inline: a score is shorter than a thread hand-over.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from commentguard.api.access import check_access
from commentguard.api.body import parse_comment, read_body
from commentguard.api.problems import Problem, on_http_exception, on_problem
from commentguard.api.schemas import comment_schema, problem_schema, verdict_schema
from commentguard.api.settings import Settings
from commentguard.comment import Comment
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.shipped import default_model

_VERSION = "0.1.0"
_JSON = "application/json"


def make_app(settings: Settings | None = None) -> FastAPI:
    """An application with its own settings; by default those of the environment at start-up."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.settings = settings or Settings.from_environment()
        scorer = Scorer.from_folder(app.state.settings.model or default_model())
        # The first score builds lexicons and gazetteer: better now than on a visitor's time.
        scorer.score(Comment(text="Warm up in Leeds, 01632 960 148, www.shop.example"))
        app.state.scorer = scorer
        yield
        app.state.scorer = None

    app = FastAPI(
        title="CommentGuard",
        version=_VERSION,
        summary="Scores blog comments and says why.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        exception_handlers={Problem: on_problem, HTTPException: on_http_exception},
    )
    app.add_api_route(
        "/v1/score", score, methods=["POST"], openapi_extra=_score_docs(), responses=_RESPONSES
    )
    app.add_api_route("/livez", livez, methods=["GET"], response_class=Response)
    app.add_api_route("/readyz", readyz, methods=["GET"], response_class=Response, responses=_READY)
    return app


async def score(request: Request) -> Response:
    """Score one comment. Stateless: nothing is stored."""
    check_access(request, request.app.state.settings)
    comment = parse_comment(await read_body(request))
    verdict = request.app.state.scorer.score(comment)
    return Response(orjson.dumps(verdict.to_mapping(comment.text)), media_type=_JSON)


async def livez() -> Response:
    """The process answers."""
    return Response(b'{"status":"ok"}', media_type=_JSON)


async def readyz(request: Request) -> Response:
    """A model is loaded; says which."""
    scorer: Scorer | None = getattr(request.app.state, "scorer", None)
    if scorer is None:
        raise Problem(503, "not-ready", "no model is loaded yet")
    return Response(
        orjson.dumps({"status": "ok", "model": scorer.bundle.describe()}), media_type=_JSON
    )


def _problem(description: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": problem_schema()}}
    return {"description": description, "content": content}


_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The verdict", "content": {_JSON: {"schema": verdict_schema()}}},
    400: _problem("Not JSON"),
    401: _problem("A key is required"),
    413: _problem("The body is too large"),
    422: _problem("A field has the wrong type"),
}
_READY: dict[int | str, dict[str, Any]] = {503: _problem("No model is loaded")}


def _score_docs() -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {_JSON: {"schema": comment_schema()}}}}


app = make_app()
