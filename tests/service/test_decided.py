"""What was decided since a time: by whom ever, each comment once, undone or not."""

from __future__ import annotations

from tests.service.desk import another, arrive

from commentguard.service.correct import record
from commentguard.service.decide import Decision, decide, undo
from commentguard.service.decided import count, decided
from commentguard.service.guard import Guard
from commentguard.service.review import Filter
from commentguard.storage.clock import now, standing_at
from commentguard.storage.comments import Status
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
