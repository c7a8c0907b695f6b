"""Templates turned into answers, with the headers that every page of the desk carries."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import anyio
from fastapi import Response
from starlette.responses import HTMLResponse, RedirectResponse

from commentguard.web import wording

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
# Nothing inline, nothing from elsewhere: what a comment smuggles past escaping still runs nowhere.
POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@cache
def environment() -> Environment:
    """Everything is escaped; a name that does not exist is an error and not an empty string."""
    # Two megabytes that a server whose desk nobody opens does without.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters.update(wording.FILTERS)
    found.globals.update(wording.GLOBALS)
    return found


async def page(template: str, status: int = 200, **values: Any) -> Response:
    """A rendered page. Rendering takes longer than a score, so it leaves the event loop alone."""
    text = await anyio.to_thread.run_sync(
        lambda: environment().get_template(template).render(values)
    )
    return HTMLResponse(text, status, HEADERS)


def go(where: str) -> Response:
    """Answer a form by sending the browser on, so that reloading does not send it again."""
    return RedirectResponse(where, 303, HEADERS)


def quoted(text: str) -> str:
    """For a value in an address."""
    return quote(text, safe="")
