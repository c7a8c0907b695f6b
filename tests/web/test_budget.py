"""The page of the budget."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection
from tests.service.desk import endless
from tests.web.desk import signed_in

from commentguard.service.guard import TOO_SLOW
from commentguard.testing.serving import Served
from commentguard.web import budget


def test_a_site_that_takes_long_to_count_is_no_database_that_is_down(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(connection: Connection, *_: Any) -> int:
        return endless(connection)

    browser = signed_in(server)
    monkeypatch.setattr(budget, "figures", slow)
    page = browser.get("/desk/budget?site=blog")
    assert page.status_code == 503
    assert TOO_SLOW[1:] in page.text
    assert server.guard.storage_up()
