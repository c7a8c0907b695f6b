"""Counts of what happened, on both databases."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.service.desk import arrive

from commentguard.comment import Comment
from commentguard.service import correct, insight
from commentguard.service.decide import Decision, decide
from commentguard.service.guard import Guard
from commentguard.service.insight import insight_of
from commentguard.storage.clock import DAY, now, standing_at
from commentguard.storage.insight import BINS
from commentguard.verdict import Label

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


def test_only_what_people_decided_is_counted_as_decided(guard: Guard) -> None:
    held = [arrive(guard) for _ in range(5)]
    with guard.store.transaction() as connection:
        decide(guard, connection, "user:mira", {"blog"}, held[:1], Decision.PUBLISH)
        decide(guard, connection, "user:mira", {"blog"}, held[1:2], Decision.SPAM)
        decide(guard, connection, "user:mira", {"blog"}, held[2:3], Decision.TRASH)
    with guard.store.engine.connect() as connection:
        (day,) = insight_of(connection, ["blog"], now(), 1).days
    assert (day.held, day.decided, day.freed) == (5, 2, 1)


def test_the_trash_is_no_advert_that_was_missed(guard: Guard) -> None:
    trashed, missed = arrive(guard, READER), arrive(guard, replace(READER, text="And mine grew."))
    with guard.store.transaction() as connection:
        decide(guard, connection, "user:mira", {"blog"}, [trashed], Decision.TRASH)
        decide(guard, connection, "user:mira", {"blog"}, [missed], Decision.SPAM)
    with guard.store.engine.connect() as connection:
        (day,) = insight_of(connection, ["blog"], now(), 1).days
    assert (day.published, day.missed) == (2, 1)


def test_what_a_key_reported_stands_among_the_people_until_it_is_taken_back(guard: Guard) -> None:
    held = [arrive(guard) for _ in range(3)]
    site = guard.directory.sites["blog"]
    with guard.store.transaction() as connection:
        decide(guard, connection, "user:mira", {"blog"}, held[:1], Decision.SPAM)
        for one, label in zip(held, (Label.HAM, Label.SPAM, Label.PROMOTIONAL), strict=True):
            correct.record(guard, connection, site, one, label, actor="key:a1b2", source="akismet")
        correct.take_back(guard, connection, site, held[2], actor="key:a1b2", source="akismet")
    with guard.store.engine.connect() as connection:
        found = insight_of(connection, ["blog"], now(), 1)
        elsewhere = insight_of(connection, ["other"], now(), 1)
    people = {one.actor: one for one in found.moderators}
    assert set(people) == {"user:mira", "key:a1b2"}
    key = people["key:a1b2"]
    assert (key.decided, key.published, key.with_guard) == (2, 1, 1)
    assert (key.shared, key.agreed) == (1, 0)
    assert not elsewhere.moderators


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
