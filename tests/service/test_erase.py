"""Forgetting a person: nothing of theirs is found anywhere, not even in the file."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.service.correct import NotFound, correct
from commentguard.service.erase import erase, erase_comments
from commentguard.service.guard import Guard
from commentguard.service.once import Once
from commentguard.service.receive import Received, receive
from commentguard.storage import comments, insight
from commentguard.storage.comments import Status
from commentguard.storage.tables import metadata
from commentguard.verdict import Label

CANARY = "wisteria-4471"
ANN = Comment(
    text=f"Our {CANARY} fell down in the storm and took the whole fence of the garden with it.",
    author="Ann", author_email="ann@reader.example", author_ip="203.0.113.9",
)  # fmt: skip
BOB = Comment(text="Mine grew in a bucket.", author="Bob", author_email="bob@reader.example")


def take(guard: Guard, comment: Comment, site: str = "blog") -> str:
    who = f"{comment.author}{comment.author_email}{comment.author_ip}"
    once = Once.of("key", f"{site}{who}", b"")
    received = asyncio.run(receive(guard, guard.directory.sites[site], comment, once=once))
    assert isinstance(received, Received)
    return received.id


def everything(guard: Guard) -> str:
    with guard.store.engine.connect() as connection:
        return "\n".join(
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
        )


def test_nothing_of_the_author_is_left(guard: Guard, tmp_path: Path) -> None:
    one, two = take(guard, ANN), take(guard, ANN, site="other")
    bob = take(guard, BOB)
    site = guard.directory.sites["blog"]
    asyncio.run(correct(guard, site, one, Label.HAM, actor="mod", note=f"it is {CANARY}"))
    assert CANARY in everything(guard)
    assert erase(guard.store, guard.secret, Comment(author_email=" ANN@reader.example")) == 2
    for trace in (CANARY, "ann@reader", "Ann"):
        assert trace not in everything(guard)
    with guard.store.engine.connect() as connection:
        for comment_id in (one, two):
            tombstone = comments.find(connection, comment_id)
            assert tombstone is not None
            assert tombstone.status is Status.ERASED
        assert comments.find(connection, bob) is not None
        lines = insight.audit_lines(connection, ["blog"])
    assert ("erase", {"comments": 1}) in [(line.action, line.detail) for line in lines]
    for path in tmp_path.glob("test.db*"):
        assert CANARY.encode() not in path.read_bytes(), path.name


def test_an_erased_comment_cannot_be_corrected(guard: Guard) -> None:
    one = take(guard, ANN)
    erase(guard.store, guard.secret, ANN)
    with pytest.raises(NotFound):
        asyncio.run(correct(guard, guard.directory.sites["blog"], one, Label.SPAM, actor="mod"))


def test_one_site_can_be_asked_alone(guard: Guard) -> None:
    take(guard, ANN)
    take(guard, ANN, site="other")
    assert erase(guard.store, guard.secret, ANN, site_id="other") == 1
    assert CANARY in everything(guard)


@pytest.mark.parametrize(
    ("site", "parent", "left"),
    [
        ("blog", {"parent_text": ANN.text, "parent_author": "Ann"}, {}),
        ("blog", {"parent_text": ANN.text}, {}),
        ("blog", {"parent_text": "Ours did, too.", "parent_author": "Ann"}, {"parent_text": "Ours did, too."}),
        ("blog", {"parent_text": BOB.text, "parent_author": "Bob"}, {"parent_text": BOB.text, "parent_author": "Bob"}),
        ("blog", {"permalink": "https://blog.example/roses", "parent_author": "Ann"}, {"parent_author": "Ann"}),
        ("other", {"parent_text": ANN.text, "parent_author": "Ann"}, {"parent_text": ANN.text, "parent_author": "Ann"}),
    ],
)  # fmt: skip
def test_a_reply_keeps_nothing_of_the_comment_that_it_came_with(
    guard: Guard, site: str, parent: dict[str, Any], left: dict[str, str]
) -> None:
    post = "https://blog.example/wisteria"
    take(guard, replace(ANN, permalink=post))
    answer = replace(BOB, permalink=post, text="How sad! Ours stood.", user_agent="Browser 1.0")
    reply = take(guard, replace(answer, **parent), site=site)
    erase(guard.store, guard.secret, ANN)
    with guard.store.engine.connect() as connection:
        stored = comments.find(connection, reply)
    assert stored is not None
    kept = stored.comment
    told = {"parent_text": kept.parent_text, "parent_author": kept.parent_author}
    assert {name: value for name, value in told.items() if value} == left
    assert (kept.text, kept.user_agent) == (answer.text, answer.user_agent)


def test_learning_forgets_or_nothing_is_erased(guard: Guard) -> None:
    one = take(guard, ANN)
    heard: list[tuple[frozenset[str], frozenset[str]]] = []

    class Pupil:
        fails = True

        def corrected(self, connection: Connection, *_: object) -> None:
            raise AssertionError("nothing was corrected")

        def forgotten(
            self, connection: Connection, comment_ids: frozenset[str], site_ids: frozenset[str]
        ) -> None:
            heard.append((comment_ids, site_ids))
            if self.fails:
                raise ValueError("cannot forget")

    pupil = Pupil()
    with pytest.raises(ValueError, match="cannot forget"):
        erase(guard.store, guard.secret, ANN, learner=pupil)
    assert CANARY in everything(guard)
    pupil.fails = False
    erase(guard.store, guard.secret, ANN, learner=pupil)
    assert heard[-1] == (frozenset({one}), frozenset({"blog"}))
    assert CANARY not in everything(guard)


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ("2001:0DB8:0:0:0:0:0:7", "2001:db8::7"),
        ("2001:db8::7", "2001:0DB8:0:0:0:0:0:7"),
        ("::ffff:198.51.100.4", "198.51.100.4"),
    ],
)
@pytest.mark.parametrize("before", [False, True], ids=["now", "stored before"])
def test_an_address_is_the_same_in_every_spelling(
    guard: Guard, sent: str, asked: str, before: bool
) -> None:
    ann = Comment(text=ANN.text, author="Ann", author_ip=sent)
    one = take(guard, ann)
    others = (
        replace(ann, author="Anna"),
        replace(ann, author_ip="203.0.113.10"),
        replace(ann, author_email="other@reader.example"),
    )
    two = take(guard, replace(ann, text="It is none of theirs.", author_email="none"))
    for k, other in enumerate(others):
        take(guard, replace(other, text=f"{k} times as many {CANARY} stand in the other garden."))
    if before:
        with guard.store.transaction() as connection:
            key = guard.secret.number("name", f"ann\0{sent}")
            table = metadata.tables["comments"]
            connection.execute(update(table).where(table.c.id == one).values(author_key=key))
    assert erase(guard.store, guard.secret, Comment(author=" ann", author_ip=asked)) == 2
    with guard.store.engine.connect() as connection:
        tombstones = [comments.find(connection, comment) for comment in (one, two)]
    assert [stone.status for stone in tombstones if stone] == [Status.ERASED] * 2


def test_a_name_alone_is_nobody(guard: Guard) -> None:
    with pytest.raises(DataError):
        erase(guard.store, guard.secret, Comment(author="Ann"))


def test_who_left_nothing_to_be_found_by_is_erased_comment_by_comment(guard: Guard) -> None:
    nobody = Comment(text=ANN.text, author="Ann", author_ip="unknown")
    one, two = take(guard, nobody), take(guard, replace(nobody, author="Anna"), site="other")
    bob = take(guard, BOB)
    with pytest.raises(DataError, match=r"no comment 'absent'$"):
        erase_comments(guard.store, [one, "absent"])
    with pytest.raises(DataError, match=r" on blog$"):
        erase_comments(guard.store, [one, two], site_id="blog")
    assert everything(guard).count(CANARY) > 1
    assert erase_comments(guard.store, [one, two, one]) == 2
    assert CANARY not in everything(guard)
    with guard.store.engine.connect() as connection:
        kept = comments.find(connection, bob)
        lines = insight.audit_lines(connection, ["blog", "other"])
    assert kept is not None
    assert kept.status is not Status.ERASED
    assert [line.detail for line in lines if line.action == "erase"] == [{"comments": 1}] * 2
