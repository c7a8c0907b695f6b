"""What deciding many at once would do: counted in one look, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event, select, update
from tests.service.desk import ADVERT, arrive

from commentguard.comment import Comment
from commentguard.service import bulk
from commentguard.service.decide import Decision, decide
from commentguard.service.guard import Guard
from commentguard.service.review import Filter, listed
from commentguard.storage.tables import comments as table

READER = Comment(text="Mine split in January, so I took it inside.", author="Ann")


@pytest.mark.parametrize(("over", "expected"), [(None, 5), (0.5, 4), (1.0, 0)])
def test_a_preview_counts_what_a_range_covers(
    guard: Guard, over: float | None, expected: int
) -> None:
    for _ in range(4):
        arrive(guard)
    arrive(guard, READER)
    with guard.store.engine.connect() as connection:
        found = bulk.preview(connection, Filter(site_id="blog", statuses=(), over=over))
    assert found.total == sum(found.histogram) == expected
    assert sum(count for _, count in found.labels) == expected
    assert len(found.sample) == expected
    assert sum(found.around) == 5


def test_a_preview_reads_the_texts_once_and_tells_the_same_as_a_list(guard: Guard) -> None:
    ids = [
        arrive(guard, replace(ADVERT, text=f"{ADVERT.text} {k}", author_email=f"{k}@firm.example"))
        for k in range(15)
    ]
    arrive(guard, READER)
    with guard.store.transaction() as connection:
        decide(guard, connection, "user:ben", {"blog"}, ids[:1], Decision.PUBLISH)
        # Another one is by the same author.
        key = select(table.c.author_key).where(table.c.id == ids[0]).scalar_subquery()
        connection.execute(update(table).where(table.c.id.in_(ids[:2])).values(author_key=key))
    what = Filter(site_id="blog", words="01632")
    said: list[str] = []
    event.listen(
        guard.store.engine, "before_cursor_execute", lambda *told: said.append(str(told[2]))
    )
    with guard.store.engine.connect() as connection:
        found = bulk.preview(connection, what)
        assert [one.startswith("WITH") for one in said if "FROM comments" in one] == [True]
        expected = listed(connection, what, order="unsure", limit=50).items
    assert found.total == len(expected) > 0
    assert found.known == 1
    assert found.sample == tuple(one.id for one in expected[:12])
