"""The native API: every path with its handler and its description.

Requests are read by hand and described by hand. The framework's own reading would parse each body
twice and answer bad input in another shape; a test compares the description with the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import Scope

from commentguard.api import comments, posts, queue, schemas, score, site
from commentguard.api.body import MAX_TOKEN, TOKEN
from commentguard.api.problems import MEDIA_TYPE
from commentguard.api.queue import DEFAULT_LIMIT
from commentguard.service.review import MAX_PAGE

Described = dict[int | str, dict[str, Any]]

_WHY = {
    400: "Not JSON, or a header that cannot be read",
    401: "A key is required",
    403: "The key does not have the scope",
    404: "There is no such thing on this site",
    409: "A request with this idempotency key is in flight",
    413: "The body is too large",
    415: "The body is compressed, or is not JSON and was not sent as such",
    421: "This server does not go by that name",
    422: "A field has the wrong type or value",
    429: "Too many requests; see Retry-After",
    503: "Storage does not answer; see Retry-After",
}
_ALWAYS = (401, 421, 429)
_BODY = (400, 413, 415, 422)


def add_routes(app: FastAPI) -> None:
    """Mount `/v1` on `app`."""
    add = _Adder(app)
    add(
        "POST", "/v1/score", score.score, schemas.asked_schema(),
        {200: ("The verdict", schemas.scored_schema())}, (*_BODY, 403),
    )  # fmt: skip
    add(
        "POST", "/v1/comments", comments.post_comment, schemas.asked_schema(),
        {
            201: ("Judged and stored", schemas.received_schema()),
            200: ("Judged without storage (degraded)", schemas.received_schema()),
        },
        (*_BODY, 403, 409), once=True,
    )  # fmt: skip
    add(
        "POST", "/v1/comments:batchScore", score.batch_score, schemas.batch_schema(),
        {200: ("A verdict or a problem for each, in order", schemas.results_schema())},
        (*_BODY, 403),
    )  # fmt: skip
    add(
        "GET", "/v1/comments", queue.get_comments, None,
        {200: ("A page of comments as they stand", schemas.listed_schema())}, (403, 422, 503),
        asked=_ASKED,
    )  # fmt: skip
    add(
        "GET", "/v1/comments/{comment_id}", comments.get_comment, None,
        {200: ("The comment as it stands", schemas.stored_schema())}, (403, 404, 503),
    )  # fmt: skip
    add(
        "POST", "/v1/comments/{comment_id}/correction", comments.post_correction,
        schemas.correction_schema(),
        {200: ("Recorded", schemas.corrected_schema())}, (*_BODY, 403, 404, 409, 503), once=True,
    )  # fmt: skip
    add(
        "DELETE", "/v1/comments/{comment_id}/correction", comments.delete_correction, None,
        {200: ("Taken back", schemas.corrected_schema())}, (400, 403, 404, 409, 422, 503), once=True,
    )  # fmt: skip
    add(
        "PUT", "/v1/posts", posts.put_post, schemas.post_schema(),
        {200: ("Kept", schemas.kept_schema())}, (*_BODY, 403, 503),
    )  # fmt: skip
    add(
        "GET", "/v1/site", site.get_site, None,
        {200: ("The site of this key", schemas.site_schema())}, (403,),
    )  # fmt: skip
    add(
        "PUT", "/v1/site/policy", site.put_policy, schemas.policy_schema(),
        {200: ("The site with its new policy", schemas.site_schema())}, (*_BODY, 403, 503),
    )  # fmt: skip
    add(
        "GET", "/v1/models", site.get_models, None,
        {200: ("Models that answer or answered here", schemas.models_schema())}, (403, 503),
    )  # fmt: skip


class _Straight(APIRoute):
    """A route whose handler reads the request itself.

    The framework would resolve dependencies that no handler here has, and try the pattern of
    every path before the one asked for.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        endpoint: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return endpoint

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        # A prefix that a proxy sets may stand in front.
        if "{" not in self.path and not scope["path"].endswith(self.path):
            return Match.NONE, {}
        return super().matches(scope)


class _Adder:
    """Adds one route with its description."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def __call__(
        self,
        method: str,
        path: str,
        handler: Any,
        body: dict[str, Any] | None,
        answers: dict[int, tuple[str, dict[str, Any]]],
        refusals: tuple[int, ...],
        *,
        once: bool = False,
        asked: tuple[dict[str, Any], ...] = (),
    ) -> None:
        responses: Described = {
            status: {"description": text, "content": {score.JSON: {"schema": schema}}}
            for status, (text, schema) in answers.items()
        }
        for status in sorted({*refusals, *_ALWAYS}):
            responses[status] = problem(_WHY[status])
        extra: dict[str, Any] = {"security": [{"key": []}]}
        if body is not None:
            extra["requestBody"] = {"required": True, "content": {score.JSON: {"schema": body}}}
        parameters = [*asked, *([_COMMENT_ID] if "{comment_id}" in path else [])]
        if once:
            parameters.append(_IDEMPOTENCY_KEY)
        if parameters:
            extra["parameters"] = parameters
        self._app.router.add_api_route(
            path,
            handler,
            methods=[method],
            status_code=min(answers) if 201 not in answers else 201,
            response_class=Response,
            responses=responses,
            openapi_extra=extra,
            route_class_override=_Straight,
        )


def problem(description: str) -> dict[str, Any]:
    """The description of a refusal."""
    return {
        "description": description,
        "content": {MEDIA_TYPE: {"schema": schemas.problem_schema()}},
    }


def _query(name: str, schema: dict[str, Any], description: str = "") -> dict[str, Any]:
    found = {"name": name, "in": "query", "required": False, "schema": schema}
    return {**found, "description": description} if description else found


_MEANT = {
    "status": "`held` unless said; `any`, in whichever state, where `decided_after` or `client_id` is asked for.",
    "order": "`newest` unless said. `unsure`: those whose probability lies nearest to the site's cut-off come first, "
    "on whichever side of it; `likeliest`: the most probably unwanted.",
}
_ASKED = (
    *(
        _query(name, {"type": "string", "enum": list(of)}, _MEANT.get(name, ""))
        for name, of in queue.CHOICES.items()
    ),
    _query(
        "decided_after",
        {"type": "string", "format": "date-time"},
        "Only what people decided, or took back, at this time or later, in the order of the decisions, "
        "however it stands now. Not with `order`.",
    ),
    _query(
        "client_id",
        {"type": "string", "minLength": 1},
        "The `id` under which you sent the comment.",
    ),
    _query("after", {"type": "string", "maxLength": 64}, "What the page before said in `next`."),
    _query(
        "limit", {"type": "integer", "minimum": 1, "maximum": MAX_PAGE, "default": DEFAULT_LIMIT}
    ),
)
_COMMENT_ID: dict[str, Any] = {
    "name": "comment_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string"},
}
_IDEMPOTENCY_KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Repeating a request under the same key stores nothing twice.",
    "schema": {"type": "string", "minLength": 1, "maxLength": MAX_TOKEN, "pattern": TOKEN},
}
