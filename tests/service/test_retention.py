"""Forgetting in time: by age and status, with everything that hangs on a comment."""

from __future__ import annotations

import asyncio

from sqlalchemy import delete, func, select, update

from commentguard.comment import Comment
from commentguard.service.correct import correct
from commentguard.service.guard import Guard
from commentguard.service.once import Once
from commentguard.service.receive import Received, receive
from commentguard.service.retention import Limits, due, enforce
from commentguard.storage import corrections
from commentguard.storage.clock import DAY, new_id, now
from commentguard.storage.tables import comments, metadata
from commentguard.verdict import Label

ADVERT = Comment(text="Call us now on 01632 960 148 for a free quote. Serving Leeds and Bradford.")
READER = Comment(text="Mine grew in a bucket last year.", permalink="https://blog.example/x")


def aged(guard: Guard, comment: Comment, days: int, token: str = "") -> str:
    site = guard.directory.sites["blog"]
    once = Once.of("key", token, b"") if token else None
    then = now() - days * DAY - 1000
    received = asyncio.run(receive(guard, site, comment, once=once, comment_id=new_id(then)))
    assert isinstance(received, Received)
    with guard.store.transaction() as connection:
        connection.execute(
            update(comments).where(comments.c.id == received.id).values(received_at=then)
        )
    return received.id


def left(guard: Guard) -> set[str]:
    with guard.store.engine.connect() as connection:
        return set(connection.scalars(select(comments.c.id)))


def rows(guard: Guard, table: str) -> int:
    with guard.store.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(metadata.tables[table])) or 0


def test_held_comments_stay_longer_than_published_ones(guard: Guard) -> None:
    held = {days: aged(guard, ADVERT, days) for days in (29, 31, 91)}
    read = {days: aged(guard, READER, days) for days in (29, 31, 91)}
    gone = enforce(guard.store, Limits())
    assert left(guard) == {held[29], held[31], read[29]}
    assert (gone["unpublished"], gone["published"]) == (1, 2)


def test_nothing_of_a_deleted_comment_stays(guard: Guard) -> None:
    advert = Comment(text=ADVERT.text, post_title="Roofs", permalink="https://blog.example/roofs")
    comment_id = aged(guard, advert, 100, token="t")
    site = guard.directory.sites["blog"]
    asyncio.run(correct(guard, site, comment_id, Label.SPAM, actor="ann", note="Bob of Roofs"))
    assert rows(guard, "contacts")
    enforce(guard.store, Limits())
    assert {t: rows(guard, t) for t in ("comments", "verdicts", "contacts", "idempotency")} == {
        "comments": 0, "verdicts": 0, "contacts": 0, "idempotency": 0,
    }  # fmt: skip
    with guard.store.engine.connect() as connection:
        (correction,) = corrections.of_site(connection, "blog")
    assert (correction.comment_id, correction.label, correction.note) == (None, "spam", "")


def test_notes_that_an_older_program_left_go_too(guard: Guard) -> None:
    site = guard.directory.sites["blog"]
    gone, here = aged(guard, ADVERT, 1), aged(guard, READER, 1)
    for comment_id in (gone, here):
        asyncio.run(correct(guard, site, comment_id, Label.SPAM, actor="ann", note="by Bob"))
    with guard.store.transaction() as connection:
        connection.execute(delete(comments).where(comments.c.id == gone))
    enforce(guard.store, Limits())
    with guard.store.engine.connect() as connection:
        found = {one.comment_id: one.note for one in corrections.of_site(connection, "blog")}
    assert found == {None: "", here: "by Bob"}


def test_many_go_in_steps(guard: Guard) -> None:
    for _ in range(7):
        aged(guard, ADVERT, 100)
    assert enforce(guard.store, Limits(unpublished=1))["unpublished"] == 7


def test_the_current_version_of_a_post_stays(guard: Guard) -> None:
    for title in ("first", "second"):
        aged(guard, Comment(text="Nice bucket.", permalink="p", post_title=title), 100)
    with guard.store.transaction() as connection:
        table = metadata.tables["posts"]
        for title, days in (("first", 100), ("second", 99)):
            connection.execute(
                update(table).where(table.c.title == title).values(seen_at=now() - days * DAY)
            )
    assert enforce(guard.store, Limits())["posts"] == 1
    with guard.store.engine.connect() as connection:
        assert connection.scalar(select(metadata.tables["posts"].c.title)) == "second"


def test_it_is_due_once_a_day(guard: Guard) -> None:
    assert due(guard.store)
    enforce(guard.store, Limits())
    assert not due(guard.store)
