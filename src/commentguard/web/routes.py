"""Every path of the desk with its handler."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.staticfiles import StaticFiles

from commentguard.web import (
    audit,
    budget,
    bulk,
    decisions,
    insight,
    learning,
    lists,
    live,
    login,
    people,
    queue,
    remarks,
    settings,
    trial,
)
from commentguard.web.pages import HEADERS, go
from commentguard.web.refusal import Refusal
from commentguard.web.visitor import Handler, desk

_STATIC = Path(__file__).parent / "static"

_ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/desk/login", login.show),
    ("POST", "/desk/login", login.sign_in),
    ("POST", "/desk/logout", login.sign_out),
    ("GET", "/desk/enter/{token}", login.offered),
    ("POST", "/desk/enter/{token}", login.enter),
    ("GET", "/desk/join/{token}", login.offered),
    ("POST", "/desk/join/{token}", login.join),
    ("GET", "/desk/reset/{token}", login.forgotten),
    ("POST", "/desk/reset/{token}", login.reset),
    ("GET", "/desk", queue.queue),
    ("GET", "/desk/comments/{comment_id}", queue.comment),
    ("POST", "/desk/comments/{comment_id}/notes", remarks.keep_note),
    ("POST", "/desk/comments/{comment_id}/list", lists.list_sender),
    ("POST", "/desk/decide", decisions.decide_comments),
    ("POST", "/desk/undo", decisions.undo),
    ("GET", "/desk/bulk", bulk.preview),
    ("POST", "/desk/bulk", bulk.carry),
    ("GET", "/desk/try", trial.show),
    ("POST", "/desk/try", trial.judge),
    ("GET", "/desk/insight", insight.show),
    ("GET", "/desk/insight/{what}.csv", insight.export),
    ("GET", "/desk/learning", learning.show),
    ("GET", "/desk/budget", budget.show),
    ("GET", "/desk/audit", audit.show),
    ("GET", "/desk/audit.csv", audit.export),
    ("GET", "/desk/people", people.show),
    ("POST", "/desk/people/invite", people.invite),
    ("POST", "/desk/people/withdraw", people.withdraw),
    ("POST", "/desk/people/role", people.set_role),
    ("POST", "/desk/people/key", people.make_key),
    ("POST", "/desk/people/key/end", people.end_key),
    ("POST", "/desk/people/end", people.end_account),
    ("POST", "/desk/people/reset", people.reset),
    ("GET", "/desk/settings", settings.show),
    ("POST", "/desk/settings/policy", settings.set_policy),
    ("POST", "/desk/settings/budget", settings.set_budget),
    ("POST", "/desk/settings/budget/end", settings.drop_budget),
    ("POST", "/desk/settings/allow", lists.allow),
    ("POST", "/desk/settings/allow/end", lists.disallow),
    ("POST", "/desk/settings/deny", lists.deny),
    ("POST", "/desk/settings/deny/end", lists.undeny),
    ("GET", "/desk/me", people.me),
    ("POST", "/desk/me", people.set_me),
    ("POST", "/desk/me/password", people.set_password),
    ("POST", "/desk/live", live.live),
)


def add_desk(app: FastAPI) -> None:
    """Mount the desk. Its pages are for people and not part of the API's description."""
    for method, path, handler in _ROUTES:
        app.add_api_route(path, handler, methods=[method], include_in_schema=False)
    # The address that a start prints is what people type.
    app.add_api_route("/", _home, methods=["GET", "HEAD"], include_in_schema=False)
    app.mount("/desk/static", _Static(directory=_STATIC))
    for method in ("GET", "POST"):
        app.add_api_route("/desk/{rest:path}", _nowhere, methods=[method], include_in_schema=False)


async def _home() -> Response:
    return go("/desk")


@desk
async def _nowhere(request: Request) -> Response:
    raise Refusal(404, "There is no such page.")


class _Static(StaticFiles):
    """Files under the same policy as the pages; asked for again, they cost a 304."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers.update({**HEADERS, "Cache-Control": "no-cache"})
        return response
