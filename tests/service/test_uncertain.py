"""Least sure first: near the cut-off of the comment's own site, in every state and page by page."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import islice

import pytest
from sqlalchemy import update
from tests.service.desk import arrive

from commentguard.service import sites
from commentguard.service.cutoffs import SURE, Cutoffs
from commentguard.service.guard import Guard
from commentguard.service.review import Filter, listed, page_of
from commentguard.storage.clock import now
from commentguard.storage.comments import Status
from commentguard.storage.tables import comments as table

ANY = (Status.HELD, Status.PUBLISHED, Status.REJECTED)
# Twins, the cut-offs themselves, and pairs at the same distance on both sides of one and of the other.
PROBABILITIES = (
    0.0, 0.004, 0.004, 0.25, 0.5, 0.5, 0.625, 0.75, 0.75, 0.75, 0.875, 0.9375, 0.96875, 1.0, 1.0, 0.1 + 0.2,
    1e-17, 0.7500000000000001,
)  # fmt: skip


@pytest.fixture
def full(guard: Guard) -> dict[str, tuple[str, float, str]]:
    """Site, probability and state of comments on `blog`, which holds from .75 on, and `other` from .5 on."""
    with guard.store.transaction() as connection:
        for site, hold in (("blog", 0.75), ("other", 0.5)):
            base = guard.scorer.bundle.policy
            sites.set_policy(connection, site, base, {"hold": hold}, now(), "test")
    guard.refresh_now()
    chance = random.Random(3)
    found = {}
    for site in ("blog", "other"):
        for probability in PROBABILITIES:
            state = chance.choice(ANY).value
            one = arrive(guard, site=site)
            found[one] = (site, probability, state)
    with guard.store.transaction() as connection:
        for one, (_, probability, state) in found.items():
            values = {"probability": probability, "status": state, "campaign": ""}
            connection.execute(update(table).where(table.c.id == one).values(**values))
    return found


def walk(guard: Guard, what: Filter, limit: int) -> list[str]:
    seen: list[str] = []
    after = ""
    with guard.store.engine.connect() as connection:
        while True:
            page = listed(connection, what, order="unsure", after=after, limit=limit)
            seen += [one.id for one in page.items]
            after = page.after
            if not after:
                return seen


def wanted(full: dict[str, tuple[str, float, str]], what: Filter) -> list[float]:
    """Distances in order."""
    ids = {what.site_id} if what.site_id else {"blog", "other"}
    states = {one.value for one in what.statuses}
    return sorted(
        abs(probability - (0.75 if site == "blog" else 0.5))
        for site, probability, state in full.values()
        if site in ids and state in states
    )


@pytest.mark.parametrize("words", ["", "a"])
@pytest.mark.parametrize("statuses", [(Status.HELD,), (Status.PUBLISHED,), ANY])
@pytest.mark.parametrize("site_id", ["", "blog", "other"])
def test_the_nearest_to_the_cut_off_come_first_on_every_page(
    guard: Guard, full: dict[str, tuple[str, float, str]], site_id: str, statuses: tuple[Status, ...],
    words: str,
) -> None:  # fmt: skip
    what = Filter(site_id=site_id, statuses=statuses, words=words, cutoffs=Cutoffs.of(guard))
    whole = walk(guard, what, 200)
    distances = [abs(full[one][1] - (0.75 if full[one][0] == "blog" else 0.5)) for one in whole]
    assert distances == wanted(full, what)
    assert len(set(whole)) == len(whole) > 3
    for limit in (1, 2, 5):
        assert walk(guard, what, limit) == whole
    assert walk(guard, replace(what, site_ids=("blog", "other")), 4) == whole
    with guard.store.engine.connect() as connection:
        rows = listed(connection, what, order="unsure", limit=200).items
        for place, one in enumerate(islice(rows, 0, None, 3)):
            start = page_of(connection, what, one, "unsure", 4)
            page = listed(connection, what, order="unsure", after=start, limit=4)
            assert one.id in [other.id for other in page.items], place


def test_without_a_policy_of_its_own_a_site_is_measured_by_the_model(guard: Guard) -> None:
    hold = guard.scorer.bundle.policy.hold
    assert Cutoffs.of(guard) == Cutoffs(hold)
    assert [one.cutoff for one in Cutoffs.of(guard).groups(("blog", "other"))] == [hold]


def test_of_what_the_shipped_model_holds_some_is_unsure(guard: Guard) -> None:
    cutoff = guard.scorer.bundle.policy.hold
    assert 1.5 * cutoff / (1.0 - cutoff) < SURE / (1.0 - SURE)


def test_unsure_leaves_out_what_was_a_clear_case(
    guard: Guard, full: dict[str, tuple[str, float, str]]
) -> None:
    cutoffs = Cutoffs.of(guard)
    least = {site: cutoffs.groups((site,))[0].doubtful for site in ("blog", "other")}
    assert 0.0 < least["other"] < least["blog"] < 0.5
    what = Filter(statuses=ANY, unsure=True, up_to=SURE, cutoffs=cutoffs)
    expected = {one for one, (site, p, _) in full.items() if least[site] < p <= SURE}
    assert set(walk(guard, what, 7)) == expected
    assert (
        0.25 not in {full[one][1] for one in expected if full[one][0] == "blog"}
        or least["blog"] < 0.25
    )
    assert all(full[one][1] > 0.01 for one in expected)
    # Where hardly anything is held there still is something to be unsure of.
    assert Cutoffs(1.0).groups()[0].doubtful < SURE


def test_a_cursor_of_another_order_or_group_does_no_harm(
    guard: Guard, full: dict[str, tuple[str, float, str]]
) -> None:
    what = Filter(statuses=ANY, cutoffs=Cutoffs.of(guard))
    with guard.store.engine.connect() as connection:
        for after in ("0.5/999_x", "0.5/-1_x", "0.5/x_", "nan_x", "x", "/", "0.7/1"):
            assert listed(connection, what, order="unsure", after=after, limit=3).items
    assert full
