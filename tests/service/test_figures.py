"""What a site did, by month and blog, on each kind of database."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from tests.service.desk import endless

from commentguard.comment import Comment
from commentguard.service import figures
from commentguard.service.correct import correct
from commentguard.service.erase import erase_comments
from commentguard.service.figures import Count, by_month, summed
from commentguard.service.guard import Guard, StorageDown, TooSlow
from commentguard.service.receive import Received, receive
from commentguard.storage.clock import DAY, now
from commentguard.storage.tables import comments
from commentguard.verdict import Label

ADVERT = Comment(
    text="Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield.",
    author="Slate Roofing Leeds",
)
READER = Comment(text="Thanks, the tip about cold frames saved my tomatoes.", author="Renée")


def store(guard: Guard, comment: Comment, blog: str) -> str:
    received = asyncio.run(
        receive(guard, guard.directory.sites["blog"], replace(comment, site=blog))
    )
    assert isinstance(received, Received)
    return received.id


def test_counts_by_month_and_blog(guard: Guard) -> None:
    site = guard.directory.sites["blog"]
    held = store(guard, ADVERT, "https://a.example")
    store(guard, ADVERT, "https://b.example")
    published = store(guard, READER, "https://a.example")
    store(guard, READER, "https://a.example")
    old = store(guard, READER, "https://a.example")
    with guard.store.transaction() as connection:
        connection.execute(
            comments.update().where(comments.c.id == old).values(received_at=now() - 400 * DAY)
        )
    asyncio.run(correct(guard, site, held, Label.HAM, actor="test"))
    asyncio.run(correct(guard, site, published, Label.SPAM, actor="test"))
    months = asyncio.run(by_month(guard, site))
    assert len(months) == 2
    first, last = months.values()
    assert first == {"https://a.example": Count(ham=1)}
    assert last == {
        "https://a.example": Count(spam=1, ham=2, missed_spam=1, false_positives=1),
        "https://b.example": Count(spam=1),
    }
    total = summed(months)
    assert (total.total, total.spam, total.ham) == (5, 2, 3)
    assert total.accuracy == pytest.approx(60.0)
    recent = asyncio.run(by_month(guard, site, now() - 100 * DAY))
    assert summed(recent).total == 4
    assert asyncio.run(by_month(guard, guard.directory.sites["other"])) == {}


def test_an_erased_comment_is_no_spam_of_a_blog_without_a_name(guard: Guard) -> None:
    erase_comments(guard.store, [store(guard, READER, "https://a.example")])
    assert asyncio.run(by_month(guard, guard.directory.sites["blog"])) == {}


def test_no_verdicts_no_mistakes() -> None:
    assert Count().accuracy == 100.0


def test_a_database_that_is_down_is_said_to_be(
    guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "storage_up", lambda: False)
    with pytest.raises(StorageDown):
        asyncio.run(by_month(guard, guard.directory.sites["blog"]))


def test_a_site_that_takes_long_to_count_is_no_database_that_is_down(
    guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "daily", lambda connection, *_: endless(connection))
    guard.patience = 0.2
    with pytest.raises(TooSlow):
        asyncio.run(by_month(guard, guard.directory.sites["blog"]))
    assert guard.storage_up()
