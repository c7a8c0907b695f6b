"""Requests whose target is a whole URL, as clients send them to a proxy.

`WP_PROXY_HOST` makes WordPress send `POST http://rest.akismet.com/1.1/…`. One of uvicorn's two
parsers passes the URL on as the path.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class AbsoluteForm:
    """Turns such a target into a path, its authority into the Host (RFC 9112, 3.2.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith("/"):
            scope = _relative(scope)
        await self._app(scope, receive, send)


def _relative(scope: Scope) -> Scope:
    scheme, found, rest = scope["path"].partition("://")
    if not found or scheme.lower() not in ("http", "https"):
        return scope
    host, _, path = rest.partition("/")
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {
        **scope,
        "path": f"/{path}",
        "raw_path": f"/{path}".encode(),
        "headers": [*headers, (b"host", host.rpartition("@")[2].encode())],
    }
