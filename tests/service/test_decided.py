"""What was decided since a time: by whom ever, each comment once, undone or not."""

from __future__ import annotations

import random
from collections.abc import Callable

from sqlalchemy import Connection, insert, select
from tests.service.desk import another, arrive

from commentguard.service.correct import record
from commentguard.service.decide import Decision, decide, undo
from commentguard.service.decided import count, decided
from commentguard.service.guard import Guard
from commentguard.service.review import Filter
from commentguard.storage.clock import now, standing_at
from commentguard.storage.comments import Status
from commentguard.storage.engine import is_sqlite
from commentguard.storage.tables import comments, corrections, moves
from commentguard.verdict import Label

EVERY = Filter("blog", statuses=())


def test_decisions_of_people_keys_and_undo_come_in_their_order(guard: Guard) -> None:
    start = now() + 1000
    site = guard.directory.sites["blog"]
    trashed, published, corrected, waiting = (arrive(guard, another()) for _ in range(4))
    with guard.store.transaction() as connection:
        with standing_at(start):
            decide(guard, connection, "ann", {"blog"}, [trashed], Decision.TRASH)
        with standing_at(start + 1):
            done = decide(guard, connection, "ann", {"blog"}, [published], Decision.PUBLISH)
        with standing_at(start + 2):
            record(guard, connection, site, corrected, Label.HAM, actor="key:1", source="api")
        first = decided(connection, EVERY, start, limit=2)
        assert [one.id for one in first.items] == [trashed, published]
        with standing_at(start + 3):
            undo(guard, connection, "ann", done.batch)
        # The one that was taken back comes again, behind the others, and none is skipped.
        second = decided(connection, EVERY, start, after=first.after, limit=2)
        assert [one.id for one in second.items] == [corrected, published]
        assert (second.items[1].status, second.items[1].decided_at) == (Status.HELD, None)
        assert second.after == ""
        assert count(connection, EVERY, start) == 3
        assert [one.id for one in decided(connection, EVERY, start + 3).items] == [published]
        assert decided(connection, Filter("other", statuses=()), start).items == ()
        assert waiting not in [one.id for one in decided(connection, EVERY, 0).items]


def _moved(comment: str, at: int, undone_at: int | None = None) -> dict[str, object]:
    return {
        "batch": "b", "at": at, "actor": "ann", "site_id": "blog", "comment_id": comment,
        "decision": "trash", "why": "", "status_before": "held", "status_after": "trashed",
        "decided_by": "", "decided_at": None, "undone_at": undone_at, "undone_by": "",
    }  # fmt: skip


def _corrected(comment: str, at: int) -> dict[str, object]:
    return {
        "comment_id": comment, "site_id": "blog", "created_at": at, "label": "spam",
        "kind": "confirmed", "actor": "ann", "source": "api", "note": "", "status_before": "held",
        "status_after": "rejected", "undoes": None,
    }  # fmt: skip


def test_pages_of_any_size_tell_each_comment_once_by_its_last_decision(guard: Guard) -> None:
    chance = random.Random(7)
    sent = [arrive(guard, another()) for _ in range(6)]
    # Few moments for many decisions: ties are the rule.
    said = [_corrected(chance.choice(sent), chance.randrange(9)) for _ in range(12)]
    done = [_moved(chance.choice(sent), at, at + 2) for at in range(0, 9, 2)]
    done += [_moved(chance.choice(sent), chance.randrange(9)) for _ in range(6)]
    with guard.store.transaction() as connection:
        connection.execute(insert(corrections), said)
        connection.execute(insert(moves), done)
    with guard.store.transaction() as connection:
        # What retention deleted is no comment any more.
        connection.execute(insert(corrections), [_corrected("", 3) | {"comment_id": None}])
    for since in range(12):
        last: dict[object, int] = {}
        for row, time in [
            *((row, "created_at") for row in said),
            *((row, time) for row in done for time in ("at", "undone_at")),
        ]:
            at = row[time]
            if isinstance(at, int) and at >= since:
                last[row["comment_id"]] = max(at, last.get(row["comment_id"], 0))
        wanted = sorted(last, key=lambda one: (last[one], str(one)))
        for size in (1, 2, 5, 50):
            with guard.store.engine.connect() as connection:
                found: list[object] = []
                after = ""
                while True:
                    page = decided(connection, EVERY, since, after=after, limit=size)
                    found += [one.id for one in page.items]
                    if not (after := page.after):
                        break
                assert (found, count(connection, EVERY, since)) == (wanted, len(wanted))


def _steps(connection: Connection, ask: Callable[[], object]) -> int:
    """What SQLite does to answer, in hundreds of its instructions."""
    taken = [0]

    def step() -> None:
        taken[0] += 1

    driver = connection.connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(step, 100)
    try:
        ask()
    finally:
        driver.set_progress_handler(None, 0)
    return taken[0]


def test_a_page_costs_the_same_however_much_was_decided_before_and_behind_it(guard: Guard) -> None:
    if not is_sqlite(guard.store.engine):
        return
    first = arrive(guard, another())

    def copies(start: int, count: int) -> None:
        with guard.store.transaction() as connection:
            row = dict(
                connection.execute(select(comments).where(comments.c.id == first)).one()._mapping
            )
            numbers = range(start, start + count)
            connection.execute(insert(comments), [row | {"id": f"{k:032x}"} for k in numbers])
            connection.execute(insert(corrections), [_corrected(f"{k:032x}", k) for k in numbers])
            connection.execute(insert(moves), [_moved(f"{k:032x}", k, k + 1) for k in numbers])

    def look() -> int:
        with guard.store.engine.connect() as connection:
            connection.execute(select(1))
            return _steps(connection, lambda: decided(connection, EVERY, 5_000, limit=2))

    copies(5_000, 200)
    few = look()
    copies(1, 2_000)
    copies(6_000, 2_000)
    assert look() < 1.2 * few
