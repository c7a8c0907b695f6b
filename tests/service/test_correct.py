"""Corrections: an append-only log, a status that follows it, one hook for learning."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.service.correct import Corrected, NotFound, correct, undo
from commentguard.service.decide import Decision, decide
from commentguard.service.guard import Guard, Learner, StorageDown
from commentguard.service.once import Once, Replayed
from commentguard.service.receive import Received, receive
from commentguard.storage import comments, corrections, insight
from commentguard.storage.comments import Status, Stored
from commentguard.storage.corrections import Correction
from commentguard.verdict import Label

ADVERT = Comment(text="Call us now on 01632 960 148 for a free quote. Serving Leeds and Bradford.")


@pytest.fixture
def held(guard: Guard) -> str:
    received = asyncio.run(receive(guard, guard.directory.sites["blog"], ADVERT))
    assert isinstance(received, Received)
    return received.id


def say(guard: Guard, comment_id: str, label: Label, site: str = "blog") -> Corrected:
    done = asyncio.run(correct(guard, guard.directory.sites[site], comment_id, label, actor="ann"))
    assert isinstance(done, Corrected)
    return done


def status(guard: Guard, comment_id: str) -> Status:
    with guard.store.engine.connect() as connection:
        stored = comments.find(connection, comment_id)
    assert stored is not None
    return stored.status


def log_of(guard: Guard, comment_id: str) -> list[Correction]:
    with guard.store.engine.connect() as connection:
        return list(corrections.of_comment(connection, comment_id))


def test_a_false_positive_is_published_and_noted(guard: Guard, held: str) -> None:
    done = say(guard, held, Label.HAM)
    assert done.correction.kind == "false_positive"
    assert status(guard, held) is Status.PUBLISHED
    with guard.store.engine.connect() as connection:
        line = insight.audit_lines(connection, ["blog"])[0]
    assert (line.actor, line.action, line.target) == ("ann", "comment.false_positive", held)
    assert "01632" not in str(tuple(line))


def test_agreeing_with_the_filter_is_a_confirmation(guard: Guard, held: str) -> None:
    assert say(guard, held, Label.PROMOTIONAL).correction.kind == "confirmed"
    assert status(guard, held) is Status.REJECTED


def test_saying_it_twice_changes_nothing(guard: Guard, held: str) -> None:
    say(guard, held, Label.SPAM)
    assert not say(guard, held, Label.SPAM).changed
    assert len(log_of(guard, held)) == 1


@pytest.mark.parametrize(
    ("label", "after", "action"),
    [
        (Label.HAM, Status.PUBLISHED, "comment.publish"),
        (Label.SPAM, Status.REJECTED, "comment.spam"),
    ],
)
def test_what_was_put_in_the_trash_comes_back_when_it_is_said_again(
    guard: Guard, held: str, label: Label, after: Status, action: str
) -> None:
    say(guard, held, label)
    with guard.store.transaction() as connection:
        decide(guard, connection, "user:mira", {"blog"}, [held], Decision.TRASH)
    again = say(guard, held, label)
    assert (again.status, again.changed) == (after, True)
    assert status(guard, held) is after
    assert len(log_of(guard, held)) == 1
    with guard.store.engine.connect() as connection:
        line = insight.audit_lines(connection, ["blog"])[0]
    assert (line.actor, line.action, line.target) == ("ann", action, held)
    assert not say(guard, held, label).changed


def test_a_change_of_mind_is_a_second_row(guard: Guard, held: str) -> None:
    say(guard, held, Label.SPAM)
    say(guard, held, Label.HAM)
    assert [row.label for row in log_of(guard, held)] == ["spam", "ham"]
    assert status(guard, held) is Status.PUBLISHED


def test_undo_restores_and_keeps_the_log(guard: Guard, held: str) -> None:
    site = guard.directory.sites["blog"]
    say(guard, held, Label.HAM)
    done = asyncio.run(undo(guard, site, held, actor="ann"))
    assert isinstance(done, Corrected)
    assert done.status is Status.HELD
    assert [row.kind for row in log_of(guard, held)] == ["false_positive", "undo"]
    with guard.store.engine.connect() as connection:
        stored = comments.find(connection, held)
        assert corrections.standing(connection, held) is None
    assert stored is not None
    assert (stored.decided_by, stored.decided_at) == ("", None)
    with pytest.raises(NotFound):
        asyncio.run(undo(guard, site, held, actor="ann"))


def test_what_came_another_way_or_was_moved_since_is_not_taken_back(
    guard: Guard, held: str
) -> None:
    site = guard.directory.sites["blog"]
    say(guard, held, Label.SPAM)
    with pytest.raises(NotFound, match="decided this comment since"):
        asyncio.run(undo(guard, site, held, actor="ann", source="desk"))
    with guard.store.transaction() as connection:
        comments.set_status(connection, held, Status.TRASHED, "eve", 7)
    with pytest.raises(NotFound, match="decided this comment since"):
        asyncio.run(undo(guard, site, held, actor="ann"))
    assert len(log_of(guard, held)) == 1


def test_a_repeated_undo_takes_back_once(guard: Guard, held: str) -> None:
    site = guard.directory.sites["blog"]
    once = Once.of("key", "back", b"")
    for label in (Label.SPAM, Label.HAM):
        say(guard, held, label)
    for _ in range(2):
        asyncio.run(undo(guard, site, held, actor="ann", once=once))
    assert [row.kind for row in log_of(guard, held)] == ["confirmed", "false_positive", "undo"]
    assert status(guard, held) is Status.REJECTED


def test_another_sites_comment_does_not_exist(guard: Guard, held: str) -> None:
    with pytest.raises(NotFound):
        say(guard, held, Label.HAM, site="other")
    with pytest.raises(NotFound):
        say(guard, "0" * 32, Label.HAM)
    assert status(guard, held) is Status.HELD


def test_a_token_records_once(guard: Guard, held: str) -> None:
    once = Once.of("key", "token", b"body")
    site = guard.directory.sites["blog"]
    asyncio.run(correct(guard, site, held, Label.HAM, actor="ann", once=once))
    say(guard, held, Label.SPAM)
    again = asyncio.run(correct(guard, site, held, Label.HAM, actor="ann", once=once))
    assert isinstance(again, Replayed)
    assert status(guard, held) is Status.REJECTED


def test_learning_hears_in_the_same_transaction(guard: Guard, held: str) -> None:
    """When learning fails, the correction is not half done."""

    class Pupil(Learner):
        heard: list[tuple[str, str]] = []  # noqa: RUF012 - one pupil

        def corrected(self, connection: Connection, correction: Correction, stored: Stored) -> None:
            if correction.label == "spam":
                raise ValueError("cannot learn this")
            self.heard.append((correction.label, stored.comment.text))

        def forgotten(
            self, connection: Connection, comment_ids: frozenset[str], site_ids: frozenset[str]
        ) -> None:
            raise AssertionError("nothing was erased")

        def look(self, connection: Connection, site_id: str, digest: str) -> None:
            return None

        async def learn(self, site_id: str) -> None:
            return None

        async def refresh(self) -> None:
            return None

    pupil = Pupil()
    guard.learner = pupil
    say(guard, held, Label.HAM)
    assert pupil.heard == [("ham", ADVERT.text)]
    with pytest.raises(ValueError, match="cannot learn"):
        say(guard, held, Label.SPAM)
    assert status(guard, held) is Status.PUBLISHED
    assert len(log_of(guard, held)) == 1


def test_without_storage_it_says_so(guard: Guard, held: str) -> None:
    guard.store.close()
    with pytest.raises(StorageDown):
        say(guard, held, Label.HAM)
