"""What was spent of the budget, how sure that is, and what a day may change."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.errors import DataError
from commentguard.feedback.budget import Budget, Spent, Tally, drawn, missing, needed, spent
from commentguard.feedback.daily_move import Standing, a_day
from commentguard.feedback.exact_bounds import lower, upper
from commentguard.scoring.neyman_pearson import order_statistic

from .benches import bench

BUDGET = Budget()
CALM = spent(Tally(published=1000), BUDGET)
SPENT = spent(Tally(published=1000, overturned=20), BUDGET)
SCORES = [k / 2000 for k in range(1000)]


def test_overturned_over_real() -> None:
    known = spent(Tally(published=995, overturned=5), BUDGET)
    assert known.share == pytest.approx(0.005)
    assert not known.over
    # 6 of 1000 is more than 1 in 200, and no proof that the site holds more.
    assert not spent(Tally(published=994, overturned=6), BUDGET).over
    assert spent(Tally(published=980, overturned=20), BUDGET).over
    assert known.low < known.share < known.high


def test_the_audit_corrects_what_nobody_noticed() -> None:
    tally = Tally(published=1000, overturned=4, audited=50, audited_real=40)
    known = spent(tally, BUDGET)
    assert known.real == pytest.approx(804)
    assert known.share == pytest.approx(4 / 804)
    assert known.high > spent(Tally(published=1000, overturned=4), BUDGET).high


def test_what_was_discarded_counts_as_lost() -> None:
    tally = Tally(published=1000, discarded=100, discarded_audited=20, discarded_real=1)
    known = spent(tally, BUDGET)
    assert known.lost == pytest.approx(5)
    assert known.share == pytest.approx(5 / 1005)


def test_the_lower_bound_takes_the_audits_at_its_own_end() -> None:
    # 3 real of 20 audited leave open that a third of what was published is real: more real
    # comments than estimated, so that the same 20 overturned are a smaller share.
    few = spent(Tally(published=1000, overturned=20, audited=20, audited_real=3), BUDGET)
    assert few.low == pytest.approx(lower(20, 20 + math.ceil(1000 * upper(3, 20))))
    # 10 real of 20 audited among 100 discarded: at least 30 of them are.
    buried = Tally(published=1000, discarded=100, discarded_audited=20, discarded_real=10)
    assert spent(buried, BUDGET).low > 0.015


def test_one_audited_advert_is_no_alarm() -> None:
    known = spent(Tally(published=106, overturned=2, audited=1), BUDGET)
    assert (known.known, known.over) == (False, False)
    assert known.low < BUDGET.rate < known.high == 1.0
    # Nor is discarding given up for it.
    discarding = Standing(0.9, discards=True)
    assert a_day(discarding, SCORES[:100], known, BUDGET) == (discarding, None)
    assert spent(Tally(published=106, overturned=2, audited=1, audited_real=1), BUDGET).known
    # Twenty of them are: then hardly a comment that was published is a reader's.
    assert spent(Tally(published=106, overturned=2, audited=20), BUDGET).over


def test_discarding_ends_before_the_budget_is_proven_to_be_spent() -> None:
    known = spent(Tally(published=994, overturned=6), BUDGET)
    assert not known.over
    assert a_day(Standing(0.9, discards=True), SCORES[:100], known, BUDGET)[1] is not None


def test_nothing_is_known_of_nothing() -> None:
    known = spent(Tally(), BUDGET)
    assert not known.known
    assert not known.over


@given(st.integers(0, 3000), st.integers(0, 40), st.integers(0, 60), st.integers(0, 60))
def test_the_bounds_hold_the_estimate(published: int, lost: int, seen: int, real: int) -> None:
    audited = min(seen, published)
    known = spent(Tally(published, lost, audited, min(real, audited)), BUDGET)
    assert 0.0 <= known.low <= known.high <= 1.0
    if known.known:
        assert known.low <= known.share <= known.high


@pytest.mark.parametrize(
    "counts",
    [
        {"published": 1, "audited": 2},
        {"audited_real": 1},
        {"discarded_real": 1},
        {"overturned": -1},
    ],
)
def test_a_part_is_not_larger_than_its_whole(counts: dict[str, int]) -> None:
    with pytest.raises(DataError):
        Tally(**counts)


@pytest.mark.parametrize(
    "fields", [{"rate": 0.0}, {"low": 0.9, "high": 0.5}, {"audited": 1.5}, {"days": 0}]
)
def test_a_budget_makes_sense(fields: dict[str, Any]) -> None:
    with pytest.raises(DataError):
        Budget(**fields)


def test_598_real_comments_promise_one_in_two_hundred() -> None:
    assert missing(0, BUDGET) == 598
    assert missing(597, BUDGET) == 1
    assert missing(598, BUDGET) == 0
    assert missing(598, BUDGET, real_share=0.9) > 0
    assert needed(BUDGET) == 598
    assert needed(BUDGET, 0.0) == needed(BUDGET, 0.5) == 1197


def test_below_the_minimum_the_shared_cut_off_stands() -> None:
    standing = Standing(0.86)
    assert a_day(standing, SCORES[:597], CALM, BUDGET) == (standing, None)


def test_the_first_cut_off_is_the_order_statistic() -> None:
    standing, move = a_day(Standing(0.86), SCORES, CALM, Budget(low=0.1))
    target = order_statistic(1000, 1 / 200)
    assert target is not None
    assert standing.own
    assert standing.hold == SCORES[target - 1]
    assert move is not None
    assert (move.what, move.before, move.after) == ("hold", 0.86, standing.hold)
    assert "1000" in move.why


def test_discard_becomes_hold_before_the_cut_off_moves() -> None:
    before = Standing(0.4, own=True, discards=True)
    standing, move = a_day(before, SCORES, SPENT, Budget(low=0.1))
    assert not standing.discards
    assert standing.hold == before.hold
    assert move is not None
    assert move.what == "discard"


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(600, 1200),
    st.sampled_from((1.0, 0.01)),
    st.floats(0, 1),
    st.sampled_from((CALM, SPENT)),
)
def test_a_day_moves_by_one_order_statistic_at_most(
    seed: int, count: int, grid: float, hold: float, known: Spent
) -> None:
    scores = np.random.default_rng(seed).random(count).tolist()
    if grid < 1:
        # Ties, as scores of copies have.
        scores = [round(score / grid) * grid for score in scores]
    budget = Budget(low=0.0, high=1.0)
    standing, move = a_day(Standing(hold, own=True), scores, known, budget)
    low, high = sorted((hold, standing.hold))
    # Ties are one place: the scores strictly between are none, or one value at the new place.
    between = {s for s in scores if low < s < high}
    assert len(between) <= 1
    assert (move is None) == (standing.hold == hold)
    if known is SPENT:
        assert standing.hold >= hold


@given(st.floats(0, 1), st.sampled_from((CALM, SPENT)))
def test_the_owners_bounds_hold(hold: float, known: Spent) -> None:
    budget = Budget(low=0.45, high=0.47)
    standing, move = a_day(Standing(hold, own=True), SCORES, known, budget)
    assert move is None or 0.45 <= standing.hold <= 0.47


def test_the_draw_is_fixed_and_of_its_share() -> None:
    ids = [f"c{k}" for k in range(20000)]
    sample = [one for one in ids if drawn(one, 0.02, "salt")]
    assert sample == [one for one in ids if drawn(one, 0.02, "salt")]
    assert 320 <= len(sample) <= 480
    assert sample != [one for one in ids if drawn(one, 0.02, "pepper")]
    assert not any(drawn(one, 0.0, "salt") for one in ids)
    assert all(drawn(one, 1.0, "salt") for one in ids)


@pytest.mark.parametrize("drifting", [False, True])
def test_the_promise_on_simulated_sites(drifting: bool) -> None:
    # 20 sites: the 99 % quantile of Binomial(20, 0.05) is 4. The bench runs ten times 200.
    simulation = bench("budget")
    outcomes = simulation.run(simulation.SEEDS[0], drifting, 20)
    last, _, alone = simulation.violations(outcomes, 1 / 200)
    assert sum(one.own for one in outcomes) == 20
    assert last <= 4
    if drifting:
        # Otherwise the drift would prove nothing.
        assert alone > last
