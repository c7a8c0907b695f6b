"""Calls that a visitor waits for go straight to their handler.

The framework passes each request through eight layers and an answer through five, asks every route whether
it is meant, and keeps three stacks of files to close, which these calls never open: a quarter of what a
comment costs that is judged together with others. What they need of it is done here: the route by its path,
the envelope, and refusals as problems.

The trap: middleware of the framework does not see these calls. `Envelope` is the place for what all need.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from fastapi import Request
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from commentguard.api.problems import HANDLERS
from commentguard.server.envelope import Envelope

PATHS = frozenset({"/v1/score", "/v1/comments", "/1.1/comment-check", "/1.2/comment-check"})
"""Asked by POST. Whatever else is asked of them is left to the framework, which knows how to refuse it."""


class Straight:
    """Answers what `takes` says; everything else is the framework's."""

    def __init__(self, routes: Sequence[BaseRoute], hosts: Collection[str]) -> None:
        self._routes = {
            route.path: route
            for route in routes
            if isinstance(route, Route) and route.path in PATHS and "POST" in (route.methods or ())
        }
        self._envelope = Envelope(self._answer, hosts)

    def takes(self, scope: Scope) -> bool:
        """Whether the call is one of these. Under a prefix (`root_path`) none is."""
        return (
            scope["type"] == "http"
            and scope["method"] == "POST"
            and scope["path"] in self._routes
            and not scope.get("root_path")
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._envelope(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        route = scope["route"] = self._routes[scope["path"]]
        request = Request(scope, receive)
        try:
            response = await route.endpoint(request)
        except Exception as error:
            for kind in type(error).__mro__:
                if kind in HANDLERS:
                    response = await HANDLERS[kind](request, error)
                    break
            else:
                raise
        await response(scope, receive, send)
