"""A report that takes long to match fails alone."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import Connection
from tests.service.desk import ADVERT, arrive, endless

from commentguard.service import repeats
from commentguard.service.guard import Guard, TooSlow
from commentguard.service.recheck import recheck
from commentguard.service.report import report
from commentguard.verdict import Label


def test_a_comment_that_takes_long_to_find_is_no_database_that_is_down(
    guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(guard, ADVERT)

    def slow(connection: Connection, *_: Any) -> str:
        return str(endless(connection))

    monkeypatch.setattr(repeats, "find", slow)
    guard.patience = 0.2
    site = guard.directory.sites["blog"]
    with pytest.raises(TooSlow):
        asyncio.run(report(guard, site, ADVERT, Label.SPAM, actor="key:k", source="akismet"))
    assert asyncio.run(recheck(guard, site, ADVERT)) is None
    assert guard.storage_up()
