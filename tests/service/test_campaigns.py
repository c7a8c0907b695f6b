"""A comment continues the campaign of its site, whether history saw the site's copy or too many others."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from commentguard.comment import Comment
from commentguard.service import sites
from commentguard.service.guard import Guard
from commentguard.service.receive import Received, receive
from commentguard.storage.clock import now
from commentguard.storage.tables import comments

TEXT = (
    "Roof repair in Leeds, Bradford and Wakefield by a family of roofers since 1987, with free "
    "quotes and no call-out charge, and a guarantee of ten years on every slate we lay, number {}."
)


@pytest.fixture
def both(guard: Guard) -> Guard:
    with guard.store.transaction() as connection:
        sites.add(connection, "elsewhere", now())
    guard.refresh_now()
    return guard


def send(guard: Guard, site: str, number: int) -> str:
    comment = Comment(text=TEXT.format(number), author_email=f"a{number}@mail.example")
    received = asyncio.run(receive(guard, guard.directory.sites[site], comment))
    assert isinstance(received, Received)
    return received.id


def campaign(guard: Guard, comment_id: str) -> str:
    with guard.store.engine.connect() as connection:
        found = connection.scalar(select(comments.c.campaign).where(comments.c.id == comment_id))
    assert isinstance(found, str)
    return found


@pytest.mark.parametrize("between", [0, 3, 30])
def test_copies_on_another_site_do_not_break_a_campaign(both: Guard, between: int) -> None:
    first = send(both, "blog", 1)
    others = [send(both, "elsewhere", 2 + k) for k in range(between)]
    near, same = send(both, "blog", 90), send(both, "blog", 1)
    assert campaign(both, first) == campaign(both, near) == campaign(both, same) == first
    assert {campaign(both, one) for one in others} == set(others[:1])


def test_a_flood_is_one_campaign(guard: Guard) -> None:
    sent = [send(guard, "blog", k % 7) for k in range(40)]
    assert {campaign(guard, one) for one in sent} == {sent[0]}


def test_what_is_alone_is_a_campaign_of_its_own(guard: Guard) -> None:
    send(guard, "blog", 1)
    other = Comment(
        text="My tomatoes had blight after the wet July, so I burned every plant of them."
    )
    received = asyncio.run(receive(guard, guard.directory.sites["blog"], other))
    assert isinstance(received, Received)
    assert campaign(guard, received.id) == received.id
