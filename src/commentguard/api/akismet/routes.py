"""Every call under both versions.

Plain Starlette routes: the framework's own would resolve dependencies that these handlers do
not have, at half the price of an answer, and describe forms in a document about JSON.
"""

from __future__ import annotations

from fastapi import FastAPI
from starlette.routing import Match, Route
from starlette.types import Scope

from commentguard.api.akismet import account, check, figures, submit
from commentguard.api.akismet.door import Handler

# The call that visitors wait for comes first: routes are tried in order.
CALLS: dict[str, Handler] = {
    "comment-check": check.comment_check,
    "submit-spam": submit.submit_spam,
    "submit-ham": submit.submit_ham,
    "verify-key": account.verify_key,
    "get-subscription": account.get_subscription,
    "get-stats": figures.get_stats,
    "get-key-stats": figures.get_stats,
    "token": account.token,
    "deactivate": account.deactivate,
    "verify-wpcom-key": account.verify_wpcom_key,
    "test": account.test,
    "usage-limit": figures.usage_limit,
    "key-sites": figures.key_sites,
}


def add_akismet(app: FastAPI) -> None:
    """Mount `/1.1` and `/1.2` on `app`. The vendor serves each call under one of them; clients
    that guess wrong are served all the same.
    """
    app.router.routes.extend(
        _Route(f"/{version}/{name}", handler, methods=["GET", "POST"])
        for name, handler in CALLS.items()
        for version in ("1.1", "1.2")
    )


class _Route(Route):
    """Leaves itself in the scope, where the stopwatch looks for the endpoint's name."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        # Most routes are not the one asked for; a prefix that a proxy sets stands in front.
        if not scope["path"].endswith(self.path):
            return Match.NONE, {}
        match, child = super().matches(scope)
        if match is Match.FULL:
            child["route"] = self
        return match, child
