"""Where a browser is sent on to: pages of the desk, whatever an address or a header says."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request

HOME = "/desk"


def safe(where: str) -> str:
    """A page of the desk to go on to; anything else could lead a signed-in person elsewhere."""
    plain = where.isascii() and where.isprintable() and "\\" not in where and "//" not in where
    return where if plain and (where == HOME or where.startswith(("/desk/", "/desk?"))) else HOME


def seen_from(request: Request) -> str:
    """The page that somebody had in front of them when they sent this: its path and query, if it is ours.

    For scripts htmx says it, for forms the browser; either may be left out or say anything.
    """
    told = request.headers.get("hx-current-url") or request.headers.get("referer", "")
    try:
        parts = urlsplit(told)
    except ValueError:
        return HOME
    if parts.scheme not in ("http", "https") or parts.netloc != request.headers.get("host", ""):
        return HOME
    return safe(f"{parts.path}?{parts.query}" if parts.query else parts.path)
