"""How long a platform is ready to wait for a server: what it asks for, not what a clock says."""

from __future__ import annotations

from urllib.request import OpenerDirector, Request


def told_how_long(opener: OpenerDirector) -> list[float]:
    """The seconds that each request from now on may take, whatever it takes."""
    told: list[float] = []
    really = opener.open

    def open_(request: Request, timeout: float) -> object:
        told.append(timeout)
        return really(request, timeout=timeout)

    opener.open = open_  # type: ignore[method-assign, assignment]
    return told
