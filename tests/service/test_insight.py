"""Counts of what happened, on both databases."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.service.desk import arrive

from commentguard.comment import Comment
from commentguard.service import bulk, insight
from commentguard.service.decide import Decision, decide
from commentguard.service.guard import Guard
from commentguard.service.insight import insight_of
from commentguard.service.review import Filter
from commentguard.storage.clock import DAY, now, standing_at
from commentguard.storage.insight import BINS

READER = Comment(text="Mine split in January, so I took it inside.", author="Ann")


def test_days_reasons_people_and_ages_are_what_happened(guard: Guard) -> None:
    at = now()
    with standing_at(at - 3 * DAY):
        held = [arrive(guard) for _ in range(4)]
        arrive(guard, READER)
    arrive(guard, site="other")
    with guard.store.transaction() as connection:
        for who, ids, what in (
            ("user:mira", held[:2], Decision.SPAM),
            ("user:ben", held[:1], Decision.PUBLISH),
            ("user:ben", held[1:2], Decision.SPAM),
            ("user:ben", held[2:3], Decision.PROMOTIONAL),
        ):
            decide(guard, connection, who, {"blog"}, ids, what)
    with guard.store.engine.connect() as connection:
        found = insight_of(connection, ["blog"], at, 7)
        nobody = insight_of(connection, [], at, 7)
    assert len(found.days) == 7
    (day,) = [day for day in found.days if day.held]
    assert (day.held, day.published, day.freed, day.missed) == (4, 1, 1, 0)
    assert sum(count for _, count in found.ages) == 1
    assert dict(found.ages)["under a week"] == 1
    people = {one.actor: one for one in found.moderators}
    assert (people["user:mira"].decided, people["user:mira"].shared) == (2, 1)
    assert people["user:mira"].agreed == 0
    assert people["user:ben"].with_guard == people["user:ben"].decided - 1
    assert {one.name for one in found.reasons} - {""}
    assert sum(one.total for one in found.languages) == 5
    assert not nobody.moderators
    assert (nobody.drift.of_before, nobody.drift.of_last, nobody.drift.index) == (0, 0, None)


@pytest.mark.parametrize("weekday", range(7))
def test_the_last_week_of_the_scores_is_seven_days_on_any_weekday(
    guard: Guard, monkeypatch: pytest.MonkeyPatch, weekday: int
) -> None:
    # A Thursday noon, as weeks since 1970 begin.
    at = 2900 * 7 * DAY + DAY // 2 + weekday * DAY
    for ago in (0, 1, 6, 7, 8, 20, 29, 30):
        with standing_at(at - ago * DAY):
            arrive(guard, replace(READER, author=f"Ann {ago}"))
    with guard.store.engine.connect() as connection:
        few = insight_of(connection, ["blog"], at, 30).drift
        monkeypatch.setattr(insight, "LEAST", 3)
        enough = insight_of(connection, ["blog"], at, 30).drift
        monkeypatch.setattr(insight, "LEAST", 4)
        short = insight_of(connection, ["blog"], at, 30).drift
    assert (few.of_before, few.of_last) == (4, 3)
    assert few.index is None
    assert short.index is None
    assert enough.index is not None
    assert sum(enough.last) == pytest.approx(1.0)


@pytest.mark.parametrize("seed", range(20))
def test_what_chance_does_to_as_few_as_are_compared_is_no_alarm(seed: int) -> None:
    chance = random.Random(seed)
    days = [*[0] * 3 * insight.LEAST, *[1] * insight.LEAST]
    drift = insight.drift_of(((day, chance.randrange(BINS), 1) for day in days), 0)
    assert drift.index is not None
    assert drift.index < insight.MOVED
    moved = insight.drift_of([(0, 0, insight.LEAST), (1, 9, insight.LEAST)], 0)
    assert moved.index is not None
    assert moved.index > insight.MOVED


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
