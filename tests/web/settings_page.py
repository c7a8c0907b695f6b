"""The settings page of the fictional site in tests: its forms, and what is kept."""

from __future__ import annotations

import re
from typing import Any

from httpx2 import Response
from tests.web.desk import Browser, Fields

from commentguard.demo.fill import SITE
from commentguard.feedback.budget import Budget
from commentguard.service import allowance
from commentguard.storage import insight
from commentguard.testing.serving import Served

BUDGET = {
    "one_in": "200", "days": "7", "confidence": "95", "audited": "2", "low": "50", "high": "99.9",
}  # fmt: skip
PAGE = f"/desk/settings?site={SITE}"


def send(browser: Browser, what: str, fields: Fields, *, seen: bool = True) -> Response:
    """Send one of the page's forms, with the hidden fields that it has just now."""
    page = browser.get(PAGE).text
    form = re.search(rf'<form method="post" action="/desk/settings/{what}".*?</form>', page, re.S)
    stamp = re.search(r'name="seen" value="([0-9a-f]+)"', form[0]) if form and seen else None
    pairs = list(fields.items()) if isinstance(fields, dict) else list(fields)
    hidden = [("site", SITE), *([("seen", stamp[1])] if stamp else [])]
    return browser.post(f"/desk/settings/{what}", [*hidden, *pairs])


def policy(demo: Served) -> dict[str, Any]:
    return demo.guard.directory.sites[SITE].policy


def lines(demo: Served, action: str) -> list[Any]:
    with demo.guard.store.engine.connect() as connection:
        return [row for row in insight.audit_lines(connection, [SITE]) if row.action == action]


def budget(demo: Served) -> Budget | None:
    with demo.guard.store.engine.connect() as connection:
        return allowance.stored(connection, SITE)
