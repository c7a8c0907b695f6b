"""What tests of the queue read from its pages, and the floods that they send."""

from __future__ import annotations

import re

from tests.service.desk import ADVERT, arrive

from commentguard.comment import Comment
from commentguard.storage import comments
from commentguard.testing.serving import Served


def stamps(page: str, comment_id: str) -> str:
    found = re.search(rf'name="id" value="({comment_id}:[a-z]+\.\d+:\d+)"', page)
    assert found, "the comment is not on the page"
    return found[1]


def ids(page: str) -> list[str]:
    return re.findall(r'<article class="card[^"]*" id="c-([0-9a-f]{32})"', page)


def status(server: Served, comment_id: str) -> str:
    with server.guard.store.engine.connect() as connection:
        stored = comments.find(connection, comment_id)
        assert stored is not None
        return stored.status.value


def send_flood(server: Served, words: str, count: int = 4) -> list[str]:
    return [
        arrive(server.guard, Comment(text=f"{ADVERT.text} {words}, ask for offer {k}", author="Boost"))
        for k in range(count)
    ]  # fmt: skip
