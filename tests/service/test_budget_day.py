"""The budget applied: one step a day, inside the bounds, in the audit log and in the verdict."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import insert

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.service import allowance, budget_day, sites
from commentguard.service.guard import Guard
from commentguard.service.receive import Received, receive
from commentguard.storage import budgets, insight
from commentguard.storage.clock import DAY, new_id, now
from commentguard.storage.tables import comments
from commentguard.verdict import Action

START = now()
READERS = [k / 1000 for k in range(700)]
"""Scores of readers' comments: the 598 that are needed, and some."""


def fill(
    guard: Guard, scores: Sequence[float], action: str = "publish", site: str = "blog"
) -> None:
    """Comments that stand published, of ten days before the start."""
    at = START - 10 * DAY
    row = {
        "site_id": site, "received_at": at, "client_id": "", "text": "", "author": "",
        "author_email": "", "author_url": "", "permalink": "", "fields": {}, "exact": 0,
        "source": "test", "action": action, "label": "ham", "codes": "", "status": "published",
        "decided_by": "" if action == "publish" else "ann",
    }  # fmt: skip
    with guard.store.transaction() as connection:
        connection.execute(
            insert(comments), [{**row, "id": new_id(at), "probability": p} for p in scores]
        )


def allow(guard: Guard, site: str = "blog", **changes: Any) -> None:
    with guard.store.transaction() as connection:
        allowance.keep(connection, site, changes, START, "owner")


def day(guard: Guard, number: float) -> dict[str, Any]:
    told = budget_day.step(guard, START + int(number * DAY))
    guard.refresh_now()
    return told


def policy(guard: Guard, site: str = "blog") -> dict[str, Any]:
    return guard.policy(guard.directory.sites[site]).to_mapping()


def moves(guard: Guard) -> list[tuple[str, Any, Any]]:
    with guard.store.engine.connect() as connection:
        rows = insight.audit_lines(connection, ["blog"])
    told = [r for r in reversed(rows) if r.actor == "guard"]
    assert all(r.detail["why"] for r in told)
    return [(r.action, r.detail["before"], r.detail["after"]) for r in told]


def test_below_the_minimum_the_shared_cut_off_stands(guard: Guard) -> None:
    fill(guard, READERS[:597])
    allow(guard, audited=0.0)
    before = policy(guard)
    assert day(guard, 0) == {"moved": [], "missing": {"blog": 1}}
    assert policy(guard) == before
    assert moves(guard) == []


def test_without_a_budget_nothing_moves(guard: Guard) -> None:
    fill(guard, READERS)
    assert day(guard, 0) == {"moved": [], "missing": {}}
    assert moves(guard) == []


def test_a_cut_off_of_its_own_is_in_every_verdict(guard: Guard) -> None:
    fill(guard, READERS)
    allow(guard, audited=0.0)
    shared = policy(guard)["hold"]
    other = policy(guard, "other")
    assert day(guard, 0)["moved"] == ["blog"]
    own = policy(guard)["hold"]
    assert own in READERS
    assert own >= 0.69
    assert moves(guard) == [("budget.hold", shared, own)]
    site = guard.directory.sites["blog"]
    received = asyncio.run(receive(guard, site, Comment(text="The frost took my dahlias.")))
    assert isinstance(received, Received)
    assert received.verdict.policy["hold"] == own
    assert policy(guard, "other") == other


def test_at_most_one_order_statistic_a_day(guard: Guard) -> None:
    fill(guard, READERS)
    allow(guard, audited=0.0)
    day(guard, 0)
    first = policy(guard)["hold"]
    # From now on readers score higher: the promised place is above where the cut-off stands.
    fill(guard, [0.8 + k / 10_000 for k in range(100)])
    day(guard, 0.5)
    assert policy(guard)["hold"] == first
    seen = [first]
    for number in (1, 2, 3):
        day(guard, number)
        seen.append(policy(guard)["hold"])
    ranked = sorted({*READERS, *(0.8 + k / 10_000 for k in range(100))})
    places = [ranked.index(hold) for hold in seen]
    assert [b - a for a, b in pairwise(places)] == [1, 1, 1]
    assert len(moves(guard)) == 4


def test_the_owners_bounds_hold(guard: Guard) -> None:
    fill(guard, READERS)
    allow(guard, audited=0.0, high=0.6)
    day(guard, 0)
    assert policy(guard)["hold"] == 0.6
    allow(guard, low=0.2, high=0.55)
    guard.refresh_now()
    assert policy(guard)["hold"] == 0.55
    for number in (1, 2):
        day(guard, number)
        assert policy(guard)["hold"] == 0.55


