"""Around every request: a request id, the Host check, a stopwatch, and a net for what we missed.

Pure ASGI. The framework's convenient base class runs each request in a task of its own, which costs
more than a score.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, MutableMapping
from random import getrandbits
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from commentguard.api.problems import Problem, render
from commentguard.service import meters

log = logging.getLogger("commentguard.access")

# Paths whose answers a web page elsewhere must not reach by pointing its own name here (DNS
# rebinding). The Akismet face is asked under names of its own and guards itself by its keys.
_GUARDED = ("/v1", "/metrics", "/desk")
_MAX_ID = 64


class Envelope:
    """See the module. `hosts` are names without a port; `*` accepts any."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower().strip("[]") for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        request_id, host = _read(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        status = 0

        async def send_marked(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message.get("headers", ()),
                    (b"x-request-id", request_id.encode()),
                ]
            await send(message)

        try:
            if not self._known(scope["path"], host):
                meters.REFUSED.labels("host").inc()
                problem = Problem(421, "unknown-host", "this server does not go by that name")
                await render(problem)(scope, receive, send_marked)
            else:
                await self._app(scope, receive, send_marked)
        except Exception:
            log.exception("unexpected", extra={"fields": {"request_id": request_id}})
            if status:
                raise
            problem = Problem(500, "unexpected", f"something broke; its id is {request_id}")
            await render(problem)(scope, receive, send_marked)
        finally:
            seconds = time.perf_counter() - begun
            route = scope.get("route")
            endpoint = getattr(route, "path", "other")
            meters.seconds(endpoint, f"{status // 100}xx").observe(seconds)
            if log.isEnabledFor(logging.DEBUG):
                fields = {
                    "request_id": request_id, "method": scope["method"], "endpoint": endpoint,
                    "status": status, "ms": round(seconds * 1000, 2),
                }  # fmt: skip
                log.debug("answered", extra={"fields": fields})

    def _known(self, path: str, host: str) -> bool:
        if "*" in self._hosts or not path.startswith(_GUARDED):
            return True
        name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
        return name.lower().strip("[]") in self._hosts


def _read(scope: Scope) -> tuple[str, str]:
    """The caller's request id, where it is a plain one, else a new one; and the Host."""
    request_id, host = "", ""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            text = value.decode("latin-1")
            if len(text) <= _MAX_ID and text.isascii() and text.replace("-", "").isalnum():
                request_id = text
        elif name == b"host":
            host = value.decode("latin-1")
    # Names an answer and guards nothing: no need to ask the system, which lets go of the interpreter.
    return request_id or f"{getrandbits(64):016x}", host
