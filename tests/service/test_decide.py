"""Deciding at the desk: what moves, what does not, what two people do at once, and undo."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Connection
from tests.service.desk import ADVERT, arrive

from commentguard.service import claims
from commentguard.service.correct import record
from commentguard.service.decide import Decision, Outcome, decide, last, stamp, undo, within
from commentguard.service.guard import Guard
from commentguard.storage import comments, corrections, insight
from commentguard.storage.comments import Status, Stored
from commentguard.verdict import Label

MIRA, BEN = "user:mira", "user:ben"


def standing(connection: Connection, comment_id: str) -> Stored:
    stored = comments.find(connection, comment_id)
    assert stored is not None
    return stored


def do(
    guard: Guard, connection: Connection, ids: list[str], what: Decision, who: str = MIRA
) -> Outcome:
    return decide(guard, connection, who, {"blog"}, ids, what)


@pytest.mark.parametrize(
    ("decision", "after", "label"),
    [
        (Decision.PUBLISH, Status.PUBLISHED, "ham"),
        (Decision.SPAM, Status.REJECTED, "spam"),
        (Decision.PROMOTIONAL, Status.REJECTED, "promotional"),
        (Decision.TRASH, Status.TRASHED, None),
    ],
)
def test_a_decision_moves_and_undo_restores_everything(
    guard: Guard, decision: Decision, after: Status, label: str | None
) -> None:
    comment_id = arrive(guard)
    with guard.store.transaction() as connection:
        before = standing(connection, comment_id)
        outcome = do(guard, connection, [comment_id], decision)
        moved = standing(connection, comment_id)
        assert (moved.status, moved.decided_by) == (after, MIRA)
        said = corrections.standing(connection, comment_id)
        assert (said.label if said else None) == label
        taken_back, _ = undo(guard, connection, MIRA, outcome.batch)
        assert len(taken_back.done) == 1
        assert standing(connection, comment_id) == before
        assert corrections.standing(connection, comment_id) is None


def test_two_servers_undo_a_batch_once(guard: Guard) -> None:
    comment_id = arrive(guard)
    with guard.store.transaction() as connection:
        batch = do(guard, connection, [comment_id], Decision.SPAM).batch
    began = threading.Event()

    def second() -> Outcome:
        with guard.store.transaction() as connection:
            began.set()
            return undo(guard, connection, BEN, batch)[0]

    with ThreadPoolExecutor(1) as pool:
        with guard.store.transaction() as connection:
            first, _ = undo(guard, connection, MIRA, batch)
            other = pool.submit(second)
            # On SQLite it does not even begin before this one is through.
            began.wait(0.5)
            time.sleep(0.2)
        assert (len(first.done), other.result()) == (1, Outcome("", (), ()))
    with guard.store.engine.connect() as connection:
        kinds = [one.kind for one in corrections.of_comment(connection, comment_id)]
    assert kinds.count("undo") == 1


def test_what_somebody_moved_since_does_not_stand_before_earlier_decisions(guard: Guard) -> None:
    first, second = arrive(guard), arrive(guard)
    with guard.store.transaction() as connection:
        batch = do(guard, connection, [first], Decision.SPAM).batch
        do(guard, connection, [second], Decision.SPAM)
        do(guard, connection, [second], Decision.PUBLISH, BEN)
        assert last(connection, MIRA) == batch
        undo(guard, connection, MIRA, batch)
        assert last(connection, MIRA) == ""


def test_undo_returns_to_the_decision_before_it(guard: Guard) -> None:
    comment_id = arrive(guard)
    with guard.store.transaction() as connection:
        do(guard, connection, [comment_id], Decision.SPAM)
        rejected = standing(connection, comment_id)
        second = do(guard, connection, [comment_id], Decision.PUBLISH, BEN)
        undo(guard, connection, BEN, second.batch)
        assert standing(connection, comment_id) == rejected
        said = corrections.standing(connection, comment_id)
        assert said is not None
        assert (said.label, said.actor) == ("spam", MIRA)


def test_what_was_published_and_put_in_the_trash_can_be_published_again(guard: Guard) -> None:
    comment_id = arrive(guard)
    with guard.store.transaction() as connection:
        do(guard, connection, [comment_id], Decision.PUBLISH)
        do(guard, connection, [comment_id], Decision.TRASH)
        assert do(guard, connection, [comment_id], Decision.PUBLISH).done
        assert standing(connection, comment_id).status is Status.PUBLISHED


def test_deciding_what_stands_already_does_nothing(guard: Guard) -> None:
    comment_id = arrive(guard)
    with guard.store.transaction() as connection:
        do(guard, connection, [comment_id], Decision.SPAM)
        again = do(guard, connection, [comment_id], Decision.SPAM, BEN)
        assert (again.batch, again.done, again.clashes) == ("", (), ())
        assert len(corrections.of_comment(connection, comment_id)) == 1


def test_two_moderators_never_decide_the_same_comment_silently(guard: Guard) -> None:
    comment_id = arrive(guard)
    with guard.store.transaction() as connection:
        seen = {comment_id: stamp(Status.HELD, None)}
        decide(guard, connection, MIRA, {"blog"}, [comment_id], Decision.SPAM, seen=seen)
        late = decide(guard, connection, BEN, {"blog"}, [comment_id], Decision.PUBLISH, seen=seen)
        (clash,) = late.clashes
        assert (late.done, clash.by, clash.status, clash.claimed) == (
            (),
            MIRA,
            Status.REJECTED,
            False,
        )
        assert standing(connection, comment_id).status is Status.REJECTED


def test_what_somebody_looks_at_is_left_alone_until_told_otherwise(guard: Guard) -> None:
    comment_id = arrive(guard)
    with guard.store.transaction() as connection:
        assert claims.hold(connection, comment_id, MIRA) == MIRA
        assert claims.hold(connection, comment_id, BEN) == MIRA
        (clash,) = do(guard, connection, [comment_id], Decision.SPAM, BEN).clashes
        assert clash.claimed
        over = decide(
            guard, connection, BEN, {"blog"}, [comment_id], Decision.SPAM, over_claims=True
        )
        assert over.done
        assert claims.hold(connection, comment_id, BEN) == BEN


def test_undo_leaves_alone_what_somebody_moved_since(guard: Guard) -> None:
    first, second = arrive(guard), arrive(guard, replace(ADVERT, author="Other"))
    with guard.store.transaction() as connection:
        batch = do(guard, connection, [first, second], Decision.SPAM).batch
        do(guard, connection, [first], Decision.PUBLISH, BEN)
        outcome, _ = undo(guard, connection, MIRA, batch)
        assert [one.comment_id for one in outcome.done] == [second]
        assert [clash.by for clash in outcome.clashes] == [BEN]
        assert standing(connection, first).status is Status.PUBLISHED
        assert standing(connection, second).status is Status.HELD


def test_a_correction_through_the_api_is_a_change_too(guard: Guard) -> None:
    comment_id = arrive(guard)
    site = guard.directory.sites["blog"]
    with guard.store.transaction() as connection:
        batch = do(guard, connection, [comment_id], Decision.SPAM).batch
        record(guard, connection, site, comment_id, Label.HAM, actor="key:1", source="api")
        outcome, _ = undo(guard, connection, MIRA, batch)
        assert not outcome.done
        assert standing(connection, comment_id).status is Status.PUBLISHED


def test_ctrl_z_takes_back_the_last_batch_and_then_the_one_before(guard: Guard) -> None:
    first, second = arrive(guard), arrive(guard, replace(ADVERT, author="Other"))
    with guard.store.transaction() as connection:
        do(guard, connection, [first], Decision.SPAM)
        do(guard, connection, [second], Decision.TRASH)
        for comment_id in (second, first):
            undo(guard, connection, MIRA, last(connection, MIRA))
            assert standing(connection, comment_id).status is Status.HELD
        assert last(connection, MIRA) == ""
        assert last(connection, BEN) == ""


def test_another_site_is_out_of_reach(guard: Guard) -> None:
    comment_id = arrive(guard, site="other")
    with guard.store.transaction() as connection:
        assert not do(guard, connection, [comment_id], Decision.SPAM).done
        other = decide(guard, connection, BEN, {"other"}, [comment_id], Decision.SPAM)
        assert not within(connection, other.batch, {"blog"})
        assert within(connection, other.batch, {"other", "blog"})


def test_every_decision_and_undo_is_in_the_audit_log_with_before_and_after(guard: Guard) -> None:
    comment_id = arrive(guard)
    with guard.store.transaction() as connection:
        for decision in Decision:
            batch = do(guard, connection, [comment_id], decision).batch
            undo(guard, connection, MIRA, batch)
        lines = [
            line for line in insight.audit_lines(connection, ["blog"]) if line.target == comment_id
        ]
        assert len(lines) == 2 * len(Decision)
        for line in lines:
            assert line.actor == MIRA
            assert {line.detail["before"], line.detail["after"]} & {"held"}


def test_near_copies_are_one_campaign_and_others_are_not(guard: Guard) -> None:
    same = [
        arrive(guard, replace(ADVERT, text=f"{ADVERT.text} Ask for offer {k}.")) for k in range(4)
    ]
    alone = arrive(
        guard,
        replace(
            ADVERT,
            text="We paint your kitchen in one day, see https://paint.example for our prices this week.",
        ),
    )
    elsewhere = arrive(guard, ADVERT, site="other")
    with guard.store.transaction() as connection:
        names = {standing(connection, one).campaign for one in same}
        assert names == {same[0]}
        assert standing(connection, alone).campaign == alone
        assert standing(connection, elsewhere).campaign == elsewhere