def test_discarding_stops_before_the_cut_off_moves(guard: Guard) -> None:
    with guard.store.transaction() as connection:
        base = guard.scorer.bundle.policy
        sites.set_policy(connection, "blog", base, {"discard": 0.99}, START, "owner")
    guard.refresh_now()
    shared = policy(guard)["hold"]
    fill(guard, READERS)
    fill(guard, [0.97] * 30, "hold")
    allow(guard, audited=0.0)
    day(guard, 0)
    assert (policy(guard)["hold"], policy(guard)["discard"]) == (shared, None)
    day(guard, 1)
    assert policy(guard)["hold"] > shared
    assert [(what, after) for what, _, after in moves(guard)] == [
        ("budget.discard", None), ("budget.hold", policy(guard)["hold"]),
    ]  # fmt: skip


def test_discarding_never_begins_below_the_cut_off(guard: Guard) -> None:
    with guard.store.transaction() as connection:
        base = guard.scorer.bundle.policy
        overrides = {"hold": 0.3, "discard": 0.4}
        sites.set_policy(connection, "blog", base, overrides, START, "owner")
    fill(guard, READERS)
    allow(guard, audited=0.0)
    day(guard, 0)
    assert policy(guard)["discard"] == policy(guard)["hold"] > 0.4


def test_new_bounds_take_discarding_along(guard: Guard) -> None:
    """Below the cut-off for holding it would stop, and the settings could not be saved any more."""
    base = guard.scorer.bundle.policy
    fill(guard, READERS)
    allow(guard, audited=0.0)
    day(guard, 0)
    low = {"hold": 0.6, "discard": 0.9}
    with guard.store.transaction() as connection:
        sites.set_policy(connection, "blog", base, low, START, "owner")
    allow(guard, low=0.7, high=0.8)
    guard.refresh_now()
    assert (policy(guard)["hold"], policy(guard)["discard"]) == (0.7, 0.9)
    allow(guard, low=0.95, high=0.99)
    guard.refresh_now()
    assert (policy(guard)["hold"], policy(guard)["discard"]) == (0.95, 0.95)
    kept = guard.directory.sites["blog"].policy
    assert sites.check_policy(base, {**kept, "stuffing_escalates": True})


def test_where_adverts_are_welcome_the_scores_say_nothing(guard: Guard) -> None:
    with guard.store.transaction() as connection:
        base = guard.scorer.bundle.policy
        sites.set_policy(connection, "blog", base, {"allow_promotional": True}, START, "owner")
    fill(guard, READERS)
    allow(guard, audited=0.0)
    assert day(guard, 0)["moved"] == []


def test_the_days_are_the_owners(guard: Guard) -> None:
    fill(guard, READERS)
    allow(guard, audited=0.0, days=14)
    assert day(guard, 0)["missing"] == {"blog": 598}
    assert day(guard, 5)["moved"] == ["blog"]


def test_giving_up_returns_to_the_model(guard: Guard) -> None:
    fill(guard, READERS)
    allow(guard, audited=0.0)
    shared = policy(guard)
    day(guard, 0)
    assert policy(guard) != shared
    with guard.store.transaction() as connection:
        allowance.give_up(connection, "blog", START, "owner")
        with pytest.raises(DataError):
            allowance.give_up(connection, "blog", START, "owner")
    guard.refresh_now()
    assert policy(guard) == shared
    assert day(guard, 1) == {"moved": [], "missing": {}}


def test_a_policy_without_the_cut_off_begins_anew(guard: Guard) -> None:
    fill(guard, READERS)
    allow(guard, audited=0.0)
    day(guard, 0)
    own = policy(guard)["hold"]
    with guard.store.transaction() as connection:
        sites.set_policy(connection, "blog", guard.scorer.bundle.policy, {}, START, "owner")
    guard.refresh_now()
    assert policy(guard)["hold"] != own
    day(guard, 1)
    assert policy(guard)["hold"] == own


def test_once_a_day(guard: Guard) -> None:
    assert budget_day.due(guard.store, START)
    day(guard, 0)
    assert not budget_day.due(guard.store, START + DAY - 1)
    assert budget_day.due(guard.store, START + DAY)


def test_what_is_out_of_range_is_refused(guard: Guard) -> None:
    for changes in ({"rate": 0.0}, {"days": 0}, {"low": 0.9, "high": 0.8}, {"unknown": 1.0}):
        with pytest.raises(DataError):
            allow(guard, **changes)
    with guard.store.engine.connect() as connection:
        assert budgets.of_site(connection, "blog") is None


def test_an_advert_is_held_below_the_own_cut_off_no_more(guard: Guard) -> None:
    """A comment between the shared cut-off and the site's own is published."""
    site = guard.directory.sites["blog"]
    advert = Comment(text="Call us now on 01632 960 148 for a free quote. Serving Leeds.")
    assert guard.judge(site, advert).action is Action.HOLD
    p = guard.judge(site, advert).probability
    fill(guard, [min(1.0, p)] * 700)
    allow(guard, audited=0.0, high=1.0)
    day(guard, 0)
    assert guard.judge(guard.directory.sites["blog"], advert).action is Action.PUBLISH
